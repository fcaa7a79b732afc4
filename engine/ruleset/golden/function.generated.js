export default (function (rt) {
const d6 = rt.Decimal.parse("0.01")
const n_Net_12 = rt.pin("urn:p", "Net")
const n_Paid_16 = rt.pin("urn:p", "Paid")
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
function assert_R_1_17(t, n, s) {
	const { first, next, name } = t
	let v9
	for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
		if (name[n11] === n_Net_12) {
			if (v9 !== undefined) rt.tooMany("argument 1 of near()")
			v9 = n11
		}
	}
	if (v9 === undefined) rt.missing("argument 1 of near()")
	let v13
	for (let n15 = first[n]; n15 !== 0; n15 = next[n15]) {
		if (name[n15] === n_Paid_16) {
			if (v13 !== undefined) rt.tooMany("argument 2 of near()")
			v13 = n15
		}
	}
	return function_near_1(t, s, rt.stringToDecimal(t.stringValue(v9)), (v13 === undefined ? undefined : rt.stringToDecimal(t.stringValue(v13))))
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_17], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
