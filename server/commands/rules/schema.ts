/** `rules schema`: the JSON Schema that editors use on rule files. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#engine'
import { loadPlatformRules } from '#rules'
import { editorSchema } from '#rules/workbench'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { folderOption, ownFolder } from './folder.ts'

const options = {
	write: { type: 'boolean', help: 'write it beside the rules, where their $schema looks for it' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules schema [OPTIONS]

Prints the JSON Schema that gives completion and hover in editors: terms with their names and places, facts,
comparisons, reason codes, scopes.

${helpOf(options)}
`

export const schemaCommand = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	if (given.positionals.length > 0) throw new Fault('usage', 'rules schema takes no argument.')
	const folder = given.text('folder') ?? ownFolder
	const { scopes } = loadPlatformRules(folder)
	const text = `${JSON.stringify(editorSchema(scopes.map(({ id }) => id)), null, '\t')}\n`
	if (given.flag('write')) writeFileSync(join(folder, 'editor.generated.json'), text)
	else process.stdout.write(text)
	return 0
}
