import { expect, test } from 'vitest'
import { setFrench, typeset } from './typography.ts'

const cases: [plain: string, set: string][] = [
	['Pourquoi : la taxe ; ou 20 % !', 'Pourquoi\u00a0: la taxe\u00a0; ou 20\u00a0%\u00a0!'],
	['Le type « facture », et « x »', 'Le type «\u00a0facture\u00a0», et «\u00a0x\u00a0»'],
	['Emplacement : /ubl:Invoice/cbc:ID', 'Emplacement\u00a0: /ubl:Invoice/cbc:ID'],
	['lettres, chiffres et - _ .', 'lettres, chiffres et - _ .'],
]
test.each(cases)('%s', (plain, set) => {
	expect(setFrench(plain)).toBe(set)
	expect(setFrench(set)).toBe(set)
})

test('English and what else there is stay as they are', () => {
	expect(typeset({ fr: 'a : b', en: 'a : b', patch: 'c : d' })).toEqual({
		fr: 'a\u00a0: b',
		en: 'a : b',
		patch: 'c : d',
	})
})
