/** `rules lint`: the faults of rules that show without an invoice, each with its place, reason and mend. */
import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { Fault } from '#engine'
import {
	differingSeverities,
	exempted,
	type Linted,
	lintPlatform,
	lintSchematron,
	type Problem,
	platformFiles,
	problemKinds,
} from '#rules/workbench'
import { loadOwn, type OwnRuleSetId, ownRuleSets } from '#schematron'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { readRuleSet } from '../../rule-sets.ts'
import { harmless, type Painter, painterFor } from '../../terminal.ts'
import { today } from '../../today.ts'
import { folderOption, isRuleFolder, ownFolder, type RuleGroup, ruleFilesIn, ruleGroups } from './folder.ts'

const options = {
	platform: { type: 'boolean', help: 'only the platform rules' },
	set: {
		type: 'string',
		multiple: true,
		value: 'ID',
		help: 'only this Schematron set written here; repeatable',
	},
	phase: { type: 'string', value: 'ID', help: 'the phase of a .sch file' },
	'as-of': {
		type: 'string',
		value: 'YYYY-MM-DD',
		help: 'the day by which rules are past; today unless given',
	},
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given; json is one object a line' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules lint [PATH…] [OPTIONS]

Looks for what is wrong in rules whatever the invoice: ${Object.values(problemKinds).join('; ')}.
A PATH is a rule file (.json), a folder of platform rules, or any Schematron (.sch); all rules written here unless
given. A rule file that lies in no folder of platform rules is read with the conditions and scopes written here, or
those of --folder. What is meant to be as it is stands in rules/workbench/exemptions.json with its reason.

${helpOf(options)}

Status: 0 clean · 1 something is wrong · 2 wrong usage · 3 a Schematron cannot be read
`

export const lint = { run }

interface Looked extends Linted {
	readonly set: string
	readonly rules: number
}

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const asOf = given.text('as-of') ?? today()
	const phase = given.text('phase')
	const looked: Looked[] = []
	const paths = given.positionals
	if (paths.length === 0) {
		if (given.all('set').length === 0)
			looked.push(platform({ folder: given.text('folder') ?? ownFolder }, asOf))
		if (!given.flag('platform') && given.text('folder') === undefined)
			for (const id of setsOf(given.all('set'))) looked.push(own(id))
	} else {
		const files: string[] = []
		for (const path of paths) {
			if (!existsSync(path)) throw new Fault('usage', `${path} does not exist.`)
			if (path.endsWith('.json')) files.push(path)
			else if (!statSync(path).isDirectory()) looked.push(foreign(path, phase))
			else if (isRuleFolder(path)) looked.push(platform({ folder: path }, asOf))
			else files.push(...ruleFilesIn(path))
		}
		for (const group of ruleGroups(files, given.text('folder'))) looked.push(platform(group, asOf))
	}
	const json = given.text('format') === 'json'
	const paint = painterFor(process.stdout, process.env)
	for (const one of looked)
		for (const problem of one.problems)
			process.stdout.write(
				json
					? `${JSON.stringify({ set: one.set, ...problem, file: shown(problem.file) })}\n`
					: inText(problem, paint),
			)
	for (const { set, stale } of looked)
		for (const { kind, rules } of stale)
			process.stderr.write(`${set}: the exemption of ${rules} from ${kind} exempts nothing any more\n`)
	const total = looked.reduce((sum, { problems }) => sum + problems.length, 0)
	if (!json) {
		const rules = looked.reduce((sum, one) => sum + one.rules, 0)
		const exempt = looked.reduce((sum, one) => sum + one.exempt, 0)
		process.stdout.write(
			`${rules} rules in ${looked.length} sets: ${total} problems, ${exempt} exempt with reason\n`,
		)
	}
	return total > 0 ? 1 : 0
}

function platform({ folder, names, elsewhere }: RuleGroup, asOf: string): Looked {
	const set = platformFiles(folder, elsewhere)
	// Twins show only where all files are looked at.
	const problems = lintPlatform(set.files, set, asOf)
		.filter(({ file }) => names === undefined || names.includes(file))
		.map((problem) => ({ ...problem, file: resolve(folder, problem.file) }))
	// What is meant of the formats is meant of any rule; whether an exemption is stale, our own rules tell.
	const found = exempted('platform', problems)
	const whole = names === undefined && elsewhere === undefined && resolve(folder) === resolve(ownFolder)
	return {
		set: 'platform',
		rules: names?.length ?? set.files.length,
		...found,
		stale: whole ? found.stale : [],
	}
}

function setsOf(chosen: readonly string[]): OwnRuleSetId[] {
	const ids = Object.keys(ownRuleSets) as OwnRuleSetId[]
	for (const id of chosen)
		if (!ids.some((one) => one === id))
			throw new Fault('usage', `There is no rule set ${id}; write one of ${ids.join(', ')}.`)
	return chosen.length === 0 ? ids : ids.filter((id) => chosen.includes(id))
}

/** A set written here; the rules of CII are also compared with those of UBL. */
function own(id: OwnRuleSetId): Looked {
	const source = loadOwn(id)
	const other = id.replace(/\bcii\b/, 'ubl')
	const twin = other !== id && Object.hasOwn(ownRuleSets, other) ? loadOwn(other as OwnRuleSetId) : undefined
	const problems = [
		...lintSchematron(source, { explained: true }),
		...(twin === undefined ? [] : differingSeverities(twin, source)),
	]
	return { set: id, rules: assertions(source), ...exempted(id, problems) }
}

function foreign(path: string, phase: string | undefined): Looked {
	const source = readRuleSet(path, phase === undefined ? {} : { phase })
	return {
		set: source.id,
		rules: assertions(source),
		problems: lintSchematron(source, { explained: false }),
		exempt: 0,
		stale: [],
	}
}

const assertions = ({ patterns }: ReturnType<typeof loadOwn>): number =>
	patterns.reduce((sum, { rules }) => sum + rules.reduce((n, rule) => n + rule.assertions.length, 0), 0)

function inText({ file, line, column, kind, rule, reason, mend }: Problem, paint: Painter): string {
	const place = paint(`${shown(file)}:${line}:${column}`, 'bold')
	return `${place} ${kind}${rule === undefined ? '' : ` ${harmless(rule)}`}: ${harmless(reason)}\n    ${harmless(mend)}\n`
}

/** Below the folder where the command runs, where it is. */
function shown(file: string): string {
	const below = relative(process.cwd(), file)
	return below.startsWith('..') ? file : below
}
