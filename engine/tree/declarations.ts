/** Declarations: of XML at the top of a document, of namespaces in a start tag. */
import { nameClass } from './characters.ts'

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
const colon = 58

/** That of XML, as far as it is read here. */
export const declaration =
	/^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/

/** Whether the name is `xmlns` or begins with `xmlns:`. */
export function isDeclaration(bytes: Uint8Array, start: number, size: number): boolean {
	return (
		size >= 5 &&
		bytes[start] === 120 &&
		bytes[start + 1] === 109 &&
		bytes[start + 2] === 108 &&
		bytes[start + 3] === 110 &&
		bytes[start + 4] === 115 &&
		(size === 5 || bytes[start + 5] === colon)
	)
}

/** Whether a prefix is among those of (prefix, namespace, prefix, …). */
export function declares(declarations: readonly string[], prefix: string): boolean {
	for (let k = 0; k < declarations.length; k += 2) if (declarations[k] === prefix) return true
	return false
}

/** Whether a prefix may be bound to a namespace (Namespaces in XML 1.0, 2.2 and 3). */
export function declarable(prefix: string, uri: string): boolean {
	if (prefix === 'xml' || prefix === 'xmlns' || uri === xmlNamespace || uri === xmlnsNamespace) return false
	// The strict parser has its own way with white space around a name.
	if (uri.trim() !== uri) return false
	if (prefix === '') return true
	return uri !== '' && nameClass[prefix.charCodeAt(0)] === 1 && !prefix.includes(':')
}
