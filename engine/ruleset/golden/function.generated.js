export default (function (rt) {
const d6 = rt.Decimal.parse("0.01")
const n_Net_13 = rt.pin("urn:p", "Net")
const n_Paid_17 = rt.pin("urn:p", "Paid")
// function near function.sch:4
function function_near_1(t, s, p0, p1) {
	rt.enter(s)
	const out = []
	let x2 = false
	L3: {
		if (p1 !== undefined) {
			x2 = true; break L3
		}
	}
	if (!x2) {
		out.push(true)
	}
	else {
		const v4 = (p1 === undefined ? undefined : p0.sub(p1))
		const v5 = (v4 === undefined ? undefined : v4.abs())
		const v7 = (v5 === undefined ? undefined : (v5.cmp(d6) <= 0))
		if (v7 !== undefined) {
			out.push(v7)
		}
	}
	s.depth--
	if (out.length > 1) rt.tooMany("the result of near()")
	const v8 = out[0]
	if (v8 === undefined) rt.missing("the result of near()")
	return rt.convertBare(rt.atomize(t, v8), 'boolean', "the result of near()")
}
// R-1 function.sch:4
function assert_R_1_9(t, n, s) {
	let v10
	for (let n12 = t.child(n, n_Net_13); n12 !== 0; n12 = t.twin(n12)) {
		if (v10 !== undefined) rt.tooMany("argument 1 of near()")
		v10 = n12
	}
	if (v10 === undefined) rt.missing("argument 1 of near()")
	let v14
	for (let n16 = t.child(n, n_Paid_17); n16 !== 0; n16 = t.twin(n16)) {
		if (v14 !== undefined) rt.tooMany("argument 2 of near()")
		v14 = n16
	}
	return function_near_1(t, s, rt.stringToDecimal(t.stringValue(v10)), (v14 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v14))))
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_9], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
