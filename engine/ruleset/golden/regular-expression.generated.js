export default (function (rt) {
const re1 = rt.regex("^[A-Z]{2}[0-9]+$", "")
const n_Id_5 = rt.pin("urn:p", "Id")
// R-1 regular-expression.sch:4
function assert_R_1_6(t, n, s) {
	const { first, next, name } = t
	let v2
	for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
		if (name[n4] === n_Id_5) {
			if (v2 !== undefined) rt.tooMany("normalize-space()")
			v2 = n4
		}
	}
	return re1().test(rt.normalizeSpace(((v2 === undefined ? undefined : t.stringValue(v2)) ?? '')))
}
function text_7(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_6], contexts: [], texts: [text_7], subjects: [], uses: [] }
})
