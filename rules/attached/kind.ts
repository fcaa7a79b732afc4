/** What a file is by its first bytes, as far as attached documents go. */
import { kindBySignature } from '#engine'

/**
 * Files that a computer would run: Windows, Linux and Mac programs, Java classes, scripts with a shebang; and
 * the file that stands for a virus where scanners are tried (EICAR).
 */
const programs: readonly (readonly number[])[] = [
	[0x4d, 0x5a],
	[0x7f, 0x45, 0x4c, 0x46],
	[0xfe, 0xed, 0xfa, 0xce],
	[0xfe, 0xed, 0xfa, 0xcf],
	[0xce, 0xfa, 0xed, 0xfe],
	[0xcf, 0xfa, 0xed, 0xfe],
	[0xca, 0xfe, 0xba, 0xbe],
	[0x23, 0x21],
	[0x58, 0x35, 0x4f, 0x21, 0x50, 0x25, 0x40, 0x41, 0x50],
]

/** `program`, a kind by signature as `pdf`, or `text` or `binary`. */
export function kindOfContent(head: Uint8Array): string {
	if (programs.some((signature) => signature.every((byte, i) => head[i] === byte))) return 'program'
	const kind = kindBySignature(head)
	if (kind !== undefined) return kind
	const control = head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
	const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
	return control && !utf16 ? 'binary' : 'text'
}
