export default (function (rt) {
const n_id_3 = rt.pin("", "id")
const n_buyer_10 = rt.pin("", "buyer")
const n_Name_13 = rt.pin("urn:p", "Name")
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
function assert_R_1_5(t, n, s) {
	const { kind, value } = t
	let x6 = false
	L7: {
		const a8 = []
		const n9 = kind[n] === 1 ? t.attribute(n, n_buyer_10) : 0
		if (n9 !== 0) {
			a8.push(new rt.Atomic('untypedAtomic', value[n9]))
		}
		for (const n11 of s.key("{}party", a8)) {
			for (let n12 = t.child(n11, n_Name_13); n12 !== 0; n12 = t.twin(n12)) {
				x6 = true; break L7
			}
		}
	}
	return x6
}
function text_14(t, n, s) {

	return "Say so"
}
return { tests: [assert_R_1_5], contexts: [], texts: [text_14], subjects: [], uses: [key_party_4] }
})
