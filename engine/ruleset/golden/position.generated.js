export default (function (rt) {
const n_Tax_7 = rt.pin("urn:p", "Tax")
const n_Rate_9 = rt.pin("urn:p", "Rate")
// R-1 position.sch:4
function assert_R_1_18(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	let o3, o3_set
	L2: {
		let h5 = -1
		L4: {
			for (let n6 = first[n]; n6 !== 0; n6 = next[n6]) {
				if (name[n6] === n_Tax_7) {
					h5 = n6; break L4
				}
			}
		}
		if (h5 >= 0) {
			for (let n8 = first[h5]; n8 !== 0; n8 = next[n8]) {
				if (name[n8] === n_Rate_9) {
					const v10 = t.stringValue(n8)
					if (o3_set === undefined) {
						const a11 = []
						const a12 = []
						for (let n13 = first[n]; n13 !== 0; n13 = next[n13]) {
							if (name[n13] === n_Tax_7) {
								a12.push(n13)
							}
						}
						for (let i14 = 0; i14 < a12.length; i14++) {
							const n15 = a12[i14]
							if (a12.length === (i14 + 1)) {
								for (let n16 = first[n15]; n16 !== 0; n16 = next[n16]) {
									if (name[n16] === n_Rate_9) {
										a11.push(t.stringValue(n16))
									}
								}
							}
						}
						o3 = a11; o3_set = true
					}
					for (const b17 of o3) {
						if (v10 === b17) { c1 = true; break L2; }
					}
				}
			}
		}
	}
	return c1
}
function text_19(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_18], contexts: [], texts: [text_19], subjects: [], uses: [] }
})
