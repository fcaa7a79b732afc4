/**
 * The files of a tar archive that is already in memory (POSIX ustar, with GNU and pax long names).
 *
 * For the corpus only: archives that arrive from outside are read elsewhere, with limits.
 */

export interface TarFile {
	readonly name: string
	readonly bytes: Uint8Array
}

const block = 512

export function* tarFiles(archive: Uint8Array): Generator<TarFile> {
	let at = 0
	let longName: string | undefined
	while (at + block <= archive.length) {
		const header = archive.subarray(at, at + block)
		if (header[0] === 0) return
		const size = Number.parseInt(field(header, 124, 12), 8)
		if (!Number.isFinite(size) || at + block + size > archive.length)
			throw new Error('the tar archive is damaged')
		const bytes = archive.subarray(at + block, at + block + size)
		at += block + Math.ceil(size / block) * block
		const kind = field(header, 156, 1)
		if (kind === 'L') longName = field(bytes, 0, size)
		else if (kind === 'x') longName = /\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(bytes))?.[1]
		else {
			const prefix = field(header, 345, 155)
			const short = field(header, 0, 100)
			const name = longName ?? (prefix === '' ? short : `${prefix}/${short}`)
			longName = undefined
			if (kind === '' || kind === '0') yield { name: name.replace(/^\.\//, ''), bytes }
		}
	}
}

/** A text field, which a NUL ends. */
function field(bytes: Uint8Array, start: number, length: number): string {
	const whole = bytes.subarray(start, start + length)
	const end = whole.indexOf(0)
	return new TextDecoder().decode(end < 0 ? whole : whole.subarray(0, end)).trim()
}

/** A file as it stands in an archive: header, bytes, padding. The name is of 100 characters at most. */
export function tarEntry(name: string, bytes: Uint8Array): Uint8Array {
	const padded = Math.ceil(bytes.length / block) * block
	const entry = new Uint8Array(block + padded)
	const put = (at: number, text: string): void => {
		new TextEncoder().encodeInto(text, entry.subarray(at))
	}
	const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
	put(0, name)
	put(100, '0000644\0')
	put(108, '0000000\0')
	put(116, '0000000\0')
	put(124, `${octal(bytes.length, 11)}\0`)
	put(136, `${octal(0, 11)}\0`)
	put(148, '        ')
	put(156, '0')
	put(257, 'ustar\x0000')
	let sum = 0
	for (let i = 0; i < block; i++) sum += entry[i]!
	put(148, `${octal(sum, 6)}\0 `)
	entry.set(bytes, block)
	return entry
}

/** What an archive ends with. */
export const tarEnd = new Uint8Array(2 * block)
