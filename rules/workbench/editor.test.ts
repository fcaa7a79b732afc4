/** Every word that a rule may use is explained, and the schema takes every rule that stands here. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { otherFacts } from '../platform/fact-name.ts'
import { loadPlatformRules } from '../platform/load.ts'
import { operators } from '../platform/operators.ts'
import { readRule } from '../platform/read.ts'
import { editorSchema } from './editor.ts'
import { newRule } from './new.ts'
import { factWords, operatorWords } from './words.ts'

const set = loadPlatformRules()
const schema = editorSchema(set.scopes.map(({ id }) => id))

test('facts and comparisons are all named, and no others', () => {
	expect(Object.keys(factWords)).toEqual([...otherFacts])
	expect(Object.keys(operatorWords)).toEqual(Object.keys(operators))
})

test('the file beside the rules is this schema', () => {
	const file = new URL('../platform/editor.generated.json', import.meta.url)
	expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema)
})

test('every rule fits, and what has no name does not', () => {
	const fits = new Ajv2020({ strict: false }).compile(schema)
	for (const { file, text } of set.files.filter(({ file }) => file.startsWith('rules/')))
		expect({ file, fits: fits(JSON.parse(text)), errors: fits.errors ?? [] }).toEqual({
			file,
			fits: true,
			errors: [],
		})
	const rule = JSON.parse(newRule({ id: 'MINE-01', from: '2026-09-01' }))
	expect(fits(rule)).toBe(true)
	expect(fits({ ...rule, terms: ['BT-999'] })).toBe(false)
	expect(fits({ ...rule, conditions: { fact: 'BT-13', operator: 'is', value: '' } })).toBe(false)
	expect(fits({ ...rule, reasonCode: 'REJ_NOTHING' })).toBe(false)
})

test('a term is found with both names and its places', () => {
	const { $defs } = schema as unknown as {
		$defs: { fact: { anyOf: { const: string; description: string }[] } }
	}
	const { description } = $defs.fact.anyOf.find((word) => word.const === 'BT-1')!
	expect(description).toContain('Numéro de facture · Invoice number')
	expect(description).toContain('/ubl:Invoice/cbc:ID')
	expect(description).toContain('/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID')
})

test('a new rule is sound, informs only, and is refused under a name that is none', () => {
	const text = newRule({ id: 'MINE-01', title: 'Commande', titleEn: 'Order', from: '2026-09-01' })
	const rule = readRule('rules/mine-01.json', text, set.named, [])
	expect(rule).toMatchObject({ id: 'MINE-01', title: { fr: 'Commande', en: 'Order' } })
	expect(rule.severity).toEqual([{ from: '2026-09-01', is: 'information' }])
	expect(rule.examples.pass.length * rule.examples.fail.length).toBe(1)
	expect(() => newRule({ id: 'mine 1', from: '2026-09-01' })).toThrow('is no id')
})
