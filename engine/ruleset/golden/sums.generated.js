export default (function (rt) {
const n_Total_5 = rt.pin("urn:p", "Total")
const n_Line_9 = rt.pin("urn:p", "Line")
const n_Net_13 = rt.pin("urn:p", "Net")
const n_Bill_38 = rt.pin("urn:p", "Bill")
const n_Draft_40 = rt.pin("urn:p", "Draft")
let once34_v, once34_at = -1
function once34(t, s) {
	if (once34_at === s.epoch) return once34_v
	const { first, next, name } = t
	let x35 = false
	L36: {
		for (let n37 = first[0]; n37 !== 0; n37 = next[n37]) {
			if (name[n37] === n_Bill_38) {
				for (let n39 = first[n37]; n39 !== 0; n39 = next[n39]) {
					if (name[n39] === n_Draft_40) {
						x35 = true; break L36
					}
				}
			}
		}
	}
	once34_v = x35
	once34_at = s.epoch
	return once34_v
}
// R-1 sums.sch:4
function assert_R_1_41(t, n, s) {
	const { first, next, name, parent } = t
	let c1 = false
	let o3, o3_set
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Total_5) {
				const v6 = t.stringValue(n4)
				if (o3_set === undefined) {
					let t21 = rt.Decimal.zero
					const n28 = parent[n]
					if (n28 >= 0) {
						for (let n29 = first[n28]; n29 !== 0; n29 = next[n29]) {
							if (name[n29] === n_Line_9) {
								let v30
								for (let n32 = first[n29]; n32 !== 0; n32 = next[n32]) {
									if (name[n32] === n_Net_13) {
										if (v30 !== undefined) rt.tooMany("a cast to xs:decimal")
										v30 = n32
									}
								}
								const v33 = (v30 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v30)))
								if (v33 !== undefined) {
									t21 = t21.add(v33)
								}
							}
						}
					}
					o3 = t21; o3_set = true
				}
				if (rt.stringToDouble(v6) === o3.toNumber()) { c1 = true; break L2; }
			}
		}
	}
	return (c1 || once34(t, s))
}
function text_42(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_41], contexts: [], texts: [text_42], subjects: [], uses: [] }
})
