export default (function (rt) {
const n_Tax_6 = rt.pin("urn:p", "Tax")
const n_Rate_8 = rt.pin("urn:p", "Rate")
// R-1 count.sch:4
function assert_R_1_9(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	L2: {
		let k4 = 0
		for (let n5 = first[n]; n5 !== 0; n5 = next[n5]) {
			if (name[n5] === n_Tax_6) {
				for (let n7 = first[n5]; n7 !== 0; n7 = next[n7]) {
					if (name[n7] === n_Rate_8) {
						k4++
					}
				}
			}
		}
		if (k4 <= 1) { c1 = true; break L2; }
	}
	return c1
}
function text_10(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_9], contexts: [], texts: [text_10], subjects: [], uses: [] }
})
