/**
 * Paths given on the command line to the documents they name, in a fixed order.
 *
 * A file is taken whatever it is called; a folder gives its invoices and archives at any depth, by extension; a
 * glob is matched here when the shell did not. What does not exist is the caller's mistake, said before any
 * document is judged. An archive is opened when its turn comes, and gives its documents one by one.
 */
import { glob, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '#engine'
import { type ArchiveEntry, archiveKind, archiveKindOf, readArchive } from './archives/archive.ts'
import type { ArchiveLimits } from './archives/limits.ts'

export interface Source {
	/** The path as given, or `-` for standard input. */
	readonly name: string
	read(): Promise<Uint8Array>
	/** The document itself, or those inside where it is an archive. */
	documents(limits?: Partial<ArchiveLimits>): AsyncIterable<ArchiveEntry>
}

export interface Found {
	readonly sources: readonly Source[]
	/** Files in folders that are passed over for their extension. */
	readonly passedOver: number
}

/** Extensions taken from a folder, lower case. */
const extensions = /\.(?:xml|pdf|zip|tar|tgz|tar\.gz)$/i

export async function findDocuments(paths: readonly string[]): Promise<Found> {
	const sources: Source[] = []
	let passedOver = 0
	for (const path of paths) {
		if (path === '-') {
			sources.push(standardInput)
			continue
		}
		const entry = await stat(path).catch(() => undefined)
		if (entry?.isDirectory()) {
			const files = await filesIn(path)
			const taken = files.filter((file) => extensions.test(file))
			passedOver += files.length - taken.length
			sources.push(...taken.map(fileSource))
		} else if (entry !== undefined) sources.push(fileSource(path))
		else sources.push(...(await matching(path)).map(fileSource))
	}
	if (sources.filter((source) => source.name === '-').length > 1)
		throw new Fault('usage', 'Standard input (-) can be read once only.')
	return { sources, passedOver }
}

function fileSource(name: string): Source {
	const read = () => readFile(name).catch((error) => cannotRead(name, error))
	return {
		name,
		read,
		async *documents(limits) {
			// Named as a document, it is one, whatever it holds: the verdict says what was sent instead.
			const kind = /\.(?:xml|pdf)$/i.test(name)
				? undefined
				: await archiveKindOf(name).catch((error) => cannotRead(name, error))
			if (kind === undefined) yield { kind: 'file', name, bytes: await read() }
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
async function filesIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true })
	const files: string[] = []
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
		const path = join(folder, entry.name)
		if (entry.isDirectory()) files.push(...(await filesIn(path)))
		else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) files.push(path)
	}
	return files
}

async function isFile(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isFile() === true
}

async function matching(pattern: string): Promise<string[]> {
	const files: string[] = []
	if (/[*?[{]/.test(pattern)) {
		for await (const path of glob(pattern)) if (await isFile(path)) files.push(path)
		if (files.length === 0) throw new Fault('usage', `No file matches ${pattern}.`)
	}
	if (files.length === 0) throw new Fault('usage', `${pattern} does not exist.`)
	return files.sort()
}
