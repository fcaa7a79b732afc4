export default (function (rt) {
const n_Limit_4 = rt.pin("urn:p", "Limit")
const n_Id_12 = rt.pin("urn:p", "Id")
const n_Net_21 = rt.pin("urn:p", "Net")
const n_Old_29 = rt.pin("urn:p", "Old")
// let limit repeated.sch:4
let let_limit_1_v, let_limit_1_n = -1, let_limit_1_at = -1
function let_limit_1(t, n, s) {
	if (let_limit_1_at === s.epoch && let_limit_1_n === n) return let_limit_1_v
	const { first, next, name } = t
	const a2 = []
	for (let n3 = first[n]; n3 !== 0; n3 = next[n3]) {
		if (name[n3] === n_Limit_4) {
			a2.push(n3)
		}
	}
	let_limit_1_v = a2
	let_limit_1_at = s.epoch
	let_limit_1_n = n
	return let_limit_1_v
}
function part8(t, n, s) {
	const { first, next, name } = t
	let v9
	for (let n11 = first[n]; n11 !== 0; n11 = next[n11]) {
		if (name[n11] === n_Id_12) {
			if (v9 !== undefined) rt.tooMany("normalize-space()")
			v9 = n11
		}
	}
	return rt.normalizeSpace(((v9 === undefined ? undefined : t.stringValue(v9)) ?? ''))
}
// R-1 repeated.sch:4
function assert_R_1_24(t, n, s) {
	const { first, next, name } = t
	let c5 = false
	L6: {
		const v13 = part8(t, n, s)
		if (v13 !== "") { c5 = true; break L6; }
	}
	let c23 = c5
	if (c23) {
		let c14 = false
		L15: {
			for (const n17 of let_limit_1(t, n, s)) {
				const v18 = t.stringValue(n17)
				const a19 = []
				for (let n20 = first[n]; n20 !== 0; n20 = next[n20]) {
					if (name[n20] === n_Net_21) {
						a19.push(t.stringValue(n20))
					}
				}
				for (const b22 of a19) {
					if (v18 === b22) { c14 = true; break L15; }
				}
			}
		}
		c23 = c14
	}
	return c23
}
function text_25(t, n, s) {

	return "Say so"
}
// R-1 repeated.sch:4
function assert_R_1_34(t, n, s) {
	const { first, next, name } = t
	let x26 = false
	L27: {
		for (let n28 = first[n]; n28 !== 0; n28 = next[n28]) {
			if (name[n28] === n_Old_29) {
				x26 = true; break L27
			}
		}
	}
	let c33 = x26
	if (!c33) {
		let c30 = false
		L31: {
			const v32 = part8(t, n, s)
			if (v32 === "A" || v32 === "B") { c30 = true; break L31; }
		}
		c33 = c30
	}
	return c33
}
return { tests: [assert_R_1_24,assert_R_1_34], contexts: [], texts: [text_25], subjects: [], uses: [] }
})
