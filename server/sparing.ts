/**
 * Judging a very large document with an eye on memory.
 *
 * V8 lets the space of young objects grow where much survives, as in the arrays of a large document, and what has
 * died there stays for long. While such a document is judged that space does not grow.
 */
import { setFlagsFromString } from 'node:v8'

/** Bytes from which a document is worth it. */
const large = 20_000_000

export function sparing<T>(bytes: number, work: () => T): T {
	if (bytes < large) return work()
	setFlagsFromString('--semi-space-growth-factor=1')
	try {
		return work()
	} finally {
		setFlagsFromString('--semi-space-growth-factor=2')
	}
}
