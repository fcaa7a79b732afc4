export default (function (rt) {
const n_Net_7 = rt.pin("urn:p", "Net")
const n_Quantity_12 = rt.pin("urn:p", "Quantity")
const n_Price_17 = rt.pin("urn:p", "Price")
const d20 = rt.Decimal.of(100)
// R-1 exact-arithmetic.sch:4
function assert_R_1_25(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	L2: {
		let v4
		for (let n6 = first[n]; n6 !== 0; n6 = next[n6]) {
			if (name[n6] === n_Net_7) {
				if (v4 !== undefined) rt.tooMany("a cast to xs:decimal")
				v4 = n6
			}
		}
		const v8 = (v4 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v4)))
		if (v8 !== undefined) {
			let v9
			for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
				if (name[n11] === n_Quantity_12) {
					if (v9 !== undefined) rt.tooMany("a cast to xs:decimal")
					v9 = n11
				}
			}
			const v13 = (v9 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v9)))
			let v19
			if (v13 !== undefined) {
				let v14
				for (let n16 = first[n]; n16 !== 0; n16 = next[n16]) {
					if (name[n16] === n_Price_17) {
						if (v14 !== undefined) rt.tooMany("a cast to xs:decimal")
						v14 = n16
					}
				}
				const v18 = (v14 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v14)))
				v19 = (v18 === undefined ? undefined : v13.mul(v18))
			}
			const v21 = (v19 === undefined ? undefined : v19.mul(d20))
			const v22 = (v21 === undefined ? undefined : v21.round())
			const v23 = (v22 === undefined ? undefined : v22.div(d20))
			const v24 = (v23 === undefined ? undefined : v23)
			if (v24 !== undefined) {
				if (v8.cmp(v24) === 0) { c1 = true; break L2; }
			}
		}
	}
	return c1
}
function text_26(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_25], contexts: [], texts: [text_26], subjects: [], uses: [] }
})
