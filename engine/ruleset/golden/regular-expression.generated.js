export default (function (rt) {
const re2 = rt.regex("^[A-Z]{2}[0-9]+$", "")
const n_Id_6 = rt.pin("urn:p", "Id")
// R-1 regular-expression.sch:4
function assert_R_1_1(t, n, s) {
	let v3
	for (let n5 = t.child(n, n_Id_6); n5 !== 0; n5 = t.twin(n5)) {
		if (v3 !== undefined) rt.tooMany("normalize-space()")
		v3 = n5
	}
	return re2().test(rt.normalizeSpace(((v3 === undefined ? undefined : t.stringValue(v3)) ?? '')))
}
const check_9 = {
	passes(t, v, s) {

	return re2().test(rt.normalizeSpace(v))
	},
	passesWithout(t, s) {
	let v7
	return re2().test(rt.normalizeSpace(((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "normalize-space()")) ?? '')))
	},
}
function text_10(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_10], subjects: [], uses: [], checks: [check_9] }
})
