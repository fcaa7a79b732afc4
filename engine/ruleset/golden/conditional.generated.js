export default (function (rt) {
const n_Kind_6 = rt.pin("urn:p", "Kind")
const n_A_11 = rt.pin("urn:p", "A")
const n_B_18 = rt.pin("urn:p", "B")
// R-1 conditional.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	L3: {
		for (let n5 = t.child(n, n_Kind_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (v7 === "a") { c2 = true; break L3; }
		}
	}
	let c20 = false
	if (c2) {
		let x8 = false
		L9: {
			for (let n10 = t.child(n, n_A_11); n10 !== 0; n10 = t.twin(n10)) {
				x8 = true; break L9
			}
		}
		c20 = x8
	}
	else {
		let c12 = false
		L13: {
			let v15
			for (let n17 = t.child(n, n_B_18); n17 !== 0; n17 = t.twin(n17)) {
				if (v15 !== undefined) rt.tooMany("string()")
				v15 = n17
			}
			const v19 = ((v15 === undefined ? undefined : t.stringValue(v15)) ?? '')
			if (v19 !== "") { c12 = true; break L13; }
		}
		c20 = c12
	}
	return c20
}
const check_27 = {
	passes(t, v, s) {

	return (v === "a")
	},
	passesWithout(t, s) {
	let c24 = false
	L25: {
	}
	return c24
	},
}
const check_31 = {
	passes(t, v, s) {

	return !((v === "a"))
	},
	passesWithout(t, s) {

	return false
	},
}
const check_42 = {
	passes(t, v, s) {
	let c32 = false
	L33: {
		const v35 = v
		if (v35 !== "") { c32 = true; break L33; }
	}
	return c32
	},
	passesWithout(t, s) {
	let c36 = false
	L37: {
		let v39
		const v41 = ((undefined === undefined ? undefined : rt.itemText(t, undefined)) ?? '')
		if (v41 !== "") { c36 = true; break L37; }
	}
	return c36
	},
}
function text_43(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_43], subjects: [], uses: [], checks: [check_27,check_31,check_42] }
})
