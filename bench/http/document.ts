/** The invoice that all are given, and the request that carries it. */
import { readFileSync } from 'node:fs'

/** An invoice in order of so many bytes: the rest is one long note of it. */
export function invoiceOf(bytes: number): Buffer {
	const text = readFileSync(new URL('../../corpus/samples/ubl-invoice.xml', import.meta.url), 'utf8')
	const missing = Math.max(0, bytes - Buffer.byteLength(text))
	return Buffer.from(
		text.replace('</cbc:Note>', `${' lorem'.repeat(Math.ceil(missing / 6)).slice(0, missing)}</cbc:Note>`),
	)
}

export const path = '/v1/validations'
export const contentType = 'application/xml'

/** As it goes over the line. */
export function requestWith(document: Uint8Array): Buffer {
	const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${contentType}\r\ncontent-length: ${document.length}\r\n\r\n`
	return Buffer.concat([Buffer.from(head), document])
}
