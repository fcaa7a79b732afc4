/** A tar archive of small files, for tests. */

export interface TarFile {
	readonly name: string
	readonly content: string | Uint8Array
}

export function tarOf(files: readonly TarFile[]): Buffer {
	const blocks = files.flatMap(({ name, content }) => {
		const bytes = Buffer.from(content)
		const header = Buffer.alloc(512)
		header.write(name, 0)
		header.write('0000644\0', 100)
		header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
		header.write('00000000000\0', 136)
		header.write('        0', 148)
		header.write('ustar\x0000', 257)
		const sum = header.reduce((total, byte) => total + byte, 0)
		header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
		return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
	})
	return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
