export default (function (rt) {
const n_Limit_4 = rt.pin("urn:p", "Limit")
const n_Id_13 = rt.pin("urn:p", "Id")
const n_Net_22 = rt.pin("urn:p", "Net")
const n_Old_41 = rt.pin("urn:p", "Old")
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
const check_35 = {
	passes(t, v, s) {
	let c25 = false
	L26: {
		const v28 = rt.normalizeSpace(v)
		if (v28 !== "") { c25 = true; break L26; }
	}
	return c25
	},
	passesWithout(t, s) {
	let c29 = false
	L30: {
		let v32
		const v34 = rt.normalizeSpace(((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "normalize-space()")) ?? ''))
		if (v34 !== "") { c29 = true; break L30; }
	}
	return c29
	},
}
function text_36(t, n, s) {

	return "Say so"
}
// R-1 repeated.sch:4
function assert_R_1_37(t, n, s) {
	let x38 = false
	L39: {
		for (let n40 = t.child(n, n_Old_41); n40 !== 0; n40 = t.twin(n40)) {
			x38 = true; break L39
		}
	}
	let c45 = x38
	if (!c45) {
		let c42 = false
		L43: {
			const v44 = part9(t, n, s)
			if (v44 === "A" || v44 === "B") { c42 = true; break L43; }
		}
		c45 = c42
	}
	return c45
}
const check_54 = {
	passes(t, v, s) {
	let c46 = false
	L47: {
		const v48 = rt.normalizeSpace(v)
		if (v48 === "A" || v48 === "B") { c46 = true; break L47; }
	}
	return c46
	},
	passesWithout(t, s) {
	let c49 = false
	L50: {
		let v51
		const v53 = rt.normalizeSpace(((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "normalize-space()")) ?? ''))
		if (v53 === "A" || v53 === "B") { c49 = true; break L50; }
	}
	return c49
	},
}
return { tests: [assert_R_1_5,assert_R_1_37], contexts: [], texts: [text_36], subjects: [], uses: [], checks: [check_35,check_54] }
})
