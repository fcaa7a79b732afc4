export default (function (rt) {
const n_Day_3 = rt.pin("urn:p", "Day")
// R-1 castable.sch:4
function assert_R_1_9(t, n, s) {
	const { first, next, name } = t
	const a1 = []
	for (let n2 = first[n]; n2 !== 0; n2 = next[n2]) {
		if (name[n2] === n_Day_3) {
			a1.push(new rt.Atomic('untypedAtomic', t.stringValue(n2)))
		}
	}
	let c8 = (a1.length === 0 ? false : a1.length === 1 && rt.castable(a1[0], 'date'))
	if (!c8) {
		let c4 = false
		L5: {
			for (let n6 = first[n]; n6 !== 0; n6 = next[n6]) {
				if (name[n6] === n_Day_3) {
					const v7 = t.stringValue(n6)
				}
			}
		}
		c8 = c4
	}
	return c8
}
function text_10(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_9], contexts: [], texts: [text_10], subjects: [], uses: [] }
})
