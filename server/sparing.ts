/**
 * Judging a very large document with an eye on memory.
 *
 * V8 lets the space of young objects grow where much survives, as in the arrays of a large document, and looks for
 * what has died among the old ones when they have nearly doubled. While such a document is judged the one does not
 * grow, and the other is looked through sooner.
 */
import { setFlagsFromString } from 'node:v8'

/** Bytes from which a document is worth it. */
const large = 20_000_000

/** Handed on to worker threads, which share V8's settings and not our variables. */
const growth = 'RECEVABLE_HEAP_GROWTH'

/** Lets old objects grow by so many percent before V8 looks through them all; 0: as V8 sees fit. */
export function growing(percent: number): void {
	process.env[growth] = String(percent)
	setFlagsFromString(`--heap-growing-percent=${percent}`)
}

export function sparing<T>(bytes: number, work: () => T): T {
	if (bytes < large) return work()
	setFlagsFromString('--semi-space-growth-factor=1')
	setFlagsFromString('--heap-growing-percent=25')
	try {
		return work()
	} finally {
		setFlagsFromString('--semi-space-growth-factor=2')
		setFlagsFromString(`--heap-growing-percent=${process.env[growth] || 0}`)
	}
}
