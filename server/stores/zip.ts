/** Entries of a ZIP file on disk, each read as a stream; yauzl in promises. */
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'

export interface Entry {
	readonly name: string
	readonly raw: yauzl.Entry
}

export interface ZipFile {
	entries(): Promise<readonly Entry[]>
	read(entry: Entry): Promise<Readable>
	close(): void
}

export function openPromise(path: string): Promise<ZipFile> {
	return new Promise((done, fail) =>
		yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
			error ? fail(error) : done(wrapped(zip)),
		),
	)
}

function wrapped(zip: yauzl.ZipFile): ZipFile {
	return {
		entries: () =>
			new Promise((done, fail) => {
				const found: Entry[] = []
				zip.on('entry', (raw: yauzl.Entry) => {
					found.push({ name: raw.fileName, raw })
					zip.readEntry()
				})
				zip.on('end', () => done(found))
				zip.on('error', fail)
				zip.readEntry()
			}),
		read: ({ raw }) =>
			new Promise((done, fail) =>
				zip.openReadStream(raw, (error, stream) => (error ? fail(error) : done(stream))),
			),
		close: () => zip.close(),
	}
}
