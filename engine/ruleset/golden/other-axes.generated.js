export default (function (rt) {
const n_Id_5 = rt.pin("urn:p", "Id")
const n_Line_9 = rt.pin("urn:p", "Line")
const n_Bill_15 = rt.pin("urn:p", "Bill")
// R-1 other-axes.sch:4
function assert_R_1_17(t, n, s) {
	const { first, next, name, kind, parent } = t
	let c1 = false
	let o3, o3_set
	L2: {
		for (let n4 = first[n]; n4 !== 0; n4 = next[n4]) {
			if (name[n4] === n_Id_5) {
				const v6 = t.stringValue(n4)
				if (o3_set === undefined) {
					const a7 = []
					for (const n8 of rt.axis(t, n, "preceding-sibling")) {
						if (name[n8] === n_Line_9 && kind[n8] === 1) {
							for (let n10 = first[n8]; n10 !== 0; n10 = next[n10]) {
								if (name[n10] === n_Id_5) {
									a7.push(t.stringValue(n10))
								}
							}
						}
					}
					o3 = a7; o3_set = true
				}
				for (const b11 of o3) {
					if (v6 === b11) { c1 = true; break L2; }
				}
			}
		}
	}
	let c16 = !(c1)
	if (c16) {
		let x12 = false
		L13: {
			for (let n14 = parent[n]; n14 >= 0; n14 = parent[n14]) {
				if (name[n14] === n_Bill_15 && kind[n14] === 1) {
					x12 = true; break L13
				}
			}
		}
		c16 = x12
	}
	return c16
}
function text_18(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_17], contexts: [], texts: [text_18], subjects: [], uses: [] }
})
