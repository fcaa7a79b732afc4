/**
 * A program as shorter JSON: paths repeat a few hundred steps, and places a few files, so each is written once and
 * named by its number. Reading it back is quicker than reading all of them.
 */
import type { Branch, Fact, GuardPath, NameStep, Program } from './program.ts'

export interface Compact {
	/** Paths hold numbers of `steps`, places numbers of `files`. */
	readonly program: unknown
	readonly steps: readonly NameStep[]
	readonly files: readonly string[]
}

/** Takes the place of paths' steps and of places' files in what `expanded` is given. */
interface Numbered {
	readonly rules: readonly { readonly branches: readonly { names?: readonly unknown[] }[] }[]
	readonly keys: Readonly<Record<string, { readonly branches: readonly { names?: readonly unknown[] }[] }>>
	readonly assertions: readonly {
		readonly at: { file: unknown }
		readonly guard?: readonly { steps: readonly unknown[] }[]
		readonly quiet?: readonly (readonly { steps: readonly unknown[] }[])[]
	}[]
}

export function compacted(program: Program): Compact {
	const steps = new Numbers<NameStep>()
	const files = new Numbers<string>()
	const numbered = ({ names, ...branch }: Branch) =>
		names === undefined ? branch : { ...branch, names: names.map(steps.of) }
	const stepped = (path: GuardPath | Fact) => ({ ...path, steps: path.steps.map(steps.of) })
	return {
		program: {
			...program,
			rules: program.rules.map((rule) => ({ ...rule, branches: rule.branches.map(numbered) })),
			keys: Object.fromEntries(
				Object.entries(program.keys).map(([name, key]) => [
					name,
					{ ...key, branches: key.branches.map(numbered) },
				]),
			),
			assertions: program.assertions.map(({ at, guard, quiet, ...assertion }) => ({
				...assertion,
				at: { ...at, file: files.of(at.file) },
				...(guard && { guard: guard.map(stepped) }),
				...(quiet && { quiet: quiet.map((facts) => facts.map(stepped)) }),
			})),
		},
		steps: steps.all,
		files: files.all,
	}
}

/** The program again. What was given is used up: its records become those of the program. */
export function expanded({ program, steps, files }: Compact): Program {
	const { rules, keys, assertions } = program as Numbered
	const named = (branch: { names?: readonly unknown[] }): void => {
		if (branch.names !== undefined) branch.names = branch.names.map((number) => steps[number as number]!)
	}
	for (const { branches } of rules) for (const branch of branches) named(branch)
	for (const { branches } of Object.values(keys)) for (const branch of branches) named(branch)
	for (const { at, guard, quiet } of assertions) {
		at.file = files[at.file as number]
		for (const path of guard ?? []) path.steps = path.steps.map((number) => steps[number as number]!)
		for (const fact of quiet?.flat() ?? []) fact.steps = fact.steps.map((number) => steps[number as number]!)
	}
	return program as Program
}

/** Different values in the order in which they were first met. */
class Numbers<T> {
	readonly all: T[] = []
	readonly #numbers = new Map<string, number>()

	readonly of = (value: T): number => {
		const key = JSON.stringify(value)
		let number = this.#numbers.get(key)
		if (number === undefined) this.#numbers.set(key, (number = this.all.push(value) - 1))
		return number
	}
}
