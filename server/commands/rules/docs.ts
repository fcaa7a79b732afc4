/** `rules docs`: writes the catalogue of rules as a static site. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { ruleSite } from '../../site.ts'
import { caseTools } from './cases.ts'
import { folderOption } from './folder.ts'

const options = {
	out: { type: 'string', value: 'FOLDER', help: 'where to write; dist/docs unless given' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules docs [OPTIONS]

Writes a page a rule, and the rules by term, by code list and by rejection code, in French and English. Nothing in the
pages comes from outside; any web server or a folder on a disk will do. The service shows them under /rules.

${helpOf(options)}
`

export const docs = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	if (given.positionals.length > 0) throw new Fault('usage', 'Name the folder with --out FOLDER.')
	const out = given.text('out') ?? 'dist/docs'
	const cases = import.meta.url.endsWith('.ts') ? (await caseTools()).shownCases() : undefined
	const pages = ruleSite(cases === undefined ? {} : { cases }, given.text('folder'))
	for (const [path, text] of pages) {
		const file = join(out, path)
		mkdirSync(dirname(file), { recursive: true })
		writeFileSync(file, text)
	}
	process.stdout.write(`${pages.size} pages in ${out}\n`)
	return 0
}
