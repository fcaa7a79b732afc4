export default (function (rt) {
const n_Net_8 = rt.pin("urn:p", "Net")
const n_Quantity_13 = rt.pin("urn:p", "Quantity")
const n_Price_18 = rt.pin("urn:p", "Price")
const d21 = rt.Decimal.of(100)
// R-1 exact-arithmetic.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	L3: {
		let v5
		for (let n7 = t.child(n, n_Net_8); n7 !== 0; n7 = t.twin(n7)) {
			if (v5 !== undefined) rt.tooMany("a cast to xs:decimal")
			v5 = n7
		}
		const v9 = (v5 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v5)))
		if (v9 !== undefined) {
			let v10
			for (let n12 = t.child(n, n_Quantity_13); n12 !== 0; n12 = t.twin(n12)) {
				if (v10 !== undefined) rt.tooMany("a cast to xs:decimal")
				v10 = n12
			}
			const v14 = (v10 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v10)))
			let v20
			if (v14 !== undefined) {
				let v15
				for (let n17 = t.child(n, n_Price_18); n17 !== 0; n17 = t.twin(n17)) {
					if (v15 !== undefined) rt.tooMany("a cast to xs:decimal")
					v15 = n17
				}
				const v19 = (v15 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v15)))
				v20 = (v19 === undefined ? undefined : v14.mul(v19))
			}
			const v22 = (v20 === undefined ? undefined : v20.mul(d21))
			const v23 = (v22 === undefined ? undefined : v22.round())
			const v24 = (v23 === undefined ? undefined : v23.div(d21))
			const v25 = (v24 === undefined ? undefined : v24)
			if (v25 !== undefined) {
				if (v9.cmp(v25) === 0) { c2 = true; break L3; }
			}
		}
	}
	return c2
}
function text_26(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_26], subjects: [], uses: [] }
})
