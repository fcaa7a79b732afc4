export default (function (rt) {
const n_currency_8 = rt.pin("", "currency")
let once4_v, once4_at = -1
function once4(t, s) {
	if (once4_at === s.epoch) return once4_v
	const { kind, end } = t
	const a5 = []
	for (let n6 = 0, en6 = end[0]; n6 < en6; n6++) {
		if (n6 === 0 || kind[n6] !== 2) {
			const n7 = kind[n6] === 1 ? t.attribute(n6, n_currency_8) : 0
			if (n7 !== 0) {
				a5.push(n7)
			}
		}
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
		for (const n9 of once4(t, s)) {
			rt.tick(s)
			let c10 = false
			L11: {
				const v13 = value[n9]
				if (v13 === "EUR") { c10 = true; break L11; }
			}
			if (!(c10)) { q2 = false; break L3; }
		}
	}
	once1_v = q2
	once1_at = s.epoch
	return once1_v
}
// R-1 descendants-by-name.sch:4
function assert_R_1_14(t, n, s) {

	return once1(t, s)
}
function text_15(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_14], contexts: [], texts: [text_15], subjects: [], uses: [] }
})
