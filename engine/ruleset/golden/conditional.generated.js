export default (function (rt) {
const n_Kind_5 = rt.pin("urn:p", "Kind")
const n_A_10 = rt.pin("urn:p", "A")
const n_B_17 = rt.pin("urn:p", "B")
// R-1 conditional.sch:4
function assert_R_1_20(t, n, s) {
	const { first, next, name } = t
	let c1 = false
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Kind_5) {
				const v6 = t.stringValue(n4)
				if (v6 === "a") { c1 = true; break L2; }
			}
		}
	}
	let c19 = false
	if (c1) {
		let x7 = false
		L8: {
			for (let n9 = first[n]; n9 !== 0; n9 = next[n9]) {
				if (name[n9] === n_A_10) {
					x7 = true; break L8
				}
			}
		}
		c19 = x7
	}
	else {
		let c11 = false
		L12: {
			let v14
			for (let n16 = first[n]; n16 !== 0; n16 = next[n16]) {
				if (name[n16] === n_B_17) {
					if (v14 !== undefined) rt.tooMany("string()")
					v14 = n16
				}
			}
			const v18 = ((v14 === undefined ? undefined : t.stringValue(v14)) ?? '')
			if (v18 !== "") { c11 = true; break L12; }
		}
		c19 = c11
	}
	return c19
}
function text_21(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_20], contexts: [], texts: [text_21], subjects: [], uses: [] }
})
