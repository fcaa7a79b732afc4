/**
 * How long a wait is granted: a burst may wait, a crowd that lasts is kept short.
 *
 * A burst is over soon, and turning it away would spare nobody anything. Of a crowd that lasts as many get their
 * verdict whether the line is long or short, so it is kept at a fifth, by which every one of them waits the less.
 */

/** Milliseconds after which a line that never became short is a crowd, and after which it is forgotten. */
const lasting = 400
const over = 1000

/** Says of an expected wait, in milliseconds, whether it is too long now; `most`: for a burst. */
export function patience(
	most: number,
	now: () => number = () => performance.now(),
): (wait: number) => boolean {
	const short = most / 5
	let shortAt = now()
	let crowdedUntil = 0
	return (wait) => {
		const time = now()
		if (wait <= short) {
			shortAt = time
			return false
		}
		// While it lasts, somebody is turned away time and again.
		if (time - shortAt > lasting || time < crowdedUntil) crowdedUntil = time + over
		return wait > (time < crowdedUntil ? short : most)
	}
}
