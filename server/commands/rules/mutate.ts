/** `rules mutate`: breaks rules on purpose and says which faults no example notices. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Fault } from '#engine'
import { loadPlatformRules } from '#rules'
import { mutatePlatform, type Score, suggestions, together } from '#rules/workbench'
import { ownRuleSets } from '#schematron'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { caseTools } from './cases.ts'
import { folderOption, ownFolder } from './folder.ts'

const options = {
	set: {
		type: 'string',
		multiple: true,
		value: 'ID',
		help: 'platform, or a Schematron set written here, as en16931-ubl; all unless given; repeatable',
	},
	every: { type: 'string', value: 'N', help: 'a sample: break only every N-th rule' },
	jobs: { type: 'string', value: 'N', help: 'rule sets tried side by side; one a processor unless given' },
	threshold: {
		type: 'string',
		value: 'PERCENT',
		help: 'the score that each set must reach; 95 unless given',
	},
	survivors: {
		type: 'string',
		value: 'N',
		help: 'how many faults that nobody notices to list a set; 10 unless given',
	},
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given' },
	suggest: { type: 'boolean', help: 'of platform rules: show the examples that would notice them' },
	write: { type: 'boolean', help: 'put the suggested examples into the rule files' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules mutate [RULE…] [OPTIONS]

Breaks each rule in every small way (negated, a condition dropped, a bound shifted, a term swapped), tries what comes
out on the examples, and lists what none of them notices. Platform rules are tried on their own examples, Schematron
rules on the stated cases of corpus/. The score is the share noticed of those that can be; those that cannot are in
rules/workbench/equivalents.json, each with its reason.

${helpOf(options)}

Status: 0 every set reaches the threshold · 1 one does not · 2 wrong usage
`

export const mutate = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	if (given.flag('suggest') || given.flag('write')) return suggest(given)
	const every = numberOf(given, 'every', 1)
	const chosen = given.all('set')
	const sets =
		chosen.length > 0
			? chosen
			: ['platform', ...(given.positionals.length > 0 ? [] : Object.keys(ownRuleSets))]
	const jobs = numberOf(given, 'jobs', availableParallelism())
	const scores =
		sets.length > 1 && jobs > 1 ? await sideBySide(sets, jobs, given) : await inTurn(sets, every, given)
	const threshold = numberOf(given, 'threshold', 95)
	process.stdout.write(
		given.text('format') === 'json'
			? `${JSON.stringify({ score: together(scores), sets: scores })}\n`
			: asText(scores, numberOf(given, 'survivors', 10)),
	)
	return scores.every(({ score }) => score >= threshold) ? 0 : 1
}

async function inTurn(sets: readonly string[], every: number, given: Arguments): Promise<Score[]> {
	const scores: Score[] = []
	for (const set of sets) {
		if (set === 'platform') {
			let count = 0
			const wanted = (id: string): boolean =>
				(given.positionals.length === 0 || given.positionals.includes(id)) && count++ % every === 0
			const rules = loadPlatformRules(given.text('folder') ?? ownFolder)
			scores.push(
				mutatePlatform(
					rules,
					({ id }) => wanted(id),
					() => performance.now(),
				),
			)
		} else {
			const { mutateSet } = await caseTools()
			const progress = (done: number) => {
				if (process.stderr.isTTY && done % 50 === 0) process.stderr.write(`\r${set}: ${done} cases`)
			}
			scores.push(mutateSet(set, { every, progress }))
		}
	}
	return scores
}

/** A process a set, so many at a time; what comes out stands in the order asked. */
async function sideBySide(sets: readonly string[], jobs: number, given: Arguments): Promise<Score[]> {
	const scores = new Map<string, Score>()
	const waiting = [...sets]
	const worker = async (): Promise<void> => {
		for (let set = waiting.shift(); set !== undefined; set = waiting.shift())
			scores.set(set, await apart(set, given))
	}
	await Promise.all(Array.from({ length: Math.min(jobs, sets.length) }, worker))
	return sets.map((set) => scores.get(set)!)
}

async function apart(set: string, given: Arguments): Promise<Score> {
	const args = ['rules', 'mutate', '--set', set, '--format', 'json', '--jobs', '1', '--threshold', '0']
	for (const name of ['every', 'folder'])
		if (given.text(name) !== undefined) args.push(`--${name}`, given.text(name)!)
	const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const chunks: Buffer[] = []
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
	const status = await new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail))
	if (status !== 0) throw new Fault('usage', `The rule set ${set} could not be tried.`)
	const { sets } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { sets: Score[] }
	return sets[0]!
}

function suggest(given: Arguments): number {
	const folder = given.text('folder') ?? ownFolder
	const { rules, named, files } = loadPlatformRules(folder)
	for (const rule of rules) {
		if (given.positionals.length > 0 && !given.positionals.includes(rule.id)) continue
		const found = suggestions(rule, named)
		if (found.length === 0) continue
		for (const { kind, example } of found)
			process.stdout.write(`${rule.id} ${kind}: ${JSON.stringify(example)}\n`)
		if (!given.flag('write')) continue
		const file = files.find(({ text }) => text.includes(`"id": "${rule.id}"`))!
		const path = join(folder, file.file)
		const parsed = JSON.parse(readFileSync(path, 'utf8')) as { examples: Record<'pass' | 'fail', unknown[]> }
		for (const { kind, example } of found) parsed.examples[kind].push(example)
		writeFileSync(path, `${JSON.stringify(parsed, null, 2)}\n`)
	}
	return 0
}

function asText(scores: readonly Score[], listed: number): string {
	const lines = scores.flatMap(({ set, survivors }) => [
		...survivors
			.slice(0, listed)
			.map(
				({ rule, change, file, line, mutant }) =>
					`${file}:${line} ${rule}: ${change}\n    ${mutant.length > 300 ? `${mutant.slice(0, 300)}…` : mutant}`,
			),
		...(survivors.length > listed
			? [`… ${survivors.length - listed} more of ${set} that nobody notices`]
			: []),
	])
	const rows = scores.map(({ set, rules, mutants, noticed, equivalent, survivors, score, milliseconds }) =>
		[
			set.padEnd(22),
			String(rules).padStart(6),
			String(mutants).padStart(8),
			String(noticed).padStart(8),
			String(equivalent).padStart(11),
			String(survivors.length).padStart(9),
			`${score.toFixed(1)} %`.padStart(8),
			`${(milliseconds / 1000).toFixed(1)} s`.padStart(8),
		].join(' '),
	)
	const head = 'set                     rules  mutants  noticed  equivalent  survived    score     time'
	return `${[...lines, ...(lines.length > 0 ? [''] : []), head, ...rows].join('\n')}\nall ${together(scores).toFixed(1)} %\n`
}

function numberOf(given: Arguments, name: string, otherwise: number): number {
	const text = given.text(name)
	if (text === undefined) return otherwise
	const number = Number(text)
	if (!Number.isFinite(number) || number < 0) throw new Fault('usage', `--${name} ${text} is no number.`)
	return number
}
