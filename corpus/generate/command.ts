/** `corpus generate`: valid invoices, made up, the same for the same seed. */
import { writeFileSync } from 'node:fs'
import { Fault } from '#engine'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'
import { checker } from './check.ts'
import { type Profile, profiles } from './choices.ts'
import { type GeneratedSyntax, generated, sinkFor, syntaxes } from './stream.ts'
import { madeStructures, readStructures } from './structures.ts'

const options = {
	out: {
		type: 'string',
		value: 'PLACE',
		help: 'a folder, a .tar, .tar.gz, .ndjson or .ndjson.gz, or - for standard output, which is the usual one',
	},
	seed: { type: 'string', value: 'N', help: 'the same seed gives the same invoices; 1 unless given' },
	count: { type: 'string', value: 'N', help: 'how many; 100 unless given' },
	syntax: {
		type: 'string',
		multiple: true,
		choices: syntaxes,
		help: 'ubl, cii, or json for invoices typed in; repeatable, then in turn; ubl and cii unless given',
	},
	lines: { type: 'string', value: 'N', help: 'exactly so many lines in each; 1 to 12 unless given' },
	profile: {
		type: 'string',
		choices: Object.keys(profiles),
		help: 'en16931 unless given, or extended for EXTENDED-CTC-FR',
	},
	directory: {
		type: 'string',
		value: 'FILE',
		help: 'structures that invoices go to, in a file that directory import takes; a few made up unless given',
	},
	'write-directory': {
		type: 'string',
		value: 'FILE.ndjson',
		help: 'write the structures, so that they can be imported before the invoices are judged',
	},
	public: { type: 'boolean', help: 'only invoices to public structures; a quarter of them unless given' },
	from: { type: 'string', value: 'YYYY-MM-DD', help: 'first day of issue; 2026-09-01 unless given' },
	to: { type: 'string', value: 'YYYY-MM-DD', help: 'last day of issue; 2026-11-15 unless given' },
	check: { type: 'boolean', help: 'judge each by every shipped rule set, and say what is not valid' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus generate [OPTIONS]

Makes valid French invoices: credit notes, corrections, deposits and self-billing; several VAT categories and rates;
public and foreign buyers; allowances, charges, references, attachments, periods, other currencies. Parties and goods
are invented, check digits and arithmetic are right.

${helpOf(options)}

Status: 0 written · 1 with --check, one is not valid · 2 wrong usage
`

export async function runGenerateCommand(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	if (given.positionals.length > 0) throw new Fault('usage', 'corpus generate takes options only.')
	const file = given.text('directory')
	const structures = file === undefined ? madeStructures() : await readStructures(file)
	const listed = given.text('write-directory')
	if (listed !== undefined)
		writeFileSync(listed, structures.all.map((one) => `${JSON.stringify(one)}\n`).join(''))
	const [from, to] = [dayOf(given, 'from'), dayOf(given, 'to')]
	const lines = given.text('lines')
	const chosen = given.all('syntax') as GeneratedSyntax[]
	const sink = sinkFor(given.text('out') ?? '-')
	const check = given.flag('check') ? checker(structures.lookup, to) : undefined
	const start = performance.now()
	let [count, bytes, invalid] = [0, 0, 0]
	for (const one of generated({
		seed: numberOf(given, 'seed', 1, 0),
		count: numberOf(given, 'count', 100, 0),
		syntaxes: chosen.length > 0 ? chosen : ['ubl', 'cii'],
		...(lines !== undefined && { lines: numberOf(given, 'lines', 1, 1) }),
		profile: (given.text('profile') ?? 'en16931') as Profile,
		structures: structures.all,
		publicOnly: given.flag('public'),
		from,
		to,
	})) {
		await sink.put(one.name, one.text)
		count++
		bytes += one.text.length
		for (const what of check?.(one) ?? []) {
			invalid++
			process.stderr.write(`${one.name}: ${what}\n`)
		}
	}
	await sink.end()
	const seconds = (performance.now() - start) / 1000
	process.stderr.write(
		`${count} invoices, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(1)} s${check === undefined ? '' : `; ${invalid} fatal findings`}\n`,
	)
	return invalid === 0 ? 0 : 1
}

function numberOf(
	given: Arguments,
	name: 'seed' | 'count' | 'lines',
	otherwise: number,
	least: number,
): number {
	const text = given.text(name)
	const number = text === undefined ? otherwise : Number(text)
	if (!Number.isSafeInteger(number) || number < least)
		throw new Fault('usage', `--${name} ${text} is no whole number from ${least} on.`)
	return number
}

function dayOf(given: Arguments, name: 'from' | 'to'): string {
	const day = given.text(name) ?? { from: '2026-09-01', to: '2026-11-15' }[name]
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
		throw new Fault('usage', `--${name} ${day} is no day: write it as 2026-09-01.`)
	return day
}
