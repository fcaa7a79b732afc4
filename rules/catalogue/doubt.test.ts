/** Which findings are marked: by set, reading and syntax. */
import { expect, test } from 'vitest'
import { doubtOn } from './doubt.ts'

type Case = readonly [
	what: string,
	rule: string,
	ruleSet: string,
	syntax: 'ubl-invoice' | 'cii',
	kind: string | undefined,
]
const cases: readonly Case[] = [
	['finds too much, as published', 'BR-FR-17_BT-123', 'br-fr-ubl-published', 'ubl-invoice', 'wider'],
	['the same by the text', 'BR-FR-17_BT-123', 'br-fr-ubl', 'ubl-invoice', undefined],
	['the same in the other syntax', 'BR-FR-17_BT-123', 'br-fr-cii-published', 'cii', undefined],
	['a set that a user brought', 'BR-FR-17_BT-123', 'Flux2-UBL', 'ubl-invoice', 'wider'],
	['never fires, by the text', 'BR-FR-27_BG-32', 'br-fr-ubl', 'ubl-invoice', 'inert'],
	['a wrong id, as published', 'BR-FR-08_BT-151-2', 'br-fr-ubl-published', 'ubl-invoice', 'wrong id'],
	['the right id, by the text', 'BR-FR-15_BT-151-2', 'br-fr-ubl', 'ubl-invoice', 'wrong id'],
	['all of a rule', 'BR-FR-23_BT-49', 'br-fr-cii', 'cii', 'narrower'],
	['a European rule', 'BR-AF-05', 'en16931-cii', 'cii', 'wider'],
	['of the extended profile', 'BR-48', 'extended-ctc-fr-cii', 'cii', 'inert'],
	['the same rule of the European set', 'BR-48', 'en16931-cii', 'cii', undefined],
	['the profile as a user brought it', 'BR-FREXT-CO-15', 'X_EXTENDED-CTC-FR-CII', 'cii', 'wider'],
	['one without defect', 'BR-CO-10', 'en16931-ubl', 'ubl-invoice', undefined],
	['ours beyond the published', 'BR-AF-05', 'beyond-cii', 'cii', undefined],
	['ours of the platform', 'BR-FR-23_BT-49', 'platform', 'cii', undefined],
]
test.each(cases)('%s: %s of %s', (_, rule, ruleSet, syntax, kind) => {
	expect(doubtOn({ rule, ruleSet, stopped: false }, syntax)?.kind).toBe(kind)
})

test('a test that stops is doubtful only where it stopped', () => {
	const asked = { rule: 'BR-Z-08', ruleSet: 'en16931-cii' }
	expect(doubtOn({ ...asked, stopped: true }, 'cii')?.kind).toBe('error')
	expect(doubtOn({ ...asked, stopped: false }, 'cii')?.kind).toBe('wider')
	expect(doubtOn({ ...asked, stopped: false }, undefined)).toBeUndefined()
})

test('it names the set, its release and the defect, in both languages', () => {
	const { set, release, message } = doubtOn(
		{ rule: 'BR-AF-05', ruleSet: 'en16931-cii', stopped: false },
		'cii',
	)!
	expect([set, release]).toEqual(['EN 16931', '1.3.16'])
	expect(message.fr).toMatch(/^À lire avec réserve.*EN 16931 1\.3\.16.*supérieur à zéro/)
	expect(message.en).toMatch(/^Read with care.*EN 16931 1\.3\.16.*above zero/)
})
