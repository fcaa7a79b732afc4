/**
 * The list of sabotages is about the engine as it is, and a handful of them is tried with every test run.
 *
 * `npm run sabotage` tries all of them, which takes minutes.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sabotages } from './list.ts'
import { broken, occurrences, root } from './run.ts'

test('each sabotage fits its file once, changes it and is told apart from the others', () => {
	expect(sabotages.length).toBeGreaterThanOrEqual(60)
	// Whoever changed one of these lines: change its sabotage along.
	expect(sabotages.filter((sabotage) => occurrences(sabotage) !== 1)).toEqual([])
	expect(sabotages.filter((sabotage) => broken(sabotage, sabotage.from) === sabotage.from)).toEqual([])
	const names = sabotages.map(({ file, breaks }) => `${file}: ${breaks}`)
	expect(new Set(names).size).toBe(names.length)
})

test('the tests that must notice exist', () => {
	const files = new Set(sabotages.flatMap(({ tests }) => tests))
	expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([])
})

test('a handful of sabotages is noticed', () => {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['--conditions=source', 'corpus/sabotage/main.ts', '--short'],
		{ cwd: root, encoding: 'utf8', env: { ...process.env, VITEST: undefined, NODE_OPTIONS: '' } },
	)
	expect(`${stdout}${stderr}`).not.toContain('MISSED')
	expect([status, stderr]).toEqual([0, ''])
}, 180_000)
