export default (function (rt) {
const n_Limit_4 = rt.pin("urn:p", "Limit")
const n_Id_13 = rt.pin("urn:p", "Id")
const n_Net_22 = rt.pin("urn:p", "Net")
const n_Old_30 = rt.pin("urn:p", "Old")
// let limit repeated.sch:4
let let_limit_1_v, let_limit_1_n = -1, let_limit_1_at = -1
function let_limit_1(t, n, s) {
	if (let_limit_1_at === s.epoch && let_limit_1_n === n) return let_limit_1_v
	const { first, next, name } = t
	const a2 = []
	for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
		if (name[n3] === n_Limit_4) {
			a2.push(n3)
		}
	}
	let_limit_1_v = a2
	let_limit_1_at = s.epoch
	let_limit_1_n = n
	return let_limit_1_v
}
function part9(t, n, s) {
	const { first, next, name } = t
	let v10
	for (let n12 = first[n]; n12 !== 0; n12 = next[n12]) {
		if (name[n12] === n_Id_13) {
			if (v10 !== undefined) rt.tooMany("normalize-space()")
			v10 = n12
		}
	}
	return rt.normalizeSpace(((v10 === undefined ? undefined : t.stringValue(v10)) ?? ''))
}
// R-1 repeated.sch:4
function assert_R_1_5(t, n, s) {
	const { first, next, name } = t
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
				for (let n21 = first[n]; n21 !== 0; n21 = next[n21]) {
					if (name[n21] === n_Net_22) {
						a20.push(t.stringValue(n21))
					}
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
	const { first, next, name } = t
	let x27 = false
	L28: {
		for (let n29 = first[n]; n29 !== 0; n29 = next[n29]) {
			if (name[n29] === n_Old_30) {
				x27 = true; break L28
			}
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
