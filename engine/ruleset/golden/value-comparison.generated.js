export default (function (rt) {
const n_Kind_4 = rt.pin("urn:p", "Kind")
// R-1 value-comparison.sch:4
function assert_R_1_5(t, n, s) {
	const { first, next, name } = t
	let v1
	for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
		if (name[n3] === n_Kind_4) {
			if (v1 !== undefined) rt.tooMany("the left side of \"eq\"")
			v1 = n3
		}
	}
	return ((v1 === undefined ? undefined : (t.stringValue(v1) === "goods")) === true)
}
function text_6(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_5], contexts: [], texts: [text_6], subjects: [], uses: [] }
})
