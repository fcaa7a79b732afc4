export default (function (rt) {
const f_tokenize_2 = rt.fn("http://www.w3.org/2005/xpath-functions", "tokenize")
const n_Currency_8 = rt.pin("urn:p", "Currency")
// let codes document-variable.sch:4
let let_codes_1_v, let_codes_1_at = -1
function let_codes_1(t, s) {
	if (let_codes_1_at === s.epoch) return let_codes_1_v

	let_codes_1_v = f_tokenize_2(s, "EUR USD", " ")
	let_codes_1_at = s.epoch
	return let_codes_1_v
}
// R-1 document-variable.sch:4
function assert_R_1_3(t, n, s) {
	let c4 = false
	let o6, o6_set
	L5: {
		for (let n7 = t.child(n, n_Currency_8); n7 !== 0; n7 = t.twin(n7)) {
			const v9 = t.stringValue(n7)
			if (o6_set === undefined) {
				const v10 = let_codes_1(t, s)
				o6 = v10; o6_set = true
			}
			for (const b11 of o6) {
				if (v9 === b11) { c4 = true; break L5; }
			}
		}
	}
	return c4
}
function text_12(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_3], contexts: [], texts: [text_12], subjects: [], uses: [] }
})
