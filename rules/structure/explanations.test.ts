import { expect, test } from 'vitest'
import {
	checkStructure,
	compileStructure,
	parseTree,
	type StructureFinding,
	type StructureRule,
	structureRules,
} from '#engine'
import { structureAdvice, structureRule } from '../index.ts'

const structure = (id: string) =>
	compileStructure({
		id,
		namespaces: { cbc: 'urn:x' },
		roots: { 'cbc:Party': 'Party' },
		elements: {
			'cbc:ID': 'code',
			'cbc:Note': 'decimal',
			'cbc:Pick': 'Pick',
			'cbc:A': 'code',
			'cbc:B': 'code',
		},
		types: { Party: 'cbc:ID? cbc:Note cbc:Pick?', Pick: 'cbc:A | cbc:B' },
		values: { code: 'string kind! list="6"', decimal: 'decimal' },
	})

/** A document that breaks each rule, what its message shows. */
const cases: [rule: StructureRule, content: string, shown: string[]][] = [
	['STRUCT-UNKNOWN', '<Nope/><Note>1</Note>', ['cbc:Nope', 'cbc:Party']],
	['STRUCT-ORDER', '<Note>1</Note><ID kind="1"/>', ['cbc:ID', 'cbc:Note (la note)']],
	['STRUCT-TOO-MANY', '<Note>1</Note><Note>1</Note>', ['cbc:Note', '1']],
	['STRUCT-CHOICE', '<Note>1</Note><Pick><A kind="1"/><B kind="1"/></Pick>', ['cbc:A', 'cbc:B']],
	['STRUCT-MISSING', '', ['cbc:Note (la note)', 'cbc:Party']],
	['STRUCT-TEXT', 'stray<Note>1</Note>', ['stray', 'cbc:Party']],
	['STRUCT-NESTED', '<Note>1<ID/></Note>', ['cbc:Note', 'cbc:ID']],
	['STRUCT-VALUE', '<Note>1,5</Note>', ['cbc:Note', '1,5', '1234.50']],
	['STRUCT-VALUE', '<ID kind="1" list="7"/><Note>1</Note>', ['cbc:ID', 'list', '« 7 »', '« 6 »']],
	['STRUCT-ATTRIBUTE', '<ID kind="1" nope="2"/><Note>1</Note>', ['nope', 'cbc:ID']],
	['STRUCT-ATTRIBUTE-MISSING', '<ID/><Note>1</Note>', ['kind', 'cbc:ID']],
]

function found(content: string, rule: StructureRule, id: string): StructureFinding {
	const { tree } = parseTree(`<Party xmlns="urn:x">${content}</Party>`)
	return checkStructure(structure(id), tree!).findings.find((finding) => finding.rule === rule)!
}

test.each(cases)('%s: %s', (rule, content, shown) => {
	const advice = structureAdvice(found(content, rule, 'structure-toy'))
	for (const part of shown) expect(advice.message.fr).toContain(part)
	for (const { fr, en } of [advice.message, advice.why, advice.fix]) {
		expect(fr).toMatch(/^[^{}]{10,}$/)
		expect(en).toMatch(/^[^{}]{10,}$/)
		expect(fr).not.toBe(en)
	}
})

test('a profile is named where it is the profile that forbids', () => {
	const { message } = structureAdvice(
		found('<Nope/><Note>1</Note>', 'STRUCT-UNKNOWN', 'structure-facturx-basicwl'),
	)
	expect(message.fr).toContain('n’appartient pas au profil BASIC WL')
	expect(message.en).toContain('not part of profile BASIC WL')
})

test.each(Object.keys(structureRules))('%s has a general explanation', (rule) => {
	const advice = structureRule(rule)!
	for (const { fr, en } of [advice.message, advice.why, advice.fix]) {
		expect(fr).not.toContain('{')
		expect(en).not.toContain('{')
	}
})

test('other ids have none', () => {
	expect(structureRule('BR-01')).toBeUndefined()
	expect(structureRule('toString')).toBeUndefined()
})
