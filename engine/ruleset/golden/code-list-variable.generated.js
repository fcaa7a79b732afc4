export default (function (rt) {
const codes1 = ["A","B","C","D","E","F"]
const set5 = new Set(["A","B","C","D","E","F"])
const n_Kind_7 = rt.pin("urn:p", "Kind")
// R-1 code-list-variable.sch:4
function assert_R_1_2(t, n, s) {
	const { first, next, name } = t
	let c3 = false
	L4: {
		for (let n6 = first[n]; n6 !== 0; n6 = next[n6]) {
			if (name[n6] === n_Kind_7) {
				const v8 = t.stringValue(n6)
				if (set5.has(v8)) { c3 = true; break L4; }
			}
		}
	}
	return c3
}
function text_9(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_2], contexts: [], texts: [text_9], subjects: [], uses: [] }
})
