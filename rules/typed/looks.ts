/**
 * Whether a file may be a typed-in invoice: asked of every document, so that it stands apart from what reads them.
 */

/** Whether bytes look like JSON that holds business terms; other JSON is no invoice of any kind. */
export function looksTyped(bytes: Uint8Array): boolean {
	let at = bytes[0] === 0xef ? 3 : 0
	while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13) at++
	if (bytes[at] !== 0x7b) return false
	return /"B[TG]-\d+"\s*:/.test(new TextDecoder().decode(bytes.subarray(at, at + 4096)))
}
