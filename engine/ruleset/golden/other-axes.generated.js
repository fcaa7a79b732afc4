export default (function (rt) {
const n_Id_6 = rt.pin("urn:p", "Id")
const n_Line_10 = rt.pin("urn:p", "Line")
const n_Bill_16 = rt.pin("urn:p", "Bill")
// R-1 other-axes.sch:4
function assert_R_1_1(t, n, s) {
	const { name, kind, parent } = t
	let c2 = false
	let o4, o4_set
	L3: {
		for (let n5 = t.child(n, n_Id_6); n5 !== 0; n5 = t.twin(n5)) {
			const v7 = t.stringValue(n5)
			if (o4_set === undefined) {
				const a8 = []
				for (const n9 of rt.axis(t, n, "preceding-sibling")) {
					if (name[n9] === n_Line_10 && kind[n9] === 1) {
						for (let n11 = t.child(n9, n_Id_6); n11 !== 0; n11 = t.twin(n11)) {
							a8.push(t.stringValue(n11))
						}
					}
				}
				o4 = a8; o4_set = true
			}
			for (const b12 of o4) {
				if (v7 === b12) { c2 = true; break L3; }
			}
		}
	}
	let c17 = !(c2)
	if (c17) {
		let x13 = false
		L14: {
			for (let n15 = parent[n]; n15 >= 0; n15 = parent[n15]) {
				if (name[n15] === n_Bill_16 && kind[n15] === 1) {
					x13 = true; break L14
				}
			}
		}
		c17 = x13
	}
	return c17
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
