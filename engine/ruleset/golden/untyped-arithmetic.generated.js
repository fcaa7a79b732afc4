export default (function (rt) {
const n_Net_6 = rt.pin("urn:p", "Net")
const n_Quantity_11 = rt.pin("urn:p", "Quantity")
const n_Price_15 = rt.pin("urn:p", "Price")
// R-1 untyped-arithmetic.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	let o4, o4_set
	L3: {
		for (let n5 = t.child(n, n_Net_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (o4_set === undefined) {
				let v8
				for (let n10 = t.child(n, n_Quantity_11); n10 !== 0; n10 = t.twin(n10)) {
					if (v8 !== undefined) rt.tooMany("the left side of an arithmetic operator")
					v8 = n10
				}
				let v16
				if (v8 !== undefined) {
					let v12
					for (let n14 = t.child(n, n_Price_15); n14 !== 0; n14 = t.twin(n14)) {
						if (v12 !== undefined) rt.tooMany("the right side of an arithmetic operator")
						v12 = n14
					}
					v16 = (v12 === undefined ? undefined : (rt.stringToDouble(t.stringValue(v8)) * rt.stringToDouble(t.stringValue(v12))))
				}
				const v17 = (v16 === undefined ? undefined : v16)
				o4 = v17; o4_set = true
			}
			if (o4 !== undefined) {
				if (rt.stringToDouble(v7) === o4) { c2 = true; break L3; }
			}
		}
	}
	return c2
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
