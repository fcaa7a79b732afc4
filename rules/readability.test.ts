/**
 * Every explanation read as the person who must correct the invoice reads it: the first sentence is short, names the
 * business term and no element; nothing is written as a rule writes it; French is set as it is printed.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadOwn, type OwnRuleSetId, ownRuleSets } from '#schematron'
import { reasons } from './catalogue/reasons.ts'
import { explain } from './explanation.ts'
import { readingProblems } from './reading/reading.ts'
import type { Syntax } from './syntax.ts'

/** Words of a sentence: what holds a letter or a digit. */
const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length
const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+(?=[A-ZÀÉÊ])/)

const shortest = 3
const longest = 25
const longestOfAll = 40

/** An element or a path to one, as `cbc:ID` or `/Invoice`. */
const path = /\w:\w|\//
/** What only a rule text holds. */
const xpath = /\w\(|\[|::|\$\w|!=|\bsatisfies\b/
/** A space that could break before or after a French sign, and signs of typewriters. */
const untidy = / [;:!?»%]|« |["']/

const pairs = (Object.keys(ownRuleSets) as OwnRuleSetId[]).flatMap((id) => {
	const syntax: Syntax = id.includes('cii') ? 'cii' : 'ubl-invoice'
	const rules = loadOwn(id).patterns.flatMap(({ rules }) => rules.flatMap(({ assertions }) => assertions))
	return rules.map(({ id: rule }) => [syntax, rule] as const)
})
const all = [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]

/** What is wrong with the first sentence. */
function headFaults(message: string): string[] {
	const first = sentences(message)[0]!
	const words = wordsOf(first)
	const faults: string[] = []
	if (words > longest || words < shortest) faults.push(`${words} words: ${first}`)
	if (path.test(first)) faults.push(`a path: ${first}`)
	return faults
}

function faultsOf(syntax: Syntax, rule: string): string[] {
	const explanation = explain(rule, syntax)
	if (explanation === undefined) return ['no explanation']
	const { message, why, fix, terms } = explanation
	const faults: string[] = []
	for (const lang of ['fr', 'en'] as const) {
		faults.push(...headFaults(message[lang]))
		if (terms.length > 0 && !/B[GT]-\d|EXT-FR-/.test(message[lang])) faults.push(`no term: ${message[lang]}`)
		for (const text of [message[lang], why[lang], fix[lang]]) {
			// The place where a datum goes follows the fix as a path, on purpose.
			const said = text.replace(/ (Emplacement|Place)\s?: \S+$/, '')
			if (xpath.test(said)) faults.push(`a rule's words: ${said}`)
			if (lang === 'fr' && untidy.test(said)) faults.push(`not as printed: ${said}`)
			for (const sentence of sentences(said))
				if (wordsOf(sentence) > longestOfAll) faults.push(`${wordsOf(sentence)} words: ${sentence}`)
		}
	}
	return faults
}

test('every explanation reads well', () => {
	const faults = all.flatMap(([syntax, rule]) =>
		faultsOf(syntax, rule).map((fault) => `${rule} ${syntax}: ${fault}`),
	)
	expect(faults).toEqual([])
	expect(all.length).toBeGreaterThan(2400)
})

test('the platform’s own rules and what is said of a file read as well', () => {
	const folder = new URL('./platform/rules/', import.meta.url)
	const messages = readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')).message?.fr] as const)
		.filter(([, message]) => message !== undefined)
	for (const [id, { message }] of Object.entries({ ...readingProblems, ...reasons }))
		messages.push([id, message.fr])
	const faults = messages.flatMap(([where, message]) =>
		headFaults(message).map((fault) => `${where}: ${fault}`),
	)
	expect(faults).toEqual([])
	expect(messages.length).toBeGreaterThan(100)
})
