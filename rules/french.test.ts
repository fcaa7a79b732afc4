/** The French rules are explained: every id of the texts kept here, in both languages, in plain words. */
import { expect, test } from 'vitest'
import { loadOwn } from '#schematron'
import { explain } from './explanation.ts'

const sets = [
	'br-fr-ubl',
	'br-fr-ubl-published',
	'br-fr-cii',
	'br-fr-cii-published',
	'ppf-flux1-ubl',
	'ppf-flux1-cii',
	'ppf-flux1-target-ubl',
	'ppf-flux1-target-cii',
] as const

test.each(sets)('%s: every rule is explained', (id) => {
	const faults: string[] = []
	let seen = 0
	for (const { rules } of loadOwn(id).patterns)
		for (const { assertions } of rules)
			for (const { id: rule } of assertions) {
				seen++
				const explanation = explain(rule, id.includes('ubl') ? 'ubl-invoice' : 'cii')
				if (explanation === undefined) {
					faults.push(`${rule}: no explanation`)
					continue
				}
				const { message, why, fix, terms } = explanation
				for (const wording of [message, why, fix]) {
					// A place in the syntax may follow the sentence.
					for (const text of [wording.fr, wording.en].map((said) =>
						said.replace(/ (Emplacement|Place)\s?: \S+$/, ''),
					))
						if (text.length < 15 || !/^[A-ZÀÉ].*[.…]$/.test(text) || /undefined|\{|\s{2}/.test(text))
							faults.push(`${rule}: badly made: ${text}`)
					if (/(^|[^’])'/.test(wording.fr)) faults.push(`${rule}: straight apostrophe: ${wording.fr}`)
					if (/ (the|of|is|and) /.test(wording.fr)) faults.push(`${rule}: English in French: ${wording.fr}`)
					if (/ (la|le|des|les|une) /.test(wording.en))
						faults.push(`${rule}: French in English: ${wording.en}`)
				}
				if (terms.length === 0) faults.push(`${rule}: no term`)
				if (!/B[GT]-\d|EXT-FR-FE-\d/.test(message.fr)) faults.push(`${rule}: no term named`)
				if (/\bde (le|les) |\bà (le|les) /.test(message.fr))
					faults.push(`${rule}: not contracted: ${message.fr}`)
			}
	expect(faults).toEqual([])
	expect(seen).toBeGreaterThan(id.startsWith('br') ? 160 : 18)
})

const ids: [published: string, terms: string[], opens: string][] = [
	[
		'BR-FR-23_EXT-FR-FE-29',
		['EXT-FR-FE-29'],
		'L’adresse électronique du bénéficiaire (EXT-FR-FE-29) contient',
	],
	['BR-FR-15_BT-95_BT-151', ['BT-151'], 'Le code de TVA de l’article (BT-151)'],
	['BR-FR-08_BT-151-2', ['BT-151'], 'Le code de TVA de l’article (BT-151)'],
	['BR-FR-05_BT-22-2', ['BT-22', 'BT-21'], 'Il manque la note de sujet PMD'],
	['BR-FR-05_BT-22_AAB', ['BT-22', 'BT-21'], 'Il manque la note de sujet AAB'],
	['BR-FR-MV-03_EXT-FR-FE-164', ['EXT-FR-FE-164'], 'Une ligne GROUP ne donne pas le nom du vendeur'],
	['BR-FR-MV-BD_BT-3', ['BT-3', 'BT-23'], 'Une facture bidirectionnelle (BT-23)'],
]
test.each(ids)('%s is about %j', (published, terms, opens) => {
	const { message, terms: found } = explain(published)!
	expect(found).toEqual(terms)
	expect(message.fr.slice(0, opens.length)).toBe(opens)
})

test.each(['extended-ctc-fr-ubl', 'extended-ctc-fr-cii'] as const)('%s: every rule is explained', (id) => {
	const ids = loadOwn(id).patterns.flatMap(({ rules }) =>
		rules.flatMap(({ assertions }) => assertions.map((assertion) => assertion.id)),
	)
	const syntax = id.endsWith('ubl') ? 'ubl-invoice' : 'cii'
	expect(ids.filter((rule) => explain(rule, syntax) === undefined)).toEqual([])
	expect(explain('BR-FREXT-CO-13', syntax)!.why.fr).toContain('tolère un centime')
})

test.each(['BR-FR-99', 'BR-FR-CDV-01', 'BR-FR-', 'BR-FR-77_BT-1'])('%s is not known', (id) => {
	expect(explain(id)).toBeUndefined()
})
