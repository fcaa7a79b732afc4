/**
 * Paths given on the command line to the documents they name, in a fixed order.
 *
 * A file is taken whatever it is called; a folder gives its invoices and archives at any depth, by extension; a
 * glob is matched here when the shell did not. What does not exist is the caller's mistake, said before any
 * document is judged. An archive is opened when its turn comes, and gives its documents one by one.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { glob, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#engine'
import { type ArchiveEntry, archiveKind, archiveKindOf, readArchive } from './archives/archive.ts'
import type { ArchiveLimits } from './archives/limits.ts'

export interface Source {
	/** The path as given, or `-` for standard input. */
	readonly name: string
	/** By its name it is a document, not an archive: whoever judges it may read the file. */
	readonly isDocument: boolean
	read(): Promise<Uint8Array>
	/** The document itself, or those inside where it is an archive. */
	documents(limits?: Partial<ArchiveLimits>): AsyncIterable<ArchiveEntry>
}

export interface Found {
	readonly sources: readonly Source[]
	/** Files in folders that are passed over for their extension. */
	readonly passedOver: number
}

/** Documents without end: none of their names is kept. */
export interface Walk {
	/** To be read once; a folder is listed when its turn comes. */
	readonly sources: AsyncIterable<Source>
	/** Files in folders that were passed over so far, for their extension. */
	readonly passedOver: () => number
	/** How many sources there will be: lists the folders once more. */
	count(): Promise<number>
}

/** Extensions taken from a folder, lower case. */
const extensions = /\.(?:xml|pdf|zip|tar|tgz|tar\.gz)$/i
const documentExtensions = /\.(?:xml|pdf)$/i

export async function findDocuments(paths: readonly string[]): Promise<Found> {
	const walk = await walkDocuments(paths)
	return { sources: await Array.fromAsync(walk.sources), passedOver: walk.passedOver() }
}

/** A path that does not exist is a Fault `usage` at once. */
export async function walkDocuments(paths: readonly string[]): Promise<Walk> {
	if (paths.filter((path) => path === '-').length > 1)
		throw new Fault('usage', 'Standard input (-) can be read once only.')
	const given: { readonly path: string; readonly folder: boolean }[] = []
	for (const path of paths) {
		const kind = path === '-' ? 'file' : kindOf(path)
		if (kind === undefined)
			given.push(...(await matching(path)).map((file) => ({ path: file, folder: false })))
		else given.push({ path, folder: kind === 'folder' })
	}
	let passedOver = 0
	return {
		sources: (async function* () {
			for (const { path, folder } of given) {
				if (!folder) yield path === '-' ? standardInput : fileSource(path)
				else
					for await (const file of filesIn(path))
						if (extensions.test(file)) yield fileSource(file)
						else passedOver++
			}
		})(),
		passedOver: () => passedOver,
		async count() {
			let count = 0
			for (const { path, folder } of given)
				if (!folder) count++
				else for await (const file of filesIn(path)) if (extensions.test(file)) count++
			return count
		},
	}
}

/** The paths that a list names, one a line, or one after each NUL where it has any; `-` is standard input. */
export function listedDocuments(list: string): Walk {
	return {
		sources: (async function* () {
			for await (const path of linesOf(list)) {
				if (kindOf(path) !== 'folder') yield fileSource(path)
				else for await (const file of filesIn(path)) if (extensions.test(file)) yield fileSource(file)
			}
		})(),
		passedOver: () => 0,
		async count() {
			// Standard input cannot be read twice.
			if (list === '-') return Number.NaN
			let count = 0
			for await (const _ of linesOf(list)) count++
			return count
		},
	}
}

async function* linesOf(list: string): AsyncGenerator<string> {
	const chunks = list === '-' ? process.stdin : createReadStream(list)
	const decoder = new TextDecoder()
	let rest = ''
	let end: string | undefined
	const parts = function* (): Generator<string> {
		end ??= rest.includes('\0') ? '\0' : rest.includes('\n') ? '\n' : undefined
		if (end === undefined) return
		const lines = rest.split(end)
		rest = lines.pop()!
		for (const line of lines) yield end === '\n' ? line.replace(/\r$/, '') : line
	}
	try {
		for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
			rest += decoder.decode(chunk, { stream: true })
			for (const line of parts()) if (line !== '') yield line
		}
	} catch (error) {
		cannotRead(list, error as NodeJS.ErrnoException)
	}
	if (rest !== '') yield rest.replace(/\r$/, '')
}

function fileSource(name: string): Source {
	const isDocument = documentExtensions.test(name)
	return {
		name,
		isDocument,
		read: async () => readWhole(name),
		async *documents(limits) {
			// Named as a document, it is one, whatever it holds: the verdict says what was sent instead.
			const kind = isDocument
				? undefined
				: await archiveKindOf(name).catch((error) => cannotRead(name, error))
			if (kind === undefined) yield { kind: 'file', name, bytes: readWhole(name) }
			else yield* readArchive(name, name, limits)
		},
	}
}

export function cannotRead(name: string, error: NodeJS.ErrnoException): never {
	throw new Fault('usage', `${name} cannot be read: ${reasonOf(error)}.`)
}

function reasonOf(error: NodeJS.ErrnoException): string {
	switch (error.code) {
		case 'ENOENT':
			return 'it does not exist'
		case 'EACCES':
		case 'EPERM':
			return 'permission is denied'
		case 'EISDIR':
			return 'it is a folder'
		case 'ERR_FS_FILE_TOO_LARGE':
			return 'it is larger than 2 GB'
		default:
			return error.code ?? error.message
	}
}

const standardInput: Source = {
	name: '-',
	isDocument: false,
	read: readStandardInput,
	async *documents(limits) {
		const bytes = await readStandardInput()
		if (archiveKind(bytes.subarray(0, 512)) === undefined) yield { kind: 'file', name: '-', bytes }
		else yield* readArchive(bytes, '-', limits)
	},
}

async function readStandardInput(): Promise<Uint8Array> {
	const chunks: Buffer[] = []
	for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
	return Buffer.concat(chunks)
}

/** Every file of a folder at any depth, named from the folder as it was given; hidden ones and packages left out. */
async function* filesIn(folder: string): AsyncGenerator<string> {
	const entries = await readdir(folder, { withFileTypes: true })
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
		const path = join(folder, entry.name)
		if (entry.isDirectory()) yield* filesIn(path)
		else if (entry.isFile() || (entry.isSymbolicLink() && isFile(path))) yield path
	}
}

/** Undefined where nothing is there, or nothing that may be looked at. */
function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
	try {
		const entry = statSync(path, { throwIfNoEntry: false })
		return entry && (entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other')
	} catch {
		return undefined
	}
}

const isFile = (path: string): boolean => kindOf(path) === 'file'

/** At once: whoever reads here has nothing else to do, and promises of files take their time to be loaded. */
function readWhole(name: string): Uint8Array {
	try {
		return readFileSync(name)
	} catch (error) {
		return cannotRead(name, error as NodeJS.ErrnoException)
	}
}

async function matching(pattern: string): Promise<string[]> {
	const files: string[] = []
	if (/[*?[{]/.test(pattern)) {
		for await (const path of glob(pattern)) if (isFile(path)) files.push(path)
		if (files.length === 0) throw new Fault('usage', `No file matches ${pattern}.`)
	}
	if (files.length === 0) throw new Fault('usage', `${pattern} does not exist.`)
	return files.sort()
}
