export default (function (rt) {
const codes1 = ["A","B","C","D","E","F"]
const set5 = new Set(["A","B","C","D","E","F"])
const n_Kind_7 = rt.pin("urn:p", "Kind")
// R-1 code-list-variable.sch:4
function assert_R_1_2(t, n, s) {
	let c3 = false
	L4: {
		for (let n6 = t.child(n, n_Kind_7); n6 !== 0; n6 = t.twin(n6)) {
			const v8 = t.stringValue(n6)
			if (set5.has(v8)) { c3 = true; break L4; }
		}
	}
	return c3
}
const check_13 = {
	passes(t, v, s) {
	let c9 = false
	L10: {
		if (set5.has(v)) { c9 = true; break L10; }
	}
	return c9
	},
	passesWithout(t, s) {
	let c11 = false
	L12: {
	}
	return c11
	},
}
function text_14(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_2], contexts: [], texts: [text_14], subjects: [], uses: [], checks: [check_13] }
})
