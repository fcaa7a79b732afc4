export default (function (rt) {
const n_Tax_7 = rt.pin("urn:p", "Tax")
const n_Rate_9 = rt.pin("urn:p", "Rate")
// R-1 count.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	L3: {
		let k5 = 0
		for (let n6 = t.child(n, n_Tax_7); n6 !== 0; n6 = t.twin(n6)) {
			for (let n8 = t.child(n6, n_Rate_9); n8 !== 0; n8 = t.twin(n8)) {
				k5++
			}
		}
		if (k5 <= 1) { c2 = true; break L3; }
	}
	return c2
}
function text_10(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_10], subjects: [], uses: [] }
})
