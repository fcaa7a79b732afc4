/**
 * Reads files of the structures' directory: the public export as CSV or XLSX, or our own NDJSON.
 *
 * Rows come one at a time, whatever the size of the file. A SIRET that lost its leading zeros to a spreadsheet
 * gets them back; a wrong check digit is no reason to drop a structure, since the register itself has a few.
 * A row that cannot be read is listed with its line and passed over.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Fault } from '#engine'
import type { Snapshot, Structure } from '#rules'
import { type Writer, writeDirectory } from './directory.ts'
import { xlsxRows } from './xlsx.ts'

export interface Import {
	readonly snapshot?: Snapshot
	readonly rows: number
	/** The first of them, with what is wrong. */
	readonly bad: readonly { readonly line: number; readonly what: string }[]
	readonly badRows: number
}

type Service = Structure['services'][number]
export type Row = { readonly structure: Structure } | { readonly siret: string; readonly service: Service }

/** More than this share of bad rows, and the snapshot in force stays. */
export const badShare = 0.05

/** @param store the folder of the embedded directory, or what writes another */
export async function importDirectory(file: string, store: string | Writer, date?: string): Promise<Import> {
	const day = date ?? (await stat(file)).mtime.toISOString().slice(0, 10)
	const sha256 = await digestOf(file)
	const writer = typeof store === 'string' ? writeDirectory(store) : store
	const bad: { line: number; what: string }[] = []
	let rows = 0
	let badRows = 0
	const blame = (line: number, what: string): void => {
		badRows++
		if (bad.length < 100) bad.push({ line, what })
	}
	for await (const { line, row, fault } of rowsOf(file)) {
		rows++
		if (fault !== undefined) blame(line, fault)
		else if (row !== undefined && 'structure' in row) writer.put(row.structure)
		else if (row !== undefined && !writer.addService(row.siret, row.service))
			blame(
				line,
				`the service ${row.service.code} names the structure ${row.siret}, which is not in the file`,
			)
	}
	if (rows === 0 || badRows / rows > badShare) {
		await writer.abandon()
		return { rows, bad, badRows }
	}
	return { snapshot: await writer.commit({ sha256, date: day }), rows, bad, badRows }
}

async function digestOf(file: string): Promise<string> {
	const hash = createHash('sha256')
	for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
	return hash.digest('hex')
}

interface Numbered {
	readonly line: number
	readonly row?: Row
	readonly fault?: string
}

async function* rowsOf(file: string): AsyncGenerator<Numbered> {
	if (/\.(nd)?jsonl?$/i.test(file)) return yield* ndjson(file)
	const cells = /\.xlsx$/i.test(file) ? xlsxRows(file) : csvRows(file)
	let names: readonly string[] | undefined
	for await (const { line, cells: values } of cells) {
		if (names === undefined || values.includes('Identifiant') || values.includes('CodeService')) {
			names = values
			if (!names.includes('Identifiant'))
				throw new Fault('usage', `${file} has no column Identifiant: it is no export of the directory.`)
			continue
		}
		if (values.every((value) => value === '')) continue
		yield { line, ...readRow(Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']))) }
	}
}

async function* linesOf(file: string): AsyncGenerator<{ line: number; text: string }> {
	let line = 0
	for await (const text of createInterface({
		input: createReadStream(file, 'utf8'),
		crlfDelay: Number.POSITIVE_INFINITY,
	}))
		yield { line: ++line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text }
}

/** Cells between the delimiter that the first line uses; quotes keep it and line ends inside a cell. */
export async function* csvRows(file: string): AsyncGenerator<{ line: number; cells: readonly string[] }> {
	let delimiter: string | undefined
	let open = ''
	let start = 0
	for await (const { line, text } of linesOf(file)) {
		delimiter ??= [';', '\t', ','].find((mark) => text.includes(mark)) ?? ';'
		if (open === '') start = line
		open = open === '' ? text : `${open}\n${text}`
		if ((open.match(/"/g)?.length ?? 0) % 2 === 1 && open.length < 100_000) continue
		yield { line: start, cells: cellsOf(open, delimiter) }
		open = ''
	}
}

function cellsOf(text: string, delimiter: string): string[] {
	if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim())
	const cells: string[] = []
	let cell = ''
	let quoted = false
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!
		if (quoted && c === '"' && text[i + 1] === '"') cell += text[++i]
		else if (c === '"') quoted = !quoted
		else if (c === delimiter && !quoted) {
			cells.push(cell.trim())
			cell = ''
		} else cell += c
	}
	return [...cells, cell.trim()]
}

async function* ndjson(file: string): AsyncGenerator<Numbered> {
	for await (const { line, text } of linesOf(file)) {
		if (text.trim() === '') continue
		try {
			yield { line, row: { structure: ours(JSON.parse(text) as Record<string, unknown>) } }
		} catch (error) {
			yield { line, fault: (error as Error).message }
		}
	}
}

function ours(given: Record<string, unknown>): Structure {
	const siret = siretOf(String(given.siret ?? ''))
	if (siret === undefined) throw new Error(`"${String(given.siret)}" is no SIRET of 14 digits`)
	const flag = (name: string): boolean => given[name] === true
	return {
		siret,
		name: String(given.name ?? ''),
		public: given.kind === undefined ? given.public !== false : given.kind === 'public',
		active: given.active !== false,
		serviceRequired: flag('serviceRequired'),
		engagementRequired: flag('engagementRequired'),
		serviceOrEngagement: flag('serviceOrEngagement'),
		worksOnly: flag('worksOnly') || flag('moaOnly'),
		services: (Array.isArray(given.services) ? given.services : []) as Service[],
		...(Array.isArray(given.lines) && { lines: given.lines as NonNullable<Structure['lines']> }),
	}
}

/** A row of the public export, of its structures or of its services. */
export function readRow(cells: Readonly<Record<string, string>>): Omit<Numbered, 'line'> {
	const kind = cells.TypeIdentifiant ?? ''
	// Recipients are known by SIRET; other kinds of identifiers are suppliers'.
	if (kind !== '' && kind !== '1' && kind.toUpperCase() !== 'SIRET') return {}
	const siret = siretOf(cells.Identifiant ?? '')
	if (siret === undefined) return { fault: `"${cells.Identifiant ?? ''}" is no SIRET of 14 digits` }
	if (cells.CodeService !== undefined) {
		if (cells.CodeService === '') return { fault: `a service of ${siret} has no code` }
		const from = dayOf(cells.DateDebut ?? '')
		const to = dayOf(cells.DateFin ?? '')
		return {
			row: {
				siret,
				service: {
					code: cells.CodeService,
					active: flagOf(cells.ServiceActif ?? cells.EstActif ?? 'true'),
					...(from !== undefined && { from }),
					...(to !== undefined && { to }),
					...(flagOf(cells.GestionEngagement ?? '') && { engagementRequired: true }),
				},
			},
		}
	}
	return {
		row: {
			structure: {
				siret,
				name: cells.RaisonSociale ?? '',
				public: true,
				active: flagOf(cells.StructureActive ?? 'true'),
				serviceRequired: flagOf(cells.GestionService ?? ''),
				engagementRequired: flagOf(cells.GestionEngagement ?? ''),
				serviceOrEngagement: flagOf(cells.GestionServiceEngagement ?? ''),
				worksOnly: flagOf(cells.EstMOAUniquement ?? ''),
				services: [],
			},
		},
	}
}

/** Twelve digits or more, zeros put back in front. */
export function siretOf(text: string): string | undefined {
	const bare = text.replace(/\s/g, '').replace(/\.0+$/, '')
	return /^\d{9,14}$/.test(bare) ? bare.padStart(14, '0') : undefined
}

const flagOf = (text: string): boolean => /^(true|vrai|1|oui|o|yes|y)$/i.test(text.trim())

/** 2026-09-01, 01/09/2026; anything else is no day. */
function dayOf(text: string): string | undefined {
	const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(text) ?? []
	if (year !== undefined) return `${year}-${month}-${day}`
	return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
}
