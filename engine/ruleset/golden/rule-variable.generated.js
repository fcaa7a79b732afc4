export default (function (rt) {
const n_Net_5 = rt.pin("urn:p", "Net")
const d11 = rt.Decimal.of(0)
const d16 = rt.Decimal.of(10)
// let net rule-variable.sch:4
let let_net_1_v, let_net_1_n = -1, let_net_1_at = -1
function let_net_1(t, n, s) {
	if (let_net_1_at === s.epoch && let_net_1_n === n) return let_net_1_v
	let v2
	for (let n4 = t.child(n, n_Net_5); n4 !== 0; n4 = t.twin(n4)) {
		if (v2 !== undefined) rt.tooMany("a cast to xs:decimal")
		v2 = n4
	}
	let_net_1_v = (v2 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v2)))
	let_net_1_at = s.epoch
	let_net_1_n = n
	return let_net_1_v
}
// R-1 rule-variable.sch:4
function assert_R_1_6(t, n, s) {
	let c7 = false
	L8: {
		const v10 = let_net_1(t, n, s)
		if (v10 !== undefined) {
			if (v10.cmp(d11) > 0) { c7 = true; break L8; }
		}
	}
	let c17 = c7
	if (c17) {
		let c12 = false
		L13: {
			const v15 = let_net_1(t, n, s)
			if (v15 !== undefined) {
				if (v15.cmp(d16) < 0) { c12 = true; break L13; }
			}
		}
		c17 = c12
	}
	return c17
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_6], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
