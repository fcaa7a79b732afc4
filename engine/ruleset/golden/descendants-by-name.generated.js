export default (function (rt) {
const n_currency_6 = rt.pin("", "currency")
let once4_v, once4_at = -1
function once4(t, s) {
	if (once4_at === s.epoch) return once4_v
	const a5 = []
	for (const n7 of t.attributesNamed(n_currency_6)) {
		a5.push(n7)
	}
	once4_v = a5
	once4_at = s.epoch
	return once4_v
}
let once1_v, once1_at = -1
function once1(t, s) {
	if (once1_at === s.epoch) return once1_v
	const { value } = t
	let q2 = true
	L3: {
		for (const n8 of once4(t, s)) {
			rt.tick(s)
			let c9 = false
			L10: {
				const v12 = value[n8]
				if (v12 === "EUR") { c9 = true; break L10; }
			}
			if (!(c9)) { q2 = false; break L3; }
		}
	}
	once1_v = q2
	once1_at = s.epoch
	return once1_v
}
// R-1 descendants-by-name.sch:4
function assert_R_1_13(t, n, s) {

	return once1(t, s)
}
function text_14(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_13], contexts: [], texts: [text_14], subjects: [], uses: [] }
})
