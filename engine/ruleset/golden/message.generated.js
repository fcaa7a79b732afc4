export default (function (rt) {
const n_Id_4 = rt.pin("urn:p", "Id")
const n_Note_12 = rt.pin("urn:p", "Note")
// R-1 message.sch:4
function assert_R_1_5(t, n, s) {
	const { first, next, name } = t
	let x1 = false
	L2: {
		for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
			if (name[n3] === n_Id_4) {
				x1 = true; break L2
			}
		}
	}
	return x1
}
function text_13(t, n, s) {
	const { first, next, name, parent } = t
	const a6 = []
	for (let n7 = first[n]; n7 !== 0; n7 = next[n7]) {
		if (name[n7] === n_Id_4) {
			a6.push(n7)
		}
	}
	const a8 = []
	const n9 = parent[n]
	if (n9 >= 0) {
		a8.push(n9)
	}
	const a10 = []
	for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
		if (name[n11] === n_Note_12) {
			a10.push(n11)
		}
	}
	return "Line " + rt.join(t, a6, ' ') + " of " + rt.join(t, a8, ' ') + " says " + rt.join(t, a10, ' ')
}
return { tests: [assert_R_1_5], contexts: [], texts: [text_13], subjects: [], uses: [] }
})
