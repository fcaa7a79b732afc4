export default (function (rt) {
const n_Id_4 = rt.pin("urn:p", "Id")
const f_string_length_8 = rt.fn("http://www.w3.org/2005/xpath-functions", "string-length")
const f_upper_case_14 = rt.fn("http://www.w3.org/2005/xpath-functions", "upper-case")
const n_Name_18 = rt.pin("urn:p", "Name")
// R-1 text-functions.sch:4
function assert_R_1_20(t, n, s) {
	const { first, next, name } = t
	let v1
	for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
		if (name[n3] === n_Id_4) {
			if (v1 !== undefined) rt.tooMany("argument 1 of starts-with()")
			v1 = n3
		}
	}
	let c13 = ((v1 === undefined ? undefined : t.stringValue(v1)) ?? '').startsWith("FR")
	if (c13) {
		let c5 = false
		L6: {
			let v9
			for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
				if (name[n11] === n_Id_4) {
					if (v9 !== undefined) rt.tooMany("argument 1 of string-length()")
					v9 = n11
				}
			}
			const v12 = f_string_length_8(s, (v9 === undefined ? undefined : t.stringValue(v9)))
			if (v12 === 13) { c5 = true; break L6; }
		}
		c13 = c5
	}
	let c19 = c13
	if (c19) {
		let v15
		for (let n17 = first[n]; n17 !== 0; n17 = next[n17]) {
			if (name[n17] === n_Name_18) {
				if (v15 !== undefined) rt.tooMany("argument 1 of upper-case()")
				v15 = n17
			}
		}
		c19 = f_upper_case_14(s, (v15 === undefined ? undefined : t.stringValue(v15))).includes("X")
	}
	return c19
}
function text_21(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_20], contexts: [], texts: [text_21], subjects: [], uses: [] }
})
