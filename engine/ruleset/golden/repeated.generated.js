export default (function (rt) {
const n_Limit_4 = rt.pin("urn:p", "Limit")
const n_Id_13 = rt.pin("urn:p", "Id")
const n_Net_22 = rt.pin("urn:p", "Net")
const n_Old_30 = rt.pin("urn:p", "Old")
// let limit repeated.sch:4
let let_limit_1_v, let_limit_1_n = -1, let_limit_1_at = -1
function let_limit_1(t, n, s) {
	if (let_limit_1_at === s.epoch && let_limit_1_n === n) return let_limit_1_v
	const a2 = []
	for (let n3 = t.child(n, n_Limit_4); n3 !== 0; n3 = t.twin(n3)) {
		a2.push(n3)
	}
	let_limit_1_v = a2
	let_limit_1_at = s.epoch
	let_limit_1_n = n
	return let_limit_1_v
}
function part9(t, n, s) {
	let v10
	for (let n12 = t.child(n, n_Id_13); n12 !== 0; n12 = t.twin(n12)) {
		if (v10 !== undefined) rt.tooMany("normalize-space()")
		v10 = n12
	}
	return rt.normalizeSpace(((v10 === undefined ? undefined : t.stringValue(v10)) ?? ''))
}
// R-1 repeated.sch:4
function assert_R_1_5(t, n, s) {
	let c6 = false
	L7: {
		const v14 = part9(t, n, s)
		if (v14 !== "") { c6 = true; break L7; }
	}
	let c24 = c6
	if (c24) {
		let c15 = false
		L16: {
			for (const n18 of let_limit_1(t, n, s)) {
				const v19 = t.stringValue(n18)
				const a20 = []
				for (let n21 = t.child(n, n_Net_22); n21 !== 0; n21 = t.twin(n21)) {
					a20.push(t.stringValue(n21))
				}
				for (const b23 of a20) {
					if (v19 === b23) { c15 = true; break L16; }
				}
			}
		}
		c24 = c15
	}
	return c24
}
function text_25(t, n, s) {

	return "Say so"
}
// R-1 repeated.sch:4
function assert_R_1_26(t, n, s) {
	let x27 = false
	L28: {
		for (let n29 = t.child(n, n_Old_30); n29 !== 0; n29 = t.twin(n29)) {
			x27 = true; break L28
		}
	}
	let c34 = x27
	if (!c34) {
		let c31 = false
		L32: {
			const v33 = part9(t, n, s)
			if (v33 === "A" || v33 === "B") { c31 = true; break L32; }
		}
		c34 = c31
	}
	return c34
}
return { tests: [assert_R_1_5,assert_R_1_26], contexts: [], texts: [text_25], subjects: [], uses: [] }
})
