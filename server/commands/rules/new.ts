/** `rules new ID`: a new rule file, sound from the start. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Fault } from '#engine'
import { fileOf, newRule } from '#rules/workbench'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { today } from '../../today.ts'
import { folderOption, ownFolder } from './folder.ts'

const options = {
	title: { type: 'string', value: 'TEXT', help: 'what it asks, in French, in a few words' },
	'title-en': { type: 'string', value: 'TEXT', help: 'the same in English' },
	from: { type: 'string', value: 'YYYY-MM-DD', help: 'the day from which it informs; today unless given' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules new ID [OPTIONS]

Writes rules/id.json with a passing and a failing example. What it asks stands for what you want to ask; until you
raise its severity it only informs. A folder that is not there yet is made, with conditions.json and scopes.json.

${helpOf(options)}

Status: 0 written · 2 wrong usage, or the file is there already
`

export const newCommand = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [id, ...others] = given.positionals
	if (id === undefined || others.length > 0)
		throw new Fault('usage', 'Write: rules new ID, as rules new MINE-01.')
	const from = given.text('from') ?? today()
	if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) throw new Fault('usage', `--from ${from} is no day: year-month-day.`)
	const title = given.text('title')
	const titleEn = given.text('title-en')
	const text = newRule({
		id,
		from,
		...(title !== undefined && { title }),
		...(titleEn !== undefined && { titleEn }),
	})
	const folder = given.text('folder') ?? ownFolder
	const file = join(folder, fileOf(id))
	if (existsSync(file)) throw new Fault('usage', `${file} is there already; choose another id.`)
	mkdirSync(join(folder, 'rules'), { recursive: true })
	for (const name of ['conditions.json', 'scopes.json', 'editor.generated.json'])
		if (!existsSync(join(folder, name)))
			writeFileSync(join(folder, name), readFileSync(join(ownFolder, name)))
	writeFileSync(file, text, { flag: 'wx' })
	const shown = relative(process.cwd(), file)
	process.stdout.write(`${shown.startsWith('..') ? file : shown}\n`)
	return 0
}
