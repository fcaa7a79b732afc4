/** `corpus mutate`: invoices with a single change each, as a corpus folder that `corpus score` and `run` read. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { decode, Fault, parseTree } from '#engine'
import { recognise } from '#rules'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'
import { Random } from '../fuzz/random.ts'
import { invoiceFiles } from '../invoices.ts'
import { tarEnd, tarEntry } from '../tar.ts'
import { type Mutant, mutantsOf, operations } from './mutants.ts'

const options = {
	out: { type: 'string', value: 'FOLDER', help: 'the corpus folder to write; needed' },
	op: {
		type: 'string',
		multiple: true,
		choices: operations,
		help: 'only changes of this kind; repeatable',
	},
	count: { type: 'string', value: 'N', help: 'of each invoice so many, chosen at random; all unless given' },
	seed: { type: 'string', value: 'N', help: 'the same seed chooses the same changes; 1 unless given' },
	all: {
		type: 'boolean',
		help: 'change every line and party, not only the first of those with the same path',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus mutate PATH… --out FOLDER [OPTIONS]

Makes mutants of invoices (files, or folders of them): each differs in one place from the invoice that it was made of.
FOLDER gets the invoices, an archive of mutants for each, and mutants/mutants.jsonl, a line a mutant: its kind (set, op,
variant), its place (target), the change itself (edits), digests of both. corpus score FOLDER says how they heal.

${helpOf(options)}

Status: 0 written · 2 wrong usage
`

export function runMutateCommand(argv: readonly string[]): number {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const out = given.text('out')
	if (out === undefined || given.positionals.length === 0)
		throw new Fault('usage', 'Of what, and where to? Write: corpus mutate INVOICE.xml --out FOLDER.')
	const count = given.text('count')
	const most = count === undefined ? Number.POSITIVE_INFINITY : wholeOf(given, 'count')
	const random = new Random(given.text('seed') === undefined ? 1 : wholeOf(given, 'seed'))
	const wanted = given.all('op')
	mkdirSync(join(out, 'mutants'), { recursive: true })
	const lines: string[] = []
	const names = new Set<string>()
	for (const path of invoiceFiles(given.positionals)) {
		const bytes = readFileSync(path)
		const decoded = decode(bytes)
		if (decoded.kind === 'read-failure') throw new Fault('usage', `${path} cannot be read as text.`)
		const { tree } = parseTree(decoded.text)
		const syntax = tree && recognise(tree).syntax
		if (syntax === undefined) throw new Fault('usage', `${path} is no invoice.`)
		const folder = syntax === 'cii' ? 'cii' : 'ubl'
		const stem = unique(path, names)
		mkdirSync(join(out, folder), { recursive: true })
		writeFileSync(join(out, folder, `${stem}.xml`), bytes)
		const all = [
			...mutantsOf(decoded.text, {
				all: given.flag('all'),
				wanted: (op) => wanted.length === 0 || wanted.includes(op),
			}),
		]
		const chosen = all.length <= most ? all : sample(all, most, random)
		const archive = `mutants/${stem}.tar.gz`
		const base = { base_file: `${folder}/${stem}.xml`, base_sha256: sha256(bytes), syntax: folder }
		writeFileSync(join(out, archive), gzipSync(archiveOf(chosen), { level: 4 }))
		for (const [i, mutant] of chosen.entries())
			lines.push(lineOf(mutant, `${archive}#${memberOf(mutant, i)}`, base))
	}
	writeFileSync(join(out, 'mutants', 'mutants.jsonl'), lines.map((line) => `${line}\n`).join(''))
	process.stderr.write(`${lines.length} mutants of ${names.size} invoices in ${out}\n`)
	return 0
}

const memberOf = ({ set }: Mutant, i: number): string => `${String(i).padStart(4, '0')}_${set}.xml`

function archiveOf(mutants: readonly Mutant[]): Uint8Array {
	const encoder = new TextEncoder()
	const entries = mutants.map((mutant, i) => tarEntry(memberOf(mutant, i), encoder.encode(mutant.text)))
	return Buffer.concat([...entries, tarEnd])
}

function lineOf({ text, set, op, target, variant, edits }: Mutant, file: string, base: object): string {
	return JSON.stringify({
		file,
		sha256: sha256(Buffer.from(text)),
		...base,
		set,
		op,
		target,
		variant,
		edits,
		size: Buffer.byteLength(text),
		lines: text.split('\n').length,
	})
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function sample<T>(items: readonly T[], count: number, random: Random): T[] {
	const left = items.map((_, i) => i)
	const chosen = Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0]!)
	return chosen.sort((a, b) => a - b).map((i) => items[i]!)
}

function unique(path: string, names: Set<string>): string {
	const stem = path.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
	let name = stem
	for (let n = 2; names.has(name); n++) name = `${stem}-${n}`
	names.add(name)
	return name
}

function wholeOf(given: Arguments, name: 'count' | 'seed'): number {
	const number = Number(given.text(name))
	if (!Number.isSafeInteger(number) || number < 0)
		throw new Fault('usage', `--${name} ${given.text(name)} is no whole number.`)
	return number
}
