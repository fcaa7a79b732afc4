export default (function (rt) {
const n_Tax_6 = rt.pin("urn:p", "Tax")
const n_Base_10 = rt.pin("urn:p", "Base")
const n_Rate_14 = rt.pin("urn:p", "Rate")
// R-1 loop.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	L3: {
		let t17 = 0, x18 = false
		for (let n19 = t.child(n, n_Tax_6); n19 !== 0; n19 = t.twin(n19)) {
			rt.tick(s)
			let v20
			for (let n22 = t.child(n19, n_Base_10); n22 !== 0; n22 = t.twin(n22)) {
				if (v20 !== undefined) rt.tooMany("the left side of an arithmetic operator")
				v20 = n22
			}
			let v26
			if (v20 !== undefined) {
				let v23
				for (let n25 = t.child(n19, n_Rate_14); n25 !== 0; n25 = t.twin(n25)) {
					if (v23 !== undefined) rt.tooMany("the right side of an arithmetic operator")
					v23 = n25
				}
				v26 = (v23 === undefined ? undefined : (rt.stringToDouble(t.stringValue(v20)) * rt.stringToDouble(t.stringValue(v23))))
			}
			const v27 = (v26 === undefined ? undefined : (v26 / 100))
			if (v27 !== undefined) {
				t17 += v27; x18 = true
			}
		}
		const v28 = rt.atomize(t, (x18 ? new rt.Atomic('double', t17) : rt.zero))
		if (rt.generalPair('gt', v28, new rt.Atomic('integer', rt.Decimal.of(0)))) { c2 = true; break L3; }
	}
	return c2
}
function text_29(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_29], subjects: [], uses: [] }
})
