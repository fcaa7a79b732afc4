export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const n_Note_12 = rt.pin("urn:p", "Note")
// R-1 message.sch:4
function assert_R_1_1(t, n, s) {
	let x2 = false
	L3: {
		for (let n4 = t.child(n, n_Id_5); n4 !== 0; n4 = t.twin(n4)) {
			x2 = true; break L3
		}
	}
	return x2
}
function text_13(t, n, s) {
	const { parent } = t
	const a6 = []
	for (let n7 = t.child(n, n_Id_5); n7 !== 0; n7 = t.twin(n7)) {
		a6.push(n7)
	}
	const a8 = []
	const n9 = parent[n]
	if (n9 >= 0) {
		a8.push(n9)
	}
	const a10 = []
	for (let n11 = t.child(n, n_Note_12); n11 !== 0; n11 = t.twin(n11)) {
		a10.push(n11)
	}
	return "Line " + rt.join(t, a6, ' ') + " of " + rt.join(t, a8, ' ') + " says " + rt.join(t, a10, ' ')
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_13], subjects: [], uses: [] }
})
