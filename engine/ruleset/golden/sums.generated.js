export default (function (rt) {
const n_Total_6 = rt.pin("urn:p", "Total")
const n_Line_10 = rt.pin("urn:p", "Line")
const n_Net_14 = rt.pin("urn:p", "Net")
const n_Bill_39 = rt.pin("urn:p", "Bill")
const n_Draft_41 = rt.pin("urn:p", "Draft")
let once35_v, once35_at = -1
function once35(t, s) {
	if (once35_at === s.epoch) return once35_v
	let x36 = false
	L37: {
		for (let n38 = t.child(0, n_Bill_39); n38 !== 0; n38 = t.twin(n38)) {
			for (let n40 = t.child(n38, n_Draft_41); n40 !== 0; n40 = t.twin(n40)) {
				x36 = true; break L37
			}
		}
	}
	once35_v = x36
	once35_at = s.epoch
	return once35_v
}
// R-1 sums.sch:4
function assert_R_1_1(t, n, s) {
	const { parent } = t
	let c2 = false
	let o4, o4_set
	L3: {
		for (let n5 = t.child(n, n_Total_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (o4_set === undefined) {
				let t22 = rt.Decimal.zero
				const n29 = parent[n]
				if (n29 >= 0) {
					for (let n30 = t.child(n29, n_Line_10); n30 !== 0; n30 = t.twin(n30)) {
						let v31
						for (let n33 = t.child(n30, n_Net_14); n33 !== 0; n33 = t.twin(n33)) {
							if (v31 !== undefined) rt.tooMany("a cast to xs:decimal")
							v31 = n33
						}
						const v34 = (v31 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v31)))
						if (v34 !== undefined) {
							t22 = t22.add(v34)
						}
					}
				}
				o4 = t22; o4_set = true
			}
			if (rt.stringToDouble(v7) === o4.toNumber()) { c2 = true; break L3; }
		}
	}
	return (c2 || once35(t, s))
}
function text_42(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_42], subjects: [], uses: [] }
})
