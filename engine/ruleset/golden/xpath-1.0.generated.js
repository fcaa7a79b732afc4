export default (function (rt) {
const n_Net_6 = rt.pin("urn:p", "Net")
const n_Limit_9 = rt.pin("urn:p", "Limit")
const n_A_12 = rt.pin("urn:p", "A")
const n_B_15 = rt.pin("urn:p", "B")
// R-1 xpath-1.0.sch:4
function assert_R_1_1(t, n, s) {
	const a2 = []
	let v3
	L4: {
		for (let n5 = t.child(n, n_Net_6); n5 !== 0; n5 = t.twin(n5)) {
			v3 = n5
			break L4
		}
	}
	a2.push(new rt.Atomic('double', (((v3 === undefined ? undefined : rt.textToNumber(t.stringValue(v3))) ?? NaN) * 2)))
	const a7 = []
	for (let n8 = t.child(n, n_Limit_9); n8 !== 0; n8 = t.twin(n8)) {
		a7.push(n8)
	}
	let c16 = rt.compareAll(t, 'gt', a2, a7)
	if (c16) {
		const a10 = []
		for (let n11 = t.child(n, n_A_12); n11 !== 0; n11 = t.twin(n11)) {
			a10.push(n11)
		}
		const a13 = []
		for (let n14 = t.child(n, n_B_15); n14 !== 0; n14 = t.twin(n14)) {
			a13.push(n14)
		}
		c16 = rt.compareAll(t, 'eq', a10, a13)
	}
	let c20 = c16
	if (c20) {
		let v17
		L18: {
			for (let n19 = t.child(n, n_Net_6); n19 !== 0; n19 = t.twin(n19)) {
				v17 = n19
				break L18
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
