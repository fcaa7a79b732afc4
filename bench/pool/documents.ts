/** Invoices to judge in numbers: valid, each with a number of its own, so that no two are the same. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from '../../server/library.ts'

export const asOf = '2026-11-21'

/** How many different ones are judged in turns: few enough for the processor's caches. */
export const made = 600

const samples = join(import.meta.dirname, '../../corpus/samples')
const note = '<cbc:Note>Livraison au quai 3, de 8 h à 12 h ; bon de livraison joint au colis.</cbc:Note>\n\t'

export interface Kind {
	readonly bytes: number
	documents(count: number): Generator<Document>
}

/** A credit note of 4 kB. */
export const small: Kind = kindOf(read('ubl-credit-note'))

/** An invoice with notes up to 10 kB. */
export const usual: Kind = kindOf(padded(read('ubl-invoice'), 10_000))

/** A few tags, under a rule of its own. */
export const tiny: Kind = kindOf('<a xmlns:cbc="urn:x"><cbc:ID>1</cbc:ID><b/><b/></a>')
export const tinyRule = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
	<pattern><rule context="/a"><assert id="T-1" test="count(b) = 2">Two are wanted.</assert></rule></pattern>
</schema>`

function read(name: string): string {
	return readFileSync(join(samples, `${name}.xml`), 'utf8')
}

function padded(text: string, bytes: number): string {
	const missing = bytes - Buffer.byteLength(text)
	const notes = note.repeat(Math.max(0, Math.round(missing / Buffer.byteLength(note))))
	return text.replace('<cbc:DocumentCurrencyCode>', `${notes}$&`)
}

function kindOf(text: string): Kind {
	const [head, tail] = parts(text)
	return {
		bytes: Buffer.byteLength(text),
		*documents(count) {
			for (let n = 0; n < count; n++) {
				const source = String(n)
				yield { source, asOf, bytes: Buffer.from(`${head}${source.padStart(8, '0')}${tail}`) }
			}
		},
	}
}

/** Before and after the invoice's number. */
function parts(text: string): readonly [string, string] {
	const [match, open, close] = /(<cbc:ID>)[^<]*(<\/cbc:ID>)/.exec(text)!
	const at = text.indexOf(match)
	return [text.slice(0, at) + open, close + text.slice(at + match.length)]
}
