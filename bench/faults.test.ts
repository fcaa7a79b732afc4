/** The pool survives every fault of the table: each document has one end, and the pool is well afterwards. */
import { expect, test } from 'vitest'
import { trials } from './faults/trials.ts'

test.each(trials.map((trial) => [trial.name, trial] as const))('%s', async (_, trial) => {
	const { times, documents, verdicts, faults, aborted, ...rest } = await trial.run(0.2)
	expect(rest).toEqual({ lost: 0, twice: 0, wrong: [] })
	expect(verdicts + faults + aborted).toBe(documents)
	expect(times).toBeGreaterThan(0)
})
