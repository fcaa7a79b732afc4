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
const check_17 = {
	passes(t, v, s) {
	let c12 = rt.isDate(v)
	if (!c12) {
		let c10 = false
		L11: {
		}
		c12 = c10
	}
	return c12
	},
	passesWithout(t, s) {
	const a13 = []
	let c16 = (a13.length === 0 ? false : a13.length === 1 && rt.castable(a13[0], 'date'))
	if (!c16) {
		let c14 = false
		L15: {
		}
		c16 = c14
	}
	return c16
	},
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_18], subjects: [], uses: [], checks: [check_17] }
})
