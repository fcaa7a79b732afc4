export default (function (rt) {
const n_currency_7 = rt.pin("", "currency")
let once5_v, once5_at = -1
function once5(t, s) {
	if (once5_at === s.epoch) return once5_v
	const a6 = []
	for (const n8 of t.attributesNamed(n_currency_7)) {
		a6.push(n8)
	}
	once5_v = a6
	once5_at = s.epoch
	return once5_v
}
let once2_v, once2_at = -1
function once2(t, s) {
	if (once2_at === s.epoch) return once2_v
	const { value } = t
	let q3 = true
	L4: {
		for (const n9 of once5(t, s)) {
			rt.tick(s)
			let c10 = false
			L11: {
				const v13 = value[n9]
				if (v13 === "EUR") { c10 = true; break L11; }
			}
			if (!(c10)) { q3 = false; break L4; }
		}
	}
	once2_v = q3
	once2_at = s.epoch
	return once2_v
}
// R-1 descendants-by-name.sch:4
function assert_R_1_1(t, n, s) {

	return once2(t, s)
}
function text_14(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_14], subjects: [], uses: [] }
})
