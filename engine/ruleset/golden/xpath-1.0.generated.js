export default (function (rt) {
const n_Net_5 = rt.pin("urn:p", "Net")
const n_Limit_8 = rt.pin("urn:p", "Limit")
const n_A_11 = rt.pin("urn:p", "A")
const n_B_14 = rt.pin("urn:p", "B")
// R-1 xpath-1.0.sch:4
function assert_R_1_20(t, n, s) {
	const { first, next, name } = t
	const a1 = []
	let v2
	L3: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Net_5) {
				v2 = n4
				break L3
			}
		}
	}
	a1.push(new rt.Atomic('double', (((v2 === undefined ? undefined : rt.textToNumber(t.stringValue(v2))) ?? NaN) * 2)))
	const a6 = []
	for (let n7 = first[n]; n7 !== 0; n7 = next[n7]) {
		if (name[n7] === n_Limit_8) {
			a6.push(n7)
		}
	}
	let c15 = rt.compareAll(t, 'gt', a1, a6)
	if (c15) {
		const a9 = []
		for (let n10 = first[n]; n10 !== 0; n10 = next[n10]) {
			if (name[n10] === n_A_11) {
				a9.push(n10)
			}
		}
		const a12 = []
		for (let n13 = first[n]; n13 !== 0; n13 = next[n13]) {
			if (name[n13] === n_B_14) {
				a12.push(n13)
			}
		}
		c15 = rt.compareAll(t, 'eq', a9, a12)
	}
	let c19 = c15
	if (c19) {
		let v16
		L17: {
			for (let n18 = first[n]; n18 !== 0; n18 = next[n18]) {
				if (name[n18] === n_Net_5) {
					v16 = n18
					break L17
				}
			}
		}
		c19 = (rt.numberToText((((v16 === undefined ? undefined : rt.textToNumber(t.stringValue(v16))) ?? NaN) + 1)) !== '')
	}
	return c19
}
function text_21(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_20], contexts: [], texts: [text_21], subjects: [], uses: [] }
})
