export default (function (rt) {
const set3 = new Set(["C62","HUR","DAY","KGM","MTR"])
const n_Unit_5 = rt.pin("urn:p", "Unit")
// R-1 code-list.sch:4
function assert_R_1_7(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Unit_5) {
				const v6 = t.stringValue(n4)
				if (set3.has(v6)) { c1 = true; break L2; }
			}
		}
	}
	return c1
}
function text_8(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_7], contexts: [], texts: [text_8], subjects: [], uses: [] }
})
