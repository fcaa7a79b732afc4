/** `rules bundle` and `rules verify`: all rules of one version as one file, and whether such a file is to be believed. */
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { type Bundle, readBundle } from '../../bundle/bundle.ts'
import { contentOf, ownContent } from '../../bundle/content.ts'
import { readNamed, writeWhole } from '../../bundle/files.ts'
import { heldOf } from '../../bundle/held.ts'
import { makeBundle, prove } from '../../bundle/made.ts'
import { keyText } from '../../bundle/served.ts'
import { today } from '../../today.ts'
import { programVersion } from '../../version.ts'

const bundleOptions = {
	out: {
		type: 'string',
		short: 'o',
		value: 'FILE',
		help: 'the bundle to write; ID-VERSION.rules.json unless given',
	},
	id: { type: 'string', value: 'NAME', help: 'what the bundle is called; recevable unless given' },
	version: { type: 'string', value: 'TEXT', help: 'its version; its day unless given' },
	date: { type: 'string', value: 'YYYY-MM-DD', help: 'its day; today unless given' },
	sign: { type: 'string', value: 'FILE.key', help: 'sign it with this private key (recevable rules keys)' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const bundleHelp = `recevable rules bundle [FOLDER] [OPTIONS]

Reads every rule text, tries every example, compiles every rule set, judges two invoices whose verdicts are known, and
writes the whole as one file: texts, versions, digests, days, signature. FOLDER is laid out like the program
(schematron/, rules/) or holds platform rules (conditions.json, scopes.json, rules/); what it lacks is the program's,
whose rules are taken where no FOLDER is named. +FOLDER adds its rules to the program's, or replaces those of a name. The same rules, name, version and day make the same bundle.

${helpOf(bundleOptions)}

Status: 0 written · 2 wrong usage · 3 a rule is wrong: nothing is written
`

export const bundle = { run: runBundle }

async function runBundle(argv: readonly string[]): Promise<number> {
	const given = readArguments(bundleOptions, argv)
	if (given.flag('help')) return say(bundleHelp)
	const [folder, ...others] = given.positionals
	if (others.length > 0) throw new Fault('usage', 'Write: rules bundle [FOLDER].')
	const date = given.text('date') ?? today()
	if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Fault('usage', `--date ${date} is no day: year-month-day.`)
	const id = safe('id', given.text('id') ?? 'recevable')
	const version = safe('version', given.text('version') ?? date)
	const sign = given.text('sign')
	const key = sign === undefined ? undefined : readNamed(sign).toString('utf8')
	const content = folder === undefined ? ownContent() : contentOf(folder)
	const { text } = await makeBundle(content, { id, version, date, program: programVersion() }, key)
	const out = given.text('out') ?? `${id}-${version}.rules.json`
	writeWhole(out, text)
	return say(`${out}\n${summary(readBundle(Buffer.from(text)))}`)
}

/** Both are part of a file's name. */
function safe(option: string, text: string): string {
	if (!/^[\w.-]{1,60}$/.test(text)) throw new Fault('usage', `--${option} is of letters, digits, . - and _.`)
	return text
}

const verifyOptions = {
	trust: {
		type: 'string',
		multiple: true,
		value: 'FILE.pub',
		help: 'a public key, one of which must have signed it; repeatable',
	},
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given; json: the manifest' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const verifyHelp = `recevable rules verify BUNDLE [OPTIONS]

Does what the service does before it judges by a bundle: digests, signature, texts, examples, rule sets, canaries.

${helpOf(verifyOptions)}

Status: 0 it would be taken · 2 wrong usage · 3 it would be refused
`

export const verify = { run: runVerify }

async function runVerify(argv: readonly string[]): Promise<number> {
	const given = readArguments(verifyOptions, argv)
	if (given.flag('help')) return say(verifyHelp)
	const [file, ...others] = given.positionals
	if (file === undefined || others.length > 0) throw new Fault('usage', 'Write: rules verify BUNDLE.')
	const read = readBundle(readNamed(file), given.all('trust').map(keyText))
	await prove(heldOf(read), today())
	const { manifest, name, signedBy } = read
	if (given.text('format') === 'json')
		return say(`${JSON.stringify({ ...name, ...(signedBy && { signedBy }), manifest })}\n`)
	return say(`${summary(read)}It would be taken.\n`)
}

/** What people want to know of a bundle. */
export function summary({ manifest, name, signedBy }: Bundle): string {
	const { date, program, ruleSets, rules, codeLists, files } = manifest
	return [
		`  bundle     ${name.id} ${name.version} of ${date}, made by recevable ${program}`,
		`  sha256     ${name.sha256}`,
		`  signature  ${signedBy === undefined ? 'none' : `by key ${signedBy}`}`,
		`  holds      ${ruleSets.length} rule sets, ${rules.length} platform rules, ${codeLists.length} code lists in ${files.length} files`,
		'',
	].join('\n')
}

function say(text: string): number {
	process.stdout.write(text)
	return 0
}
