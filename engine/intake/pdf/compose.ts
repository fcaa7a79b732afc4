/**
 * Puts a small PDF together: one empty page, attached files, metadata.
 *
 * For tests, seeds and samples, which must be able to say exactly what a file holds and how it is broken; it
 * is no writer of documents for people.
 */
import { zlibSync } from 'fflate'

/** An object's text, or a stream: its dictionary without `Length`, and its stored bytes. */
export type Piece = string | { readonly dictionary: string; readonly data: Uint8Array }

export interface Composition {
	/** Objects by number, from 1; 1 is the catalog unless the trailer says otherwise. */
	readonly objects: ReadonlyMap<number, Piece>
	/** Further entries of the trailer: `/Encrypt 9 0 R`. */
	readonly trailer?: string
	/** `stream`: objects that are no stream are packed into an object stream (PDF 1.5). */
	readonly form?: 'table' | 'stream'
	/** Put before the header. */
	readonly before?: string
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function composePdf({ objects, trailer = '', form = 'table', before = '' }: Composition): Uint8Array {
	const out = new Output()
	out.text(`${before}%PDF-1.7\n`)
	out.bytes(Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a))
	const base = utf8(before).length
	const numbers = [...objects.keys()].sort((a, b) => a - b)
	const top = (numbers.at(-1) ?? 0) + 1
	const packed = form === 'stream' ? numbers.filter((number) => typeof objects.get(number) === 'string') : []
	const offsets = new Map<number, number>()
	const put = (number: number, piece: Piece): void => {
		offsets.set(number, out.length - base)
		if (typeof piece === 'string') out.text(`${number} 0 obj\n${piece}\nendobj\n`)
		else {
			out.text(`${number} 0 obj\n<<${piece.dictionary} /Length ${piece.data.length}>>\nstream\n`)
			out.bytes(piece.data)
			out.text('\nendstream\nendobj\n')
		}
	}
	for (const number of numbers) if (!packed.includes(number)) put(number, objects.get(number)!)
	if (form === 'table') {
		const start = out.length - base
		out.text(`xref\n0 ${top}\n`)
		for (let number = 0; number < top; number++) {
			const offset = offsets.get(number)
			out.text(`${String(offset ?? 0).padStart(10, '0')} ${offset === undefined ? '65535 f' : '00000 n'} \n`)
		}
		out.text(`trailer\n<</Size ${top} /Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`)
		return out.whole()
	}
	let head = ''
	let body = ''
	for (const number of packed) {
		head += `${number} ${utf8(body).length} `
		body += `${objects.get(number) as string}\n`
	}
	put(top, {
		dictionary: `/Type/ObjStm /N ${packed.length} /First ${head.length} /Filter/FlateDecode`,
		data: zlibSync(utf8(head + body)),
	})
	const start = out.length - base
	const rows = new Uint8Array((top + 2) * 7)
	const view = new DataView(rows.buffer)
	offsets.set(top + 1, start)
	for (let number = 0; number < top + 2; number++) {
		const index = packed.indexOf(number)
		const offset = offsets.get(number)
		view.setUint8(number * 7, index >= 0 ? 2 : offset === undefined ? 0 : 1)
		view.setUint32(number * 7 + 1, index >= 0 ? top : (offset ?? 0))
		view.setUint16(number * 7 + 5, index >= 0 ? index : 0)
	}
	put(top + 1, {
		dictionary: `/Type/XRef /W[1 4 2] /Size ${top + 2} /Root 1 0 R${trailer} /Filter/FlateDecode`,
		data: zlibSync(rows),
	})
	out.text(`startxref\n${start}\n%%EOF\n`)
	return out.whole()
}

export interface AttachedFile {
	readonly name: string
	readonly bytes: Uint8Array
	/** Undefined leaves it out, as for what follows. */
	readonly relationship?: string
	readonly mime?: string
	readonly modified?: string
	/** In the name tree; so unless told. */
	readonly listed?: boolean
	/** In the catalog's AF; so unless told. */
	readonly associated?: boolean
}

export interface AttachedDocument extends Omit<Composition, 'objects'> {
	readonly files: readonly AttachedFile[]
	/** XMP packet. */
	readonly metadata?: string
	/** Further entries of the catalog. */
	readonly catalog?: string
	/** An output intent for sRGB; so unless told. */
	readonly outputIntent?: boolean
}

/** A PDF of one empty page with files attached as PDF/A-3 asks. */
export function composeAttached(document: AttachedDocument): Uint8Array {
	const objects = new Map<number, Piece>()
	let next = 4
	const add = (piece: Piece): string => {
		objects.set(next, piece)
		return `${next++} 0 R`
	}
	const listed: string[] = []
	const associated: string[] = []
	for (const file of document.files) {
		const entry = (key: string, value: string | undefined) => (value === undefined ? '' : ` /${key}${value}`)
		const content = add({
			dictionary: `/Type/EmbeddedFile /Filter/FlateDecode${entry('Subtype', file.mime && `/${file.mime.replace('/', '#2F')}`)} /Params<</Size ${file.bytes.length}${entry('ModDate', file.modified && `(${file.modified})`)}>>`,
			data: zlibSync(file.bytes),
		})
		const specification = add(
			`<</Type/Filespec /F(${file.name}) /UF(${file.name})${entry('AFRelationship', file.relationship && `/${file.relationship}`)} /EF<</F ${content} /UF ${content}>>>>`,
		)
		if (file.listed !== false) listed.push(`(${file.name}) ${specification}`)
		if (file.associated !== false) associated.push(specification)
	}
	let catalog = '/Type/Catalog /Pages 2 0 R'
	if (listed.length > 0) catalog += ` /Names<</EmbeddedFiles<</Names[${listed.join(' ')}]>>>>`
	if (associated.length > 0) catalog += ` /AF[${associated.join(' ')}]`
	if (document.metadata !== undefined)
		catalog += ` /Metadata ${add({ dictionary: '/Type/Metadata /Subtype/XML', data: utf8(document.metadata) })}`
	if (document.outputIntent !== false)
		catalog += ' /OutputIntents[<</Type/OutputIntent /S/GTS_PDFA1 /OutputConditionIdentifier(sRGB)>>]'
	objects.set(1, `<<${catalog} ${document.catalog ?? ''}>>`)
	objects.set(2, '<</Type/Pages /Count 1 /Kids[3 0 R]>>')
	objects.set(3, '<</Type/Page /Parent 2 0 R /MediaBox[0 0 595 842]>>')
	return composePdf({ ...document, objects })
}

class Output {
	readonly #chunks: Uint8Array[] = []
	length = 0

	text(text: string): void {
		this.bytes(utf8(text))
	}

	bytes(bytes: Uint8Array): void {
		this.#chunks.push(bytes)
		this.length += bytes.length
	}

	whole(): Uint8Array {
		const whole = new Uint8Array(this.length)
		let at = 0
		for (const chunk of this.#chunks) {
			whole.set(chunk, at)
			at += chunk.length
		}
		return whole
	}
}
