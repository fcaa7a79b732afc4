export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const n_Note_12 = rt.pin("urn:p", "Note")
// R-1 message.sch:4
function assert_R_1_1(t, n, s) {
	const { first, next, name } = t
	let x2 = false
	L3: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Id_5) {
				x2 = true; break L3
			}
		}
	}
	return x2
}
function text_13(t, n, s) {
	const { first, next, name, parent } = t
	const a6 = []
	for (let n7 = first[n]; n7 !== 0; n7 = next[n7]) {
		if (name[n7] === n_Id_5) {
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
return { tests: [assert_R_1_1], contexts: [], texts: [text_13], subjects: [], uses: [] }
})
