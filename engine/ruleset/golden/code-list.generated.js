export default (function (rt) {
const set4 = new Set(["C62","HUR","DAY","KGM","MTR"])
const n_Unit_6 = rt.pin("urn:p", "Unit")
// R-1 code-list.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	L3: {
		for (let n5 = t.child(n, n_Unit_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (set4.has(v7)) { c2 = true; break L3; }
		}
	}
	return c2
}
const check_12 = {
	passes(t, v, s) {
	let c8 = false
	L9: {
		if (set4.has(v)) { c8 = true; break L9; }
	}
	return c8
	},
	passesWithout(t, s) {
	let c10 = false
	L11: {
	}
	return c10
	},
}
function text_13(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_13], subjects: [], uses: [], checks: [check_12] }
})
