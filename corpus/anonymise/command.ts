/** `corpus anonymise`: invoices with other names, numbers and amounts, judged the same or not written at all. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'
import { today } from '../../server/today.ts'
import { invoiceFiles } from '../invoices.ts'
import { anonymise } from './anonymise.ts'
import { Substitutes } from './substitutes.ts'
import { judging } from './verdicts.ts'

const options = {
	out: { type: 'string', value: 'FOLDER', help: 'where to; needed' },
	key: {
		type: 'string',
		value: 'TEXT',
		help: 'the same key gives the same names again, in other files too; a new one each time unless given',
	},
	keep: {
		type: 'string',
		multiple: true,
		value: 'TERM',
		help: 'leave this term as it is, as BT-10; repeatable',
	},
	amounts: {
		type: 'string',
		choices: ['scale', 'keep'],
		help: 'all amounts several times as high, or left; scale unless given',
	},
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the day whose rules apply; today unless given' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus anonymise PATH… --out FOLDER [OPTIONS]

Replaces in invoices (XML files, or folders of them) whoever and whatever is named: parties, addresses, identifiers
(with check digits that pass where they passed), references, free texts, attached files; and makes amounts so many
times as high that every sum still comes out. Codes, dates, quantities and rates stay. Every rule set says the same of
what is written as of the original, or it is not written.

${helpOf(options)}

Status: 0 all written · 1 some could not be · 2 wrong usage
`

/** By how much amounts may be multiplied. */
const factors = [3n, 7n, 4n, 6n, 9n, 2n, 5n, 8n]

export function runAnonymiseCommand(argv: readonly string[]): number {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const out = given.text('out')
	if (out === undefined || given.positionals.length === 0)
		throw new Fault('usage', 'Of what, and where to? Write: corpus anonymise INVOICE.xml --out FOLDER.')
	const key = given.text('key') ?? randomBytes(16).toString('hex')
	const judged = judging(given.text('as-of') ?? today())
	const tried = given.text('amounts') === 'keep' ? [1n] : turned(factors, key)
	mkdirSync(out, { recursive: true })
	const files = invoiceFiles(given.positionals)
	let refused = 0
	for (const [i, path] of files.entries()) {
		const result = anonymisedFile(path, { key, keep: given.all('keep'), tried, judged })
		if (typeof result === 'string') {
			refused++
			process.stderr.write(`${path}: ${result}\n`)
		} else writeFileSync(join(out, `${String(i + 1).padStart(4, '0')}.xml`), result.text)
	}
	process.stderr.write(`${files.length - refused} of ${files.length} written to ${out}\n`)
	return refused === 0 ? 0 : 1
}

interface Asked {
	readonly key: string
	readonly keep: readonly string[]
	readonly tried: readonly bigint[]
	readonly judged: ReturnType<typeof judging>
}

/** The text, or why there is none. */
export function anonymisedFile(path: string, { key, keep, tried, judged }: Asked): { text: string } | string {
	const decoded = decode(readFileSync(path))
	if (decoded.kind === 'read-failure') return 'it cannot be read as text'
	const before = judged(decoded.text)
	let differs = ''
	for (const factor of tried) {
		const made = anonymise(decoded.text, { substitutes: new Substitutes(key), factor, keep })
		if (made === undefined) return 'it is no invoice in XML'
		const left = made.replaced.find((value) => says(value) && made.text.includes(value.trim()))
		if (left !== undefined) return `“${left.trim()}” would still stand in it`
		const after = judged(made.text)
		if (after.join('\n') === before.join('\n')) return { text: made.text }
		const one = after.find((line) => !before.includes(line)) ?? before.find((line) => !after.includes(line))
		differs ||= one ?? 'the order of findings'
	}
	return `it would not be judged the same: ${differs}`
}

/** Long enough to say something, and no number that an amount may come out as. */
const says = (value: string): boolean => value.trim().length >= 6 && !/^[\d\s.,-]{1,12}$/.test(value.trim())

/** The factors, beginning with one that the key decides. */
function turned(all: readonly bigint[], key: string): bigint[] {
	const first = [...key].reduce((sum, char) => sum + char.charCodeAt(0), 0) % all.length
	return [...all.slice(first), ...all.slice(0, first)]
}
