/** `rules test` over stated cases: those of files or folders, each against what it states. */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault } from '#engine'
import type { Rules } from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'
import { runCases } from './cases.ts'
import type { Difference } from './compare.ts'

export interface CaseTest {
	readonly run: number
	readonly failures: readonly {
		readonly file: string
		readonly line: number
		readonly title: string
		readonly differences: readonly Difference[]
	}[]
	/** Files that cannot be read; the others ran all the same. */
	readonly errors: readonly string[]
}

export function testCases(paths: readonly string[]): CaseTest {
	const rules: Rules = { kind: 'chosen', load: ownRuleSet }
	const failures: CaseTest['failures'][number][] = []
	const errors: string[] = []
	let run = 0
	for (const path of paths) {
		try {
			const folder = statSync(path).isDirectory()
			const { results } = folder ? runCases(path, rules) : runCases(dirname(path), rules, [path])
			run += results.length
			for (const { stated, differences } of results)
				if (differences.length > 0)
					failures.push({ file: stated.at.file, line: stated.at.line, title: stated.title, differences })
		} catch (error) {
			if (!(error instanceof Fault)) throw error
			errors.push(error.message)
		}
	}
	return { run, failures, errors }
}
