export default (function (rt) {
const n_From_5 = rt.pin("urn:p", "From")
const n_To_9 = rt.pin("urn:p", "To")
// R-1 node-comparison.sch:4
function assert_R_1_11(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	let o3, o3_set
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_From_5) {
				const v6 = t.stringValue(n4)
				if (o3_set === undefined) {
					const a7 = []
					for (let n8 = first[n]; n8 !== 0; n8 = next[n8]) {
						if (name[n8] === n_To_9) {
							a7.push(t.stringValue(n8))
						}
					}
					o3 = a7; o3_set = true
				}
				for (const b10 of o3) {
					if (rt.compareStrings(v6, b10) <= 0) { c1 = true; break L2; }
				}
			}
		}
	}
	return c1
}
function text_12(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_11], contexts: [], texts: [text_12], subjects: [], uses: [] }
})
