export default (function (rt) {
const n_Net_5 = rt.pin("urn:p", "Net")
const n_Quantity_10 = rt.pin("urn:p", "Quantity")
const n_Price_14 = rt.pin("urn:p", "Price")
// R-1 untyped-arithmetic.sch:4
function assert_R_1_17(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	let o3, o3_set
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Net_5) {
				const v6 = t.stringValue(n4)
				if (o3_set === undefined) {
					let v7
					for (let n9 = first[n]; n9 !== 0; n9 = next[n9]) {
						if (name[n9] === n_Quantity_10) {
							if (v7 !== undefined) rt.tooMany("the left side of an arithmetic operator")
							v7 = n9
						}
					}
					let v15
					if (v7 !== undefined) {
						let v11
						for (let n13 = first[n]; n13 !== 0; n13 = next[n13]) {
							if (name[n13] === n_Price_14) {
								if (v11 !== undefined) rt.tooMany("the right side of an arithmetic operator")
								v11 = n13
							}
						}
						v15 = (v11 === undefined ? undefined : (rt.stringToDouble(t.stringValue(v7)) * rt.stringToDouble(t.stringValue(v11))))
					}
					const v16 = (v15 === undefined ? undefined : v15)
					o3 = v16; o3_set = true
				}
				if (o3 !== undefined) {
					if (rt.stringToDouble(v6) === o3) { c1 = true; break L2; }
				}
			}
		}
	}
	return c1
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_17], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
