export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const f_string_length_9 = rt.fn("http://www.w3.org/2005/xpath-functions", "string-length")
const n_Name_18 = rt.pin("urn:p", "Name")
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
	let c19 = c14
	if (c19) {
		let v15
		for (let n17 = t.child(n, n_Name_18); n17 !== 0; n17 = t.twin(n17)) {
			if (v15 !== undefined) rt.tooMany("upper-case()")
			v15 = n17
		}
		c19 = ((v15 === undefined ? undefined : t.stringValue(v15)) ?? '').toUpperCase().includes("X")
	}
	return c19
}
const check_34 = {
	passes(t, v, s) {
	let c24 = v.startsWith("FR")
	if (c24) {
		let c20 = false
		L21: {
			const v23 = f_string_length_9(s, v)
			if (v23 === 13) { c20 = true; break L21; }
		}
		c24 = c20
	}
	return c24
	},
	passesWithout(t, s) {
	let v25
	let c33 = ((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "argument 1 of starts-with()")) ?? '').startsWith("FR")
	if (c33) {
		let c27 = false
		L28: {
			let v30
			const v32 = f_string_length_9(s, (undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "argument 1 of string-length()")))
			if (v32 === 13) { c27 = true; break L28; }
		}
		c33 = c27
	}
	return c33
	},
}
const check_37 = {
	passes(t, v, s) {

	return v.toUpperCase().includes("X")
	},
	passesWithout(t, s) {
	let v35
	return ((undefined === undefined ? undefined : rt.convertBare(rt.atomize(t, undefined), 'string', "upper-case()")) ?? '').toUpperCase().includes("X")
	},
}
function text_38(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_38], subjects: [], uses: [], checks: [check_34,check_37] }
})
