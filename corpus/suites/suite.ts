/**
 * A public test suite as a command: it is run from a folder that the user names, and comes out as a table.
 *
 * `--write` keeps the table beside the runner, without any text of the suite.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#engine'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'

export interface Suite<Kind extends string, Result extends { readonly kind: Kind }> {
	/** As in `npm run suite:qt3`. */
	readonly name: string
	/** What it is, and which checkout the folder has to be. */
	readonly what: string
	/** What a folder of the suite holds. */
	readonly holds: string
	/** Beside `--write` and `--help`. */
	readonly options: OptionSpecs
	readonly kinds: readonly Kind[]
	readonly run: (folder: string, given: Arguments) => readonly Result[]
	/** Shows what the user is to see of the results beside their counts. */
	readonly show: (results: readonly Result[], given: Arguments) => void
	readonly table: (results: readonly Result[]) => string
}

/** Where `--write` keeps the table of the suite of that name. */
export const tableFile = (name: string): string => join(import.meta.dirname, `${name}.tsv`)

/** Gives the status: 1 where a result is wrong. Throws a Fault `usage` where the folder does not hold the suite. */
export function suiteCommand<Kind extends string, Result extends { readonly kind: Kind }>(
	suite: Suite<Kind, Result>,
): (argv: readonly string[]) => number {
	const { name, what, holds, kinds } = suite
	const options = {
		...suite.options,
		write: { type: 'boolean', help: `keep the result in corpus/suites/${name}.tsv` },
		help: { type: 'boolean', short: 'h', help: 'show this' },
	} as const satisfies OptionSpecs
	return (argv) => {
		const given = readArguments(options, argv)
		if (given.flag('help')) {
			process.stdout.write(`npm run suite:${name} -- DIR [OPTIONS]

${what}

${helpOf(options)}

Status: 0 none wrong · 1 some wrong · 2 wrong usage
`)
			return 0
		}
		const [folder, ...others] = given.positionals
		if (folder === undefined || others.length > 0)
			throw new Fault('usage', `Where is the suite? Name the folder that holds ${holds}.`)
		if (!existsSync(join(folder, holds))) throw new Fault('usage', `${folder} holds no ${holds}.`)
		const results = suite.run(folder, given)
		if (given.flag('write')) writeFileSync(tableFile(name), suite.table(results))
		suite.show(results, given)
		const width = Math.max(...kinds.map((kind) => kind.length)) + 2
		for (const kind of kinds)
			process.stdout.write(`${kind.padEnd(width)}${results.filter((one) => one.kind === kind).length}\n`)
		return results.some(({ kind }) => kind === 'wrong') ? 1 : 0
	}
}
