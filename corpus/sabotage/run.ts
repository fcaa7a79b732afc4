/**
 * Breaks the engine at one place after the other and runs the tests that must notice.
 *
 * Nothing is written: Vitest is started once, and a plugin gives it the broken text instead of the file's. A
 * sabotage is noticed when a test fails; one that goes through with every test green is a hole in the tests.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import type { Sabotage } from './list.ts'

export const root = join(import.meta.dirname, '../..')

/** How often `from` stands in its file: anything but once makes the sabotage meaningless. */
export const occurrences = ({ file, from }: Sabotage): number =>
	readFileSync(join(root, file), 'utf8').split(from).length - 1

export const broken = ({ from, to }: Sabotage, text: string): string => text.replace(from, () => to)

/** Which tests failed; none: it was not noticed. */
export type Told = (sabotage: Sabotage, noticedBy: string | undefined) => void

/**
 * Tries each sabotage, and unless it is known that the tests are sound, first nothing at all: tests that fail
 * anyway would notice everything. Throws an Error where they do.
 */
export async function trySabotages(list: readonly Sabotage[], sound: boolean, tell: Told): Promise<void> {
	let current: Sabotage | undefined
	const vitest = await createVitest(
		'test',
		{ root, watch: false, reporters: [{}], bail: 1, fileParallelism: false, pool: 'threads', silent: true },
		{
			plugins: [
				{
					name: 'sabotage',
					enforce: 'pre',
					transform: (code, id) =>
						current !== undefined && id === join(root, current.file) ? broken(current, code) : undefined,
				},
			],
		},
	)
	try {
		const files = sound ? [] : [...new Set(list.flatMap(({ tests }) => tests))]
		const soundly = await firstFailure(vitest, files)
		if (soundly !== undefined) throw new Error(`without any sabotage this fails: ${soundly}`)
		for (const sabotage of list) {
			current = sabotage
			vitest.invalidateFile(join(root, sabotage.file))
			tell(sabotage, await firstFailure(vitest, sabotage.tests))
			current = undefined
			vitest.invalidateFile(join(root, sabotage.file))
		}
	} finally {
		await vitest.close()
	}
}

async function firstFailure(vitest: Vitest, files: readonly string[]): Promise<string | undefined> {
	for (const file of files) {
		const specifications = await vitest.globTestSpecifications([file])
		const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
		if (unhandledErrors.length > 0) return `${file}: ${unhandledErrors[0]}`
		// Vitest also tells of the files of earlier runs.
		for (const module of testModules.filter(({ moduleId }) => moduleId === join(root, file))) {
			for (const test of module.children.allTests('failed')) return `${file}: ${test.fullName}`
			if (!module.ok()) return `${file}: ${module.errors()[0]?.message ?? 'fails to load'}`
		}
	}
	return undefined
}
