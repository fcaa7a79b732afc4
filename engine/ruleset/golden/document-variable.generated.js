export default (function (rt) {
const f_tokenize_2 = rt.fn("http://www.w3.org/2005/xpath-functions", "tokenize")
const n_Currency_7 = rt.pin("urn:p", "Currency")
// let codes document-variable.sch:4
let let_codes_1_v, let_codes_1_at = -1
function let_codes_1(t, s) {
	if (let_codes_1_at === s.epoch) return let_codes_1_v

	let_codes_1_v = f_tokenize_2(s, "EUR USD", " ")
	let_codes_1_at = s.epoch
	return let_codes_1_v
}
// R-1 document-variable.sch:4
function assert_R_1_11(t, n, s) {
	const { first, next, name } = t
	let c3 = false
	let o5, o5_set
	L4: {
		for (let n6 = first[n]; n6 !== 0; n6 = next[n6]) {
			if (name[n6] === n_Currency_7) {
				const v8 = t.stringValue(n6)
				if (o5_set === undefined) {
					const v9 = let_codes_1(t, s)
					o5 = v9; o5_set = true
				}
				for (const b10 of o5) {
					if (v8 === b10) { c3 = true; break L4; }
				}
			}
		}
	}
	return c3
}
function text_12(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_11], contexts: [], texts: [text_12], subjects: [], uses: [] }
})
