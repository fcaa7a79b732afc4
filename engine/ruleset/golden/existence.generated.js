export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const n_Old_9 = rt.pin("urn:p", "Old")
// R-1 existence.sch:4
function assert_R_1_1(t, n, s) {
	let x2 = false
	L3: {
		for (let n4 = t.child(n, n_Id_5); n4 !== 0; n4 = t.twin(n4)) {
			x2 = true; break L3
		}
	}
	let c10 = x2
	if (c10) {
		let x6 = false
		L7: {
			for (let n8 = t.child(n, n_Old_9); n8 !== 0; n8 = t.twin(n8)) {
				x6 = true; break L7
			}
		}
		c10 = !(x6)
	}
	return c10
}
function text_11(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_11], subjects: [], uses: [] }
})
