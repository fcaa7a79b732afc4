/** The Fault that a call ends with, for tests of refusals; anything else fails the test. */
import { Fault } from '#engine'

export function thrown(run: () => unknown): Fault {
	try {
		run()
	} catch (error) {
		if (error instanceof Fault) return error
		throw error
	}
	throw new Error('nothing was thrown')
}
