/** `rules list`, `show`, `explain`: what the platform rules say, and what one came to on an invoice. */
import { Fault, parseTree } from '#engine'
import {
	documentFacts,
	explain,
	type Lang,
	loadPlatformRules,
	type PlatformRule,
	recognise,
	trace,
} from '#rules'
import { houseAdvice } from '#rules/workbench'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { readNamed } from '../../bundle/files.ts'
import { openDirectory } from '../../stores/directory.ts'

const options = {
	lang: { type: 'string', choices: ['fr', 'en'], help: 'language of what is shown; fr unless given' },
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the day for explain; today unless given' },
	scope: { type: 'string', value: 'SCOPE', help: 'the scope for explain, as B2G' },
	directory: { type: 'string', value: 'FOLDER', help: 'the directory that explain asks' },
	folder: { type: 'string', value: 'FOLDER', help: 'other platform rules than those written here' },
	json: { type: 'boolean', help: 'print JSON' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules list [OPTIONS]           the platform rules: stage, severity, scope, title
recevable rules show ID [OPTIONS]        one rule in full, or the explanation of any other rule
recevable rules explain ID FILE          each condition of a platform rule with its value in that invoice

${helpOf(options)}

Status: 0 done · 1 no such rule, or none of the platform to explain · 2 wrong usage · 3 a rule file is wrong
`

export const show = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [action, id, file, ...others] = given.positionals
	const lang = (given.text('lang') ?? 'fr') as Lang
	if (others.length > 0) throw new Fault('usage', 'Too many arguments.')
	const set = loadPlatformRules(given.text('folder'))
	const found = set.rules.find((rule) => rule.id === id)
	if (action === 'list') {
		for (const rule of set.rules)
			process.stdout.write(given.flag('json') ? `${JSON.stringify(rule)}\n` : `${inOneLine(rule, lang)}\n`)
		return 0
	}
	if (id === undefined || (action === 'explain' && file === undefined))
		throw new Fault('usage', 'Write: rules list, rules show ID or rules explain ID FILE.')
	if (action === 'show') return showOne(id, found, lang)
	if (found === undefined) return unconditional(id)
	const { tree, failure } = parseTree(readNamed(file!).toString('utf8'))
	if (failure !== undefined) throw new Fault('usage', `${file} is no XML: ${failure.message}`)
	const recognition = recognise(tree)
	if (recognition.syntax === undefined) throw new Fault('usage', `${file} is no invoice.`)
	const store = given.text('directory')
	const directory = store === undefined ? undefined : openDirectory(store)
	const scope = given.text('scope')
	const { facts } = documentFacts(tree, recognition, {
		asOf: given.text('as-of') ?? new Date().toISOString().slice(0, 10),
		transport: scope === undefined ? {} : { scope },
		sha256: '',
		...(directory !== undefined && { directory }),
	})
	const traced = trace(found.conditions, set.named, facts)
	process.stdout.write(`${found.id} ${found.title[lang]}: ${traced.holds ? 'broken' : 'met'}\n`)
	print(traced, 1)
	await directory?.close()
	return 0
}

function print({ holds, says, found, parts }: ReturnType<typeof trace>, depth: number): void {
	const value = parts.length > 0 ? '' : `   (${JSON.stringify(found) ?? 'absent'})`
	process.stdout.write(`${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${says}${value}\n`)
	for (const part of parts) print(part, depth + 1)
}

function inOneLine({ id, stage, severity, scope, title }: PlatformRule, lang: Lang): string {
	const days = severity.map(({ from, is }) => `${is} from ${from}`).join(', ')
	return [
		id.padEnd(14),
		stage.padEnd(10),
		(scope?.join(' ') ?? 'all').padEnd(14),
		days.padEnd(24),
		title[lang],
	].join(' ')
}

function showOne(id: string, rule: PlatformRule | undefined, lang: Lang): number {
	if (rule !== undefined) {
		process.stdout.write(`${JSON.stringify(rule, null, 2)}\n`)
		return 0
	}
	const explanation = explain(id)
	const advice = explanation ?? houseAdvice.get(id)
	if (advice === undefined) return unknown(id)
	const { message, why, fix } = advice
	const heading = [id, explanation?.terms.join(', ') ?? ''].join('  ').trimEnd()
	process.stdout.write(`${heading}\n${message[lang]}\n${why[lang]}\n${fix[lang]}\n`)
	return 0
}

/** Only a platform rule has conditions to be looked at one by one. */
function unconditional(id: string): number {
	if (explain(id) === undefined && !houseAdvice.has(id)) return unknown(id)
	process.stderr.write(
		`${id} is no platform rule: it has no conditions to show. Write: rules show ${id}, or check FILE.\n`,
	)
	return 1
}

function unknown(id: string): number {
	process.stderr.write(`There is no rule ${id}.\n`)
	return 1
}
