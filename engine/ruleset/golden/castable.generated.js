export default (function (rt) {
const n_Day_4 = rt.pin("urn:p", "Day")
// R-1 castable.sch:4
function assert_R_1_1(t, n, s) {
	const a2 = []
	for (let n3 = t.child(n, n_Day_4); n3 !== 0; n3 = t.twin(n3)) {
		a2.push(new rt.Atomic('untypedAtomic', t.stringValue(n3)))
	}
	let c9 = (a2.length === 0 ? false : a2.length === 1 && rt.castable(a2[0], 'date'))
	if (!c9) {
		let c5 = false
		L6: {
			for (let n7 = t.child(n, n_Day_4); n7 !== 0; n7 = t.twin(n7)) {
				const v8 = t.stringValue(n7)
			}
		}
		c9 = c5
	}
	return c9
}
function text_10(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_10], subjects: [], uses: [] }
})
