export default (function (rt) {
const n_Net_6 = rt.pin("urn:p", "Net")
const n_Limit_9 = rt.pin("urn:p", "Limit")
const n_A_12 = rt.pin("urn:p", "A")
const n_B_15 = rt.pin("urn:p", "B")
// R-1 xpath-1.0.sch:4
function assert_R_1_1(t, n, s) {
	const { first, next, name } = t
	const a2 = []
	let v3
	L4: {
		for (let n5 = first[n]; n5 !== 0; n5 = next[n5]) {
			if (name[n5] === n_Net_6) {
				v3 = n5
				break L4
			}
		}
	}
	a2.push(new rt.Atomic('double', (((v3 === undefined ? undefined : rt.textToNumber(t.stringValue(v3))) ?? NaN) * 2)))
	const a7 = []
	for (let n8 = first[n]; n8 !== 0; n8 = next[n8]) {
		if (name[n8] === n_Limit_9) {
			a7.push(n8)
		}
	}
	let c16 = rt.compareAll(t, 'gt', a2, a7)
	if (c16) {
		const a10 = []
		for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
			if (name[n11] === n_A_12) {
				a10.push(n11)
			}
		}
		const a13 = []
		for (let n14 = first[n]; n14 !== 0; n14 = next[n14]) {
			if (name[n14] === n_B_15) {
				a13.push(n14)
			}
		}
		c16 = rt.compareAll(t, 'eq', a10, a13)
	}
	let c20 = c16
	if (c20) {
		let v17
		L18: {
			for (let n19 = first[n]; n19 !== 0; n19 = next[n19]) {
				if (name[n19] === n_Net_6) {
					v17 = n19
					break L18
				}
			}
		}
		c20 = (rt.numberToText((((v17 === undefined ? undefined : rt.textToNumber(t.stringValue(v17))) ?? NaN) + 1)) !== '')
	}
	return c20
}
function text_21(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_21], subjects: [], uses: [] }
})
