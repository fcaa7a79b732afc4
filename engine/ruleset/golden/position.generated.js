export default (function (rt) {
const n_Tax_8 = rt.pin("urn:p", "Tax")
const n_Rate_10 = rt.pin("urn:p", "Rate")
// R-1 position.sch:4
function assert_R_1_1(t, n, s) {
	let c2 = false
	let o4, o4_set
	L3: {
		let h6 = -1
		L5: {
			for (let n7 = t.child(n, n_Tax_8); n7 !== 0; n7 = t.twin(n7)) {
				h6 = n7; break L5
			}
		}
		if (h6 >= 0) {
			for (let n9 = t.child(h6, n_Rate_10); n9 !== 0; n9 = t.twin(n9)) {
				const v11 = t.stringValue(n9)
				if (o4_set === undefined) {
					const a12 = []
					const a13 = []
					for (let n14 = t.child(n, n_Tax_8); n14 !== 0; n14 = t.twin(n14)) {
						a13.push(n14)
					}
					for (let i15 = 0; i15 < a13.length; i15++) {
						const n16 = a13[i15]
						if (a13.length === (i15 + 1)) {
							for (let n17 = t.child(n16, n_Rate_10); n17 !== 0; n17 = t.twin(n17)) {
								a12.push(t.stringValue(n17))
							}
						}
					}
					o4 = a12; o4_set = true
				}
				for (const b18 of o4) {
					if (v11 === b18) { c2 = true; break L3; }
				}
			}
		}
	}
	return c2
}
function text_19(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_1], contexts: [], texts: [text_19], subjects: [], uses: [] }
})
