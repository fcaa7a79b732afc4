export default (function (rt) {
const n_Net_5 = rt.pin("urn:p", "Net")
const d10 = rt.Decimal.of(0)
const d15 = rt.Decimal.of(10)
// let net rule-variable.sch:4
let let_net_1_v, let_net_1_n = -1, let_net_1_at = -1
function let_net_1(t, n, s) {
	if (let_net_1_at === s.epoch && let_net_1_n === n) return let_net_1_v
	const { first, next, name } = t
	let v2
	for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
		if (name[n4] === n_Net_5) {
			if (v2 !== undefined) rt.tooMany("a cast to xs:decimal")
			v2 = n4
		}
	}
	let_net_1_v = (v2 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v2)))
	let_net_1_at = s.epoch
	let_net_1_n = n
	return let_net_1_v
}
// R-1 rule-variable.sch:4
function assert_R_1_17(t, n, s) {
	let c6 = false
	L7: {
		const v9 = let_net_1(t, n, s)
		if (v9 !== undefined) {
			if (v9.cmp(d10) > 0) { c6 = true; break L7; }
		}
	}
	let c16 = c6
	if (c16) {
		let c11 = false
		L12: {
			const v14 = let_net_1(t, n, s)
			if (v14 !== undefined) {
				if (v14.cmp(d15) < 0) { c11 = true; break L12; }
			}
		}
		c16 = c11
	}
	return c16
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_17], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
