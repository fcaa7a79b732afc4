export default (function (rt) {
const n_Tax_5 = rt.pin("urn:p", "Tax")
const n_Base_9 = rt.pin("urn:p", "Base")
const n_Rate_13 = rt.pin("urn:p", "Rate")
// R-1 loop.sch:4
function assert_R_1_28(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	L2: {
		let t16 = 0, x17 = false
		for (let n18 = first[n]; n18 !== 0; n18 = next[n18]) {
			if (name[n18] === n_Tax_5) {
				rt.tick(s)
				let v19
				for (let n21 = first[n18]; n21 !== 0; n21 = next[n21]) {
					if (name[n21] === n_Base_9) {
						if (v19 !== undefined) rt.tooMany("the left side of an arithmetic operator")
						v19 = n21
					}
				}
				let v25
				if (v19 !== undefined) {
					let v22
					for (let n24 = first[n18]; n24 !== 0; n24 = next[n24]) {
						if (name[n24] === n_Rate_13) {
							if (v22 !== undefined) rt.tooMany("the right side of an arithmetic operator")
							v22 = n24
						}
					}
					v25 = (v22 === undefined ? undefined : (rt.stringToDouble(t.stringValue(v19)) * rt.stringToDouble(t.stringValue(v22))))
				}
				const v26 = (v25 === undefined ? undefined : (v25 / 100))
				if (v26 !== undefined) {
					t16 += v26; x17 = true
				}
			}
		}
		const v27 = rt.atomize(t, (x17 ? new rt.Atomic('double', t16) : rt.zero))
		if (rt.generalPair('gt', v27, new rt.Atomic('integer', rt.Decimal.of(0)))) { c1 = true; break L2; }
	}
	return c1
}
function text_29(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_28], contexts: [], texts: [text_29], subjects: [], uses: [] }
})
