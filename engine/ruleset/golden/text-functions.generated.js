export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const f_string_length_9 = rt.fn("http://www.w3.org/2005/xpath-functions", "string-length")
const f_upper_case_15 = rt.fn("http://www.w3.org/2005/xpath-functions", "upper-case")
const n_Name_19 = rt.pin("urn:p", "Name")
// R-1 text-functions.sch:4
function assert_R_1_1(t, n, s) {
	let v2
	for (let n4 = t.child(n, n_Id_5); n4 !== 0; n4 = t.twin(n4)) {
		if (v2 !== undefined) rt.tooMany("argument 1 of starts-with()")
		v2 = n4
	}
	let c14 = ((v2 === undefined ? undefined : t.stringValue(v2)) ?? '').startsWith("FR")
	if (c14) {
		let c6 = false
		L7: {
			let v10
			for (let n12 = t.child(n, n_Id_5); n12 !== 0; n12 = t.twin(n12)) {
				if (v10 !== undefined) rt.tooMany("argument 1 of string-length()")
				v10 = n12
			}
			const v13 = f_string_length_9(s, (v10 === undefined ? undefined : t.stringValue(v10)))
			if (v13 === 13) { c6 = true; break L7; }
		}
		c14 = c6
	}
	let c20 = c14
	if (c20) {
		let v16
		for (let n18 = t.child(n, n_Name_19); n18 !== 0; n18 = t.twin(n18)) {
			if (v16 !== undefined) rt.tooMany("argument 1 of upper-case()")
			v16 = n18
		}
		c20 = f_upper_case_15(s, (v16 === undefined ? undefined : t.stringValue(v16))).includes("X")
	}
	return c20
}
const check_35 = {
	passes(t, v, s) {
	let c25 = v.startsWith("FR")
	if (c25) {
		let c21 = false
		L22: {
			const v24 = f_string_length_9(s, v)
			if (v24 === 13) { c21 = true; break L22; }
		}
		c25 = c21
	}
	return c25
	},
	passesWithout(t, s) {
	let v26
	let c34 = ((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "argument 1 of starts-with()")) ?? '').startsWith("FR")
	if (c34) {
		let c28 = false
		L29: {
			let v31
			const v33 = f_string_length_9(s, (undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "argument 1 of string-length()")))
			if (v33 === 13) { c28 = true; break L29; }
		}
		c34 = c28
	}
	return c34
	},
}
const check_38 = {
	passes(t, v, s) {

	return f_upper_case_15(s, v).includes("X")
	},
	passesWithout(t, s) {
	let v36
	return f_upper_case_15(s, (undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "argument 1 of upper-case()"))).includes("X")
	},
}
function text_39(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_39], subjects: [], uses: [], checks: [check_35,check_38] }
})
