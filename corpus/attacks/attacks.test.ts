/**
 * Every hostile file is told what it is, within bounds of time and memory.
 *
 * They are judged in a process of its own: should one of them get through its limits, the process ends at its
 * heap's bound or the test at its time, and nothing else suffers. The bounds are many times what is needed.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { hostileInputs } from './inputs.ts'
import type { Outcome } from './trial.ts'

const node = join(import.meta.dirname, '../../node_modules/.bin/node')
const outcomes = new Map<string, Outcome>()

beforeAll(() => {
	const run = spawnSync(node, ['--conditions=source', '--max-old-space-size=700', 'trial.ts', '--quick'], {
		cwd: import.meta.dirname,
		encoding: 'utf8',
		timeout: 240_000,
		maxBuffer: 10_000_000,
	})
	for (const line of run.stdout.split('\n').filter((text) => text !== '')) {
		const outcome = JSON.parse(line) as Outcome
		outcomes.set(outcome.name, outcome)
	}
	expect({ status: run.status, signal: run.signal }).toEqual({ status: 0, signal: null })
}, 250_000)

test.each(hostileInputs)('$name', ({ name, verdict, rule, code }) => {
	const outcome = outcomes.get(name)!
	expect([verdict].flat()).toContain(outcome.verdict)
	if (rule !== undefined) expect(outcome.rules).toContain(rule)
	if (code !== undefined) expect(outcome.codes).toEqual([code])
	expect(outcome.milliseconds).toBeLessThan(30_000)
	expect(outcome.peak).toBeLessThan(2_500_000_000)
})

test('names are used once', () => {
	expect(new Set(hostileInputs.map(({ name }) => name)).size).toBe(hostileInputs.length)
})
