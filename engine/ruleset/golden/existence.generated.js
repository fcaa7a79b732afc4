export default (function (rt) {
const n_Id_4 = rt.pin("urn:p", "Id")
const n_Old_8 = rt.pin("urn:p", "Old")
// R-1 existence.sch:4
function assert_R_1_10(t, n, s) {
	const { first, next, name } = t
	let x1 = false
	L2: {
		for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
			if (name[n3] === n_Id_4) {
				x1 = true; break L2
			}
		}
	}
	let c9 = x1
	if (c9) {
		let x5 = false
		L6: {
			for (let n7 = first[n]; n7 !== 0; n7 = next[n7]) {
				if (name[n7] === n_Old_8) {
					x5 = true; break L6
				}
			}
		}
		c9 = !(x5)
	}
	return c9
}
function text_11(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_10], contexts: [], texts: [text_11], subjects: [], uses: [] }
})
