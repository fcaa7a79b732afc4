export default (function (rt) {
const n_Line_1 = rt.pin("urn:p", "Line")
const n_kind_6 = rt.pin("", "kind")
const n_Net_11 = rt.pin("urn:p", "Net")
const n_Note_14 = rt.pin("urn:p", "Note")
function context_12(t, n, s) {
	const { name, kind, value } = t
	if (name[n] === n_Line_1 && kind[n] === 1) {
		let c2 = false
		L3: {
			const n5 = kind[n] === 1 ? t.attribute(n, n_kind_6) : 0
			if (n5 !== 0) {
				const v7 = value[n5]
				if (v7 === "x") { c2 = true; break L3; }
			}
		}
		if (c2) {
			let x8 = false
			L9: {
				for (let n10 = t.child(n, n_Net_11); n10 !== 0; n10 = t.twin(n10)) {
					x8 = true; break L9
				}
			}
			if (x8) {
				return true
			}
		}
	}
	return false
}
function context_15(t, n, s) {
	const { name, kind, parent } = t
	if (kind[n] === 3) {
		const n13 = parent[n]
		if (n13 >= 0) {
			if (name[n13] === n_Note_14 && kind[n13] === 1) {
				return true
			}
		}
	}
	return false
}
function context_21(t, n, s) {
	const { name, kind, parent } = t
	if (name[n] === n_Line_1 && kind[n] === 1) {
		let x16 = false
		let p18 = 0
		let h19 = -1
		L17: {
			for (let n20 = t.child(parent[n], n_Line_1); n20 !== 0; n20 = t.twin(n20)) {
				if (++p18 === 2) { h19 = n20; break L17; }
			}
		}
		if (h19 >= 0) {
			if (h19 === n) x16 = true
		}
		if (x16) {
			return true
		}
	}
	return false
}
// R-1 contexts.sch:4
function assert_R_1_22(t, n, s) {

	return true
}
function text_23(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_22], contexts: [context_12,context_15,context_21], texts: [text_23], subjects: [], uses: [] }
})
