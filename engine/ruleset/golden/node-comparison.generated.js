export default (function (rt) {
const n_From_6 = rt.pin("urn:p", "From")
const n_To_10 = rt.pin("urn:p", "To")
// R-1 node-comparison.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	let o4, o4_set
	L3: {
		for (let n5 = t.child(n, n_From_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (o4_set === undefined) {
				const a8 = []
				for (let n9 = t.child(n, n_To_10); n9 !== 0; n9 = t.twin(n9)) {
					a8.push(t.stringValue(n9))
				}
				o4 = a8; o4_set = true
			}
			for (const b11 of o4) {
				if (rt.compareStrings(v7, b11) <= 0) { c2 = true; break L3; }
			}
		}
	}
	return c2
}
function text_12(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_12], subjects: [], uses: [] }
})
