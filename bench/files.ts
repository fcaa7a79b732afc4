/**
 * Which invoices are timed: real ones from the shared corpus where it lies beside the checkout, else ours; and
 * made ones of any number of lines.
 *
 * From the corpus: those that the published schemas find valid, that are no fragments of a unit suite, of
 * 4 to 64 kB; sixteen a syntax, spread evenly over the list. The same sixteen on every machine.
 */
import {
	closeSync,
	existsSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { invoice } from './invoice.ts'

export type BenchSyntax = 'ubl' | 'cii'

export interface BenchFile {
	readonly path: string
	/** Findings that the published EN 16931 set gives, where that is known. */
	readonly published?: number
}

interface Line {
	readonly file: string
	readonly size: number
	readonly xsd?: Readonly<Record<string, { readonly valid: boolean }>>
	readonly suite_expectation: unknown
	readonly en16931: { readonly failed: readonly (readonly [string, string, number])[] | null } | null
}

const corpus = join(import.meta.dirname, '../../shared/corpus/dev')
const samples = join(import.meta.dirname, '../corpus/samples')
const wanted = 16

export function benchFiles(syntax: BenchSyntax): BenchFile[] {
	if (!existsSync(join(corpus, 'expected.jsonl')))
		return readdirSync(samples)
			.filter((name) => name.startsWith(syntax))
			.map((name) => join(samples, name))
			.map((path) => ({ path }))
	const lines = readFileSync(join(corpus, 'expected.jsonl'), 'utf8').trimEnd().split('\n')
	const candidates = lines.map((line) => JSON.parse(line) as Line).filter((line) => isWhole(line, syntax))
	const step = Math.max(1, candidates.length / wanted)
	return Array.from(
		{ length: Math.min(wanted, candidates.length) },
		(_, i) => candidates[Math.floor(i * step)]!,
	).map((line) => {
		const path = join(corpus, line.file)
		return {
			path,
			published: line.en16931!.failed!.reduce((sum, [, , count]) => sum + count, 0),
		}
	})
}

/** A folder for what a run writes, gone when the process ends. */
export const scratch = ((): (() => string) => {
	let folder: string | undefined
	return () => {
		if (folder === undefined) {
			const made = mkdtempSync(join(tmpdir(), 'recevable-bench-'))
			process.on('exit', () => rmSync(made, { recursive: true, force: true }))
			folder = made
		}
		return folder
	}
})()

/** Writes an invoice of so many lines, unless it is there; gives its path. */
export function madeInvoice(syntax: BenchSyntax, lines: number): string {
	const path = join(scratch(), `${syntax}-${lines}.xml`)
	if (existsSync(path)) return path
	const file = openSync(path, 'w')
	let pending: string[] = []
	for (const piece of invoice(syntax, lines)) {
		if (pending.push(piece) < 2000) continue
		writeSync(file, pending.join(''))
		pending = []
	}
	writeSync(file, pending.join(''))
	closeSync(file)
	return path
}

function isWhole({ file, size, xsd, suite_expectation, en16931 }: Line, syntax: BenchSyntax): boolean {
	const valid = Object.values(xsd ?? {}).some((schema) => schema.valid)
	const real = suite_expectation === null && Array.isArray(en16931?.failed)
	return file.startsWith(`${syntax}/`) && valid && real && size >= 4_000 && size <= 64_000
}
