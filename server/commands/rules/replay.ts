/** `rules replay VERDICT DOCUMENT`: judges again as an old verdict did, and compares byte for byte. */
import { basename } from 'node:path'
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { readNamed } from '../../bundle/files.ts'
import { heldOf, readBundleFile } from '../../bundle/held.ts'
import { type Replayed, replay, verdictOn } from '../../bundle/replay.ts'
import { keyText } from '../../bundle/served.ts'
import { storesOf } from '../../http/stores.ts'
import { digest } from '../../task.ts'
import { harmless } from '../../terminal.ts'

const options = {
	bundle: { type: 'string', value: 'FILE', help: 'the bundle that the verdict names' },
	trust: {
		type: 'string',
		multiple: true,
		value: 'FILE.pub',
		help: 'a public key, one of which must have signed the bundle; repeatable',
	},
	data: {
		type: 'string',
		value: 'FOLDER',
		help: 'where directory and ledger stand, if the verdict asked them; RECEVABLE_DATA or data unless given',
	},
	original: { type: 'string', value: 'FILE.pdf', help: 'the readable original that came with the document' },
	print: { type: 'boolean', help: 'print the new verdict, as JSON' },
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules replay VERDICT DOCUMENT [OPTIONS]

Judges the document again with the day, options, bundle and directory that the verdict names, and compares byte for
byte. VERDICT is a file with a verdict as JSON, or with many, one a line, of which that on the document is taken. What
a verdict said of duplicates stands in the ledger of that day: it is asked again as it is now.

${helpOf(options)}

Status: 0 the same, byte for byte · 1 it differs · 2 the document, bundle or directory is another one · 3 a fault
`

export const replayCommand = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [file, document, ...others] = given.positionals
	if (file === undefined || document === undefined || others.length > 0)
		throw new Fault('usage', 'Write: rules replay VERDICT DOCUMENT.')
	const bytes = readNamed(document)
	const was = verdictOn(readNamed(file).toString('utf8'), digest(bytes))
	const bundle = given.text('bundle')
	const held =
		bundle === undefined ? undefined : heldOf(readBundleFile(bundle, given.all('trust').map(keyText)))
	const path = given.text('original')
	const pdf = path === undefined ? undefined : readNamed(path)
	const replayed = await replay(was, bytes, {
		...(held && { held }),
		stores: storesOf(given.text('data') ?? process.env.RECEVABLE_DATA ?? 'data'),
		...(pdf && path && { original: { name: basename(path), bytes: pdf, sha256: digest(pdf) } }),
	})
	const { verdict, same, differences } = replayed
	if (given.flag('print')) process.stdout.write(`${JSON.stringify(verdict)}\n`)
	else if (given.text('format') === 'json')
		process.stdout.write(`${JSON.stringify({ same, verdict: verdict.verdict, differences })}\n`)
	else process.stdout.write(asText(replayed))
	return same ? 0 : 1
}

function asText({ verdict, same, differences }: Replayed): string {
	const { asOf, bundle, checkedWith } = verdict
	const size = Buffer.byteLength(JSON.stringify(verdict))
	const by =
		bundle === undefined ? 'the rules of the program' : `${bundle.id} ${bundle.version} (${bundle.sha256})`
	const directory = checkedWith.find(({ id }) => id === 'directory')
	const head = [
		`${verdict.verdict} as of ${asOf}, by ${by}${directory ? `, directory of ${directory.version}` : ''}`,
		same ? `The same verdict, byte for byte (${size} bytes).` : 'Another verdict:',
	]
	const lines = differences.map(({ path, was, is }) => `  ${path}: was ${shown(was)}, is ${shown(is)}`)
	if (!same && differences.length === 0) lines.push('  the same members in another order')
	return `${[...head, ...lines].join('\n')}\n`
}

function shown(value: string | undefined): string {
	if (value === undefined) return 'absent'
	return harmless(value.length > 100 ? `${value.slice(0, 100)}…` : value)
}
