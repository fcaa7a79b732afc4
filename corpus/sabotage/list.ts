/** All sabotages: one place of the engine broken at a time, and the tests that must notice. */
import type { Changes } from './change.ts'
import { emitted } from './emit.ts'
import { rulesets } from './ruleset.ts'
import { runtime } from './runtime.ts'
import { schematrons } from './schematron.ts'
import { values } from './values.ts'

export interface Sabotage {
	readonly file: string
	readonly breaks: string
	readonly from: string
	readonly to: string
	/** Test files, of which one must fail. */
	readonly tests: readonly string[]
	/** Tried by `npm test` as well. */
	readonly short?: true
}

const changes: Changes = { ...values, ...runtime, ...emitted, ...rulesets, ...schematrons }

export const sabotages: readonly Sabotage[] = Object.entries(changes).flatMap(([file, [tests, ...list]]) =>
	list.map(([breaks, from, to, short]) => ({
		file,
		breaks,
		from,
		to,
		tests,
		...(short === undefined ? {} : { short: true }),
	})),
)
