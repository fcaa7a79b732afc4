import { expect, test } from 'vitest'
import { kinds } from './mutate.ts'
import { Random, seedOf } from './random.ts'
import { Session } from './session.ts'

test.each(kinds)('a few hundred changed %s files cause no trouble', (kind) => {
	const session = new Session(kind, 7)
	for (let run = 0; run < 300; run++) session.run(run)
	expect(session.troubles).toEqual([])
	expect(Object.values(session.verdicts).reduce((sum, count) => sum + count)).toBe(300)
	expect(session.kept.length).toBe(session.verdicts.accepted)
	expect(session.verdicts.inadmissible).toBeGreaterThan(50)
})

test('a run can be had again alone', () => {
	const [one, other] = [new Session('xml', 7), new Session('xml', 7)]
	one.file(1)
	expect(one.file(2)).toBe(other.file(2))
	expect(one.file(2)).not.toBe(one.file(3))
	expect(one.file(2)).not.toBe(new Session('xml', 8).file(2))
})

test('seeds of runs differ, and numbers stay in bounds', () => {
	expect(new Set(Array.from({ length: 10_000 }, (_, run) => seedOf(1, run))).size).toBe(10_000)
	const random = new Random(3)
	const counts = [0, 0, 0, 0]
	for (let i = 0; i < 4000; i++) counts[random.below(4)]!++
	for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})
