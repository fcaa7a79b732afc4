export default (function (rt) {
const n_Kind_5 = rt.pin("urn:p", "Kind")
// R-1 value-comparison.sch:4
function assert_R_1_1(t, n, s) {
	let v2
	for (let n4 = t.child(n, n_Kind_5); n4 !== 0; n4 = t.twin(n4)) {
		if (v2 !== undefined) rt.tooMany("the left side of \"eq\"")
		v2 = n4
	}
	return ((v2 === undefined ? undefined : (t.stringValue(v2) === "goods")) === true)
}
const check_8 = {
	passes(t, v, s) {

	return (v === "goods")
	},
	passesWithout(t, s) {
	let v6
	return ((undefined === undefined ? undefined : (rt.valueCompare('eq', rt.atomize(t, undefined), "goods"))) === true)
	},
}
function text_9(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_9], subjects: [], uses: [], checks: [check_8] }
})
