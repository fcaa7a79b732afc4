/**
 * A corpus folder: documents beside `expected.jsonl`, which says what published rule sets find in each.
 *
 * One line a document: `file`, `syntax`, and for each layer `{failed: [[rule, severity, count], …] | null,
 * engine_error, per_rule}`. `failed` is null where the published engine stopped on a dynamic error; then
 * `per_rule` says what each rule gives by itself and which ones err. Mutants lie in archives, named as
 * `archive.tar.gz#member`, with their lines in `mutants/mutants.jsonl`.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gunzipSync } from 'node:zlib'
import { Fault } from '#engine'
import { tarFiles } from './tar.ts'

export const layers = ['en16931', 'peppol', 'xrechnung', 'br_fr'] as const
export type Layer = (typeof layers)[number]

type Failed = readonly (readonly [rule: string, severity: string, count: number])[]

interface LayerLine {
	readonly failed: Failed | null
	readonly per_rule?: { readonly failed: Failed; readonly erroring_rules: readonly string[] }
}

/** What libxml2 says with a published schema; `first` is its first error, where it stands. */
export interface SchemaVerdict {
	readonly valid: boolean
	readonly first?: { readonly line: number; readonly element: string; readonly kind: string }
}

type Line = { readonly [layer in Layer]?: LayerLine | null } & {
	readonly file: string
	readonly syntax: string
	readonly set?: string
	readonly op?: string
	readonly target?: string
	readonly second_engine_differs?: unknown
	readonly xsd?: Readonly<Record<string, SchemaVerdict>> | null
}

/** How often each `rule severity` is found; a rule that errs counts once, as `rule error`. */
export type Counts = ReadonlyMap<string, number>

export interface Case {
	readonly file: string
	readonly syntax: string
	/** Of a mutant: which set of mutants it belongs to and what was changed. */
	readonly change?: string
	readonly bytes: Uint8Array
	/** Where each finding stands, as `rule path`, prefixes left out; of the en16931 layer alone, where asked for. */
	readonly places?: readonly string[]
	/** Undefined where nothing was published: no invoice, or the engine stopped and no rule was asked alone. */
	readonly expected: Counts | undefined
	/** By schema; absent where no schema was asked. */
	readonly xsd?: Readonly<Record<string, SchemaVerdict>>
}

export interface ReadOptions {
	readonly mutants: boolean
	readonly layer: Layer
	/** Read where the findings stand as well. */
	readonly places?: boolean
	/** Asked of each line before its document is read. */
	readonly wanted?: (file: string, syntax: string) => boolean
}

export async function* readCorpus(folder: string, options: ReadOptions): AsyncGenerator<Case> {
	const list = options.mutants ? join(folder, 'mutants', 'mutants.jsonl') : join(folder, 'expected.jsonl')
	if (!existsSync(list)) throw new Fault('usage', `${list} does not exist.`)
	const members = archiveReader(folder)
	const places = options.places
		? readPlaces(join(folder, options.mutants ? 'mutants' : '.', 'locations.jsonl.gz'))
		: undefined
	for await (const text of createInterface({
		input: createReadStream(list),
		crlfDelay: Number.POSITIVE_INFINITY,
	})) {
		if (text.trim() === '') continue
		const line = JSON.parse(text) as Line
		if (options.wanted?.(line.file, line.syntax) === false) continue
		const bytes = line.file.includes('#') ? members(line.file) : readFileSync(join(folder, line.file))
		const change = line.op === undefined ? {} : { change: `${line.set}: ${line.op} ${line.target}` }
		yield {
			file: line.file,
			syntax: line.syntax,
			...change,
			...(places && { places: places.get(line.file) ?? [] }),
			bytes,
			expected: countsOf(line[options.layer]),
			...(line.xsd && { xsd: line.xsd }),
		}
	}
}

/** Lines of `{file, en16931: [[rule, xpath], …]}`; documents without findings have none. */
function readPlaces(list: string): Map<string, readonly string[]> {
	const places = new Map<string, readonly string[]>()
	for (const text of gunzipSync(readFileSync(list)).toString('utf8').split('\n')) {
		if (text === '') continue
		const { file, en16931 } = JSON.parse(text) as { file: string; en16931: readonly [string, string][] }
		places.set(
			file,
			en16931.map(([rule, path]) => `${rule} ${bare(path)}`),
		)
	}
	return places
}

/** A path without prefixes and without the root's position, which paths write in different ways. */
export function bare(path: string): string {
	return path.replace(/(^|\/)(@?)(?:[\w.-]+|\?):/g, '$1$2').replace(/^(\/[^/[]+)\[1\]/, '$1')
}

export function countsOf(layer: LayerLine | null | undefined): Counts | undefined {
	if (layer === null || layer === undefined) return undefined
	const failed = layer.failed ?? layer.per_rule?.failed
	if (failed === undefined) return undefined
	const counts = new Map(failed.map(([rule, severity, count]) => [`${rule} ${severity}`, count]))
	if (layer.failed === null)
		for (const rule of layer.per_rule?.erroring_rules ?? []) counts.set(`${rule} error`, 1)
	return counts
}

/** Reads members of archives; only the archive last asked for is kept, since lines come archive by archive. */
function archiveReader(folder: string): (name: string) => Uint8Array {
	let archive = ''
	let files = new Map<string, Uint8Array>()
	return (name) => {
		const [path, member] = name.split('#') as [string, string]
		if (path !== archive) {
			files = new Map(
				[...tarFiles(gunzipSync(readFileSync(join(folder, path))))].map((file) => [file.name, file.bytes]),
			)
			archive = path
		}
		const bytes = files.get(member)
		if (bytes === undefined) throw new Error(`${path} holds no ${member}`)
		return bytes
	}
}
