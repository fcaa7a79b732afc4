export default (function (rt) {
const codes1 = ["A","B","C","D","E","F"]
const set4 = new Set(["A","B","C","D","E","F"])
const n_Kind_6 = rt.pin("urn:p", "Kind")
// R-1 code-list-variable.sch:4
function assert_R_1_8(t, n, s) {
	const { first, next, name } = t
	let c2 = false
	L3: {
		for (let n5 = first[n]; n5 !== 0; n5 = next[n5]) {
			if (name[n5] === n_Kind_6) {
				const v7 = t.stringValue(n5)
				if (set4.has(v7)) { c2 = true; break L3; }
			}
		}
	}
	return c2
}
function text_9(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_8], contexts: [], texts: [text_9], subjects: [], uses: [] }
})
