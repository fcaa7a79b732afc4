/**
 * What kind of file the first bytes announce, when it is not XML.
 *
 * Suppliers send the wrong file far more often than a damaged one, so the kind is named. Order matters:
 * signatures first, then what the text looks like; an unknown kind is `text` or `binary`.
 */

export type FileKind =
	| 'pdf'
	| 'zip'
	| 'gzip'
	| '7z'
	| 'rar'
	| 'png'
	| 'jpeg'
	| 'gif'
	| 'tiff'
	| 'office'
	| 'rtf'
	| 'mail'
	| 'html'
	| 'json'
	| 'edifact'
	| 'preamble'
	| 'text'
	| 'binary'

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
	['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
	['zip', [0x50, 0x4b, 0x03, 0x04]],
	['zip', [0x50, 0x4b, 0x05, 0x06]],
	['gzip', [0x1f, 0x8b]],
	['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
	['rar', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
	['png', [0x89, 0x50, 0x4e, 0x47]],
	['jpeg', [0xff, 0xd8, 0xff]],
	['gif', [0x47, 0x49, 0x46, 0x38]],
	['tiff', [0x49, 0x49, 0x2a, 0x00]],
	['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
	// Compound files: Word, Excel and Outlook before 2007.
	['office', [0xd0, 0xcf, 0x11, 0xe0]],
]

/** Kind by signature, or undefined. Bytes may precede the header of a PDF (readers look 1,024 bytes in). */
export function kindBySignature(bytes: Uint8Array): FileKind | undefined {
	for (const [kind, signature] of signatures) if (startsWith(bytes, signature, 0)) return kind
	const [, pdf] = signatures[0]!
	const head = bytes.subarray(0, 1024 + pdf.length)
	for (let at = head.indexOf(pdf[0]!, 1); at > 0; at = head.indexOf(pdf[0]!, at + 1))
		if (startsWith(head, pdf, at)) return 'pdf'
	return undefined
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at: number): boolean {
	for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature[i]) return false
	return true
}

/** Kind of a text whose first character that is no white space opens no XML element. */
export function kindOfText(text: string): FileKind {
	const head = text.slice(0, 4096).trimStart()
	if (/^\{\\rtf/.test(head)) return 'rtf'
	if (/^[[{]/.test(head)) return 'json'
	if (/^UN[AB]\b|^UN[AB][:+]/.test(head)) return 'edifact'
	if (/^(?:received|return-path|from|mime-version|message-id):\s/i.test(head)) return 'mail'
	if (/<(?:\?xml\s|[A-Za-z][\w.-]*:?(?:Invoice|CreditNote|CrossIndustryInvoice)[\s>])/.test(head))
		return 'preamble'
	return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(head) ? 'binary' : 'text'
}

/** HTML opens with `<` like XML, but is another kind of file: said rather than refused for its DOCTYPE. */
export function isHtml(text: string): boolean {
	// Nearly every file opens an element of another name at once.
	if (/^(?:<\?xml [^>]{0,200}\?>)?\s{0,9}<(?![hb])[\w.-]+[\s:>]/i.test(text)) return false
	const head = text.slice(0, 4096).replace(/^(?:\s|<\?[^>]*\?>|<!--.*?-->)+/s, '')
	return /^<(?:!doctype\s+html|html|head|body)[\s>]/i.test(head)
}
