/** Stated cases as examples of rules, for the catalogue: read, not run. */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { ShownCase } from '#rules/workbench'
import { readCases } from './case.ts'
import { caseFiles } from './cases.ts'
import { caseFolder } from './mutation.ts'

/** Cases shown for one rule. */
const most = 3

/** The first cases in which a rule is found. */
export function shownCases(): (rule: string) => readonly ShownCase[] {
	const byRule = new Map<string, ShownCase[]>()
	for (const file of caseFiles(caseFolder)) {
		const name = relative(caseFolder, file)
		for (const { title, at, expected } of readCases(name, readFileSync(file, 'utf8')))
			for (const key of expected.keys()) {
				const rule = key.slice(0, key.indexOf(' '))
				const known = byRule.get(rule) ?? []
				if (known.length < most) byRule.set(rule, [...known, { title, place: `corpus/${name}:${at.line}` }])
			}
	}
	return (rule) => byRule.get(rule) ?? []
}
