/** The invoice inside a PDF, for the eye: fetched by the page when a PDF is dropped. */
import { decode } from '#engine'
import { openPdf } from '#rules'

/** The text of the XML; undefined where there is none. */
export function invoiceIn(bytes: Uint8Array): string | undefined {
	const opened = openPdf(bytes)
	if ('id' in opened) return undefined
	const decoded = decode(opened.bytes)
	return decoded.kind === 'read-failure' ? undefined : decoded.text
}
