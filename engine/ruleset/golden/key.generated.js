export default (function (rt) {
const n_id_3 = rt.pin("", "id")
const n_buyer_9 = rt.pin("", "buyer")
const n_Name_12 = rt.pin("urn:p", "Name")
// key party key.sch:4
function key_party_4(t, n, s) {
	const { kind, value } = t
	const a1 = []
	const n2 = kind[n] === 1 ? t.attribute(n, n_id_3) : 0
	if (n2 !== 0) {
		a1.push(new rt.Atomic('untypedAtomic', value[n2]))
	}
	return a1
}
// R-1 key.sch:4
function assert_R_1_13(t, n, s) {
	const { first, next, name, kind, value } = t
	let x5 = false
	L6: {
		const a7 = []
		const n8 = kind[n] === 1 ? t.attribute(n, n_buyer_9) : 0
		if (n8 !== 0) {
			a7.push(new rt.Atomic('untypedAtomic', value[n8]))
		}
		for (const n10 of s.key("{}party", a7)) {
			for (let n11 = first[n10]; n11 !== 0; n11 = next[n11]) {
				if (name[n11] === n_Name_12) {
					x5 = true; break L6
				}
			}
		}
	}
	return x5
}
function text_14(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_13], contexts: [], texts: [text_14], subjects: [], uses: [key_party_4] }
})
