import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explain } from './explanation.ts'
import ciiPlaces from './explanations/surplus-cii.json' with { type: 'json' }
import ublPlaces from './explanations/surplus-ubl.json' with { type: 'json' }
import type { Syntax } from './syntax.ts'
import { businessTerms } from './terms/term.ts'

/** The ids of the published sets, release 1.3.16: families with the numbers that exist. */
const model: Readonly<Record<string, string>> = {
	BR: '01–33 36–38 41–57 61–65',
	'BR-AE': '01–10',
	'BR-AF': '01–10',
	'BR-AG': '01–10',
	'BR-B': '01–02',
	'BR-CL': '01 03–08 10–11 13–26',
	'BR-CO': '03–24 26',
	'BR-DEC': '01–02 05–06 09–20 23–25 27–28',
	'BR-E': '01–10',
	'BR-G': '01–10',
	'BR-IC': '01–12',
	'BR-O': '01–14',
	'BR-S': '01–10',
	'BR-Z': '01–10',
}
const ubl = {
	...model,
	'UBL-CR': '001–119 121–422 424–535 537–630 632–682',
	'UBL-DT': '01 06–28',
	'UBL-SR': '01–37 39–40 42–56',
}
const cii = {
	...model,
	'CII-DT': '001–084 086–098 101–104',
	'CII-SR':
		'04–05 001–003 006–028 030 032–046 048–136 138–210 212–252 254–342 344–373 375–382 384–386 388–402 404–409 411–494',
}

function ids(families: Readonly<Record<string, string>>): string[] {
	return Object.entries(families).flatMap(([family, ranges]) =>
		ranges.split(' ').flatMap((range) => {
			const [from = '', to = from] = range.split('–')
			return Array.from(
				{ length: Number(to) - Number(from) + 1 },
				(_, i) => `${family}-${String(Number(from) + i).padStart(from.length, '0')}`,
			)
		}),
	)
}

const rules: readonly (readonly [Syntax, string])[] = [
	...ids(ubl).map((id) => ['ubl-invoice', id] as const),
	...ids(cii).map((id) => ['cii', id] as const),
]

/** An element path: steps with prefixes, or a place from the root. */
const path = /\b\w+:\w+\/|^\//

test('the published sets have so many rules', () => {
	expect([ids(ubl).length, ids(cii).length]).toEqual([979, 806])
})

test('every rule is explained in both languages, in plain words', () => {
	const faults: string[] = []
	for (const [syntax, rule] of rules) {
		const explanation = explain(rule, syntax)
		if (explanation === undefined) {
			faults.push(`${rule}: no explanation`)
			continue
		}
		const { message, why, fix, terms } = explanation
		for (const wording of [message, why, fix]) {
			for (const text of [wording.fr, wording.en]) {
				if (text.length < 15) faults.push(`${rule}: too short: ${text}`)
				if (/undefined|\[object|\s{2}|\{|(^| )de (le|les) /.test(text))
					faults.push(`${rule}: badly made: ${text}`)
				if (!/^[A-ZÀÉ“]/.test(text)) faults.push(`${rule}: no capital: ${text}`)
			}
			if (wording.fr === wording.en) faults.push(`${rule}: one language: ${wording.fr}`)
			if (/ (la|le|des|les|une) /.test(wording.en)) faults.push(`${rule}: French in English: ${wording.en}`)
			if (/ (the|of|is|and) /.test(wording.fr)) faults.push(`${rule}: English in French: ${wording.fr}`)
			if (/(^|[^’])'/.test(wording.fr)) faults.push(`${rule}: straight apostrophe: ${wording.fr}`)
		}
		if (path.test(message.fr) || path.test(message.en)) faults.push(`${rule}: a path in the message`)
		for (const term of terms) if (!businessTerms.has(term)) faults.push(`${rule}: unknown term ${term}`)
		if (terms.length > 0 && /^BR/.test(rule) && !/B[GT]-\d/.test(message.fr))
			faults.push(`${rule}: no term named`)
	}
	expect(faults).toEqual([])
})

test('every rule of the texts kept here is explained', () => {
	const folder = new URL('../schematron/en16931/', import.meta.url)
	const unknown = new Set<string>()
	let seen = 0
	for (const file of readdirSync(folder)) {
		const text = readFileSync(new URL(file, folder), 'utf8')
		const found = file.endsWith('.sch')
			? text.matchAll(/<(?:assert|report)[^>]*\bid="([A-Z]+-[A-Z0-9-]+)"/g)
			: text.matchAll(/^\s+([A-Z]+-[A-Z]+-\d+)\s/gm)
		for (const [, id] of found) {
			seen++
			if (explain(id!) === undefined) unknown.add(id!)
		}
	}
	expect([...unknown]).toEqual([])
	expect(seen).toBeGreaterThan(0)
})

test('what must not occur is named as the texts kept here have it', () => {
	const kept = new Map<string, string>()
	for (const file of ['syntax-ubl.txt', 'syntax-cii.txt']) {
		const text = readFileSync(new URL(`../schematron/en16931/${file}`, import.meta.url), 'utf8')
		for (const [, id, path] of text.matchAll(/^\s+(\S+)\s+(?:fatal|warning)\s+0\s+(.+)$/gm))
			kept.set(
				id!,
				path!
					.replace(/ unless .*/, '')
					.replace(/\[[^\]]*\]/g, '')
					.split('/')
					.at(-1)!
					.trim(),
			)
	}
	const named = new Map(
		[ublPlaces, ciiPlaces].flatMap((places) =>
			Object.values(places).flatMap(({ rules }) => Object.entries(rules)),
		),
	)
	expect(named.size).toBeGreaterThan(1200)
	const differing = [...named].filter(([id, name]) => kept.has(id) && kept.get(id) !== name)
	expect(differing).toEqual([])
	expect([...named.keys()].filter((id) => !kept.has(id) && id !== 'UBL-DT-18')).toEqual([])
})

const examples: readonly (readonly [string, Syntax, string])[] = [
	['BR-02', 'ubl-invoice', 'Il manque le numéro de facture (BT-1).'],
	['BR-25', 'cii', 'Il manque le nom de l’article (BT-153) dans une ligne de facture.'],
	[
		'BR-S-08',
		'cii',
		'La base d’imposition (BT-116) de la catégorie «\u00a0taux normal ou réduit\u00a0» (S) n’est pas juste.',
	],
	[
		'UBL-CR-158',
		'ubl-invoice',
		'La facture donne la mention «\u00a0à l’attention de\u00a0» dans l’adresse postale du vendeur (BG-5). La norme EN 16931 ne le prévoit pas.',
	],
	[
		'UBL-SR-01',
		'ubl-invoice',
		'La facture donne plusieurs fois la référence du contrat (BT-12), alors qu’une seule valeur est admise.',
	],
]

test.each(examples)('%s in %s', (rule, syntax, message) => {
	expect(explain(rule, syntax)?.message.fr).toBe(message)
})

test('a datum to fill in has its place in the supplier’s syntax', () => {
	expect(explain('BR-02', 'ubl-invoice')?.fix.fr).toMatch(/Emplacement\u00a0: \/ubl:Invoice\/cbc:ID$/)
	expect(explain('BR-02', 'cii')?.fix.en).toMatch(
		/Place: \/rsm:CrossIndustryInvoice\/rsm:ExchangedDocument\/ram:ID$/,
	)
	expect(explain('BR-02')?.fix.fr).not.toMatch(/Emplacement/)
})

test('a rule of someone else is not ours to explain', () => {
	expect(explain('XX-1', 'cii')).toBeUndefined()
	expect(explain('BR-ZZ-01')).toBeUndefined()
})
