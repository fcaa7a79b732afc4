/**
 * Base64 as it stands in a document: how long what it holds is, and how it starts, without decoding it all.
 */

export interface Base64 {
	/** Decoded length in bytes. */
	readonly length: number
	/** The first bytes, up to 512. */
	readonly head: Uint8Array
}

const values = new Int8Array(128).fill(-1)
for (const [value, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
	values[char.charCodeAt(0)] = value

const headLength = 512

/** Undefined where the text is no base64 (RFC 4648, 4, with white space between). */
export function readBase64(text: string): Base64 | undefined {
	const head = new Uint8Array(headLength + 2)
	let digits = 0
	let padding = 0
	let group = 0
	let size = 0
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code === 32 || code === 10 || code === 13 || code === 9) continue
		if (code === 61) {
			padding++
			continue
		}
		const value = code < 128 ? values[code]! : -1
		if (value < 0 || padding > 0) return undefined
		if (size < headLength) {
			group = (group << 6) | value
			if (digits % 4 === 3) {
				head[size++] = group >> 16
				head[size++] = group >> 8
				head[size++] = group
				group = 0
			}
		}
		digits++
	}
	if (padding > 2 || (digits + padding) % 4 !== 0) return undefined
	const rest = digits % 4
	if (rest === 1) return undefined
	const length = Math.floor((digits * 3) / 4)
	if (rest > 1 && size < headLength) {
		group <<= 6 * (4 - rest)
		head[size++] = group >> 16
		if (rest === 3) head[size++] = group >> 8
	}
	return { length, head: head.subarray(0, Math.min(size, headLength)) }
}
