/** `corpus score DIR`: how well rejections heal, and the worst cases. */
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../server/arguments.ts'
import { ownRuleSet } from '../server/rule-sets.ts'
import { type Scored, type Shares, scoreMutants, shares } from './score.ts'

const options = {
	syntax: { type: 'string', choices: ['ubl', 'cii'], help: 'only mutants of this syntax' },
	every: { type: 'string', value: 'N', help: 'only every N-th mutant' },
	file: { type: 'string', value: 'TEXT', help: 'only mutants whose name holds this' },
	worst: { type: 'string', value: 'N', help: 'how many of the worst cases to list; 20 unless given' },
	json: { type: 'boolean', help: 'print one JSON object' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus score DIR [OPTIONS]

Judges the mutants of a corpus that one change made unacceptable, and says how often the verdict names the
changed place, a single cause, and a proven mend, and how often that mend gives back the sound invoice.

${helpOf(options)}

Status: 0 as good as it has to be · 1 not · 2 wrong usage
`

/** What has to be reached, as shares of the mutants; `healed` of those with a mend. */
export const goals = { place: 0.9, oneCause: 0.85, healed: 0.7, restored: 0.5, harmed: 0 } as const

export function reaches(got: Shares): boolean {
	return (
		got.place >= goals.place &&
		got.oneCause >= goals.oneCause &&
		got.healed >= goals.healed &&
		got.restored >= goals.restored &&
		got.harmed <= goals.harmed
	)
}

export function runScoreCommand(argv: readonly string[]): number {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [folder, ...others] = given.positionals
	if (folder === undefined || others.length > 0)
		throw new Fault('usage', 'Which corpus? Write: corpus score DIR.')
	const every = Number(given.text('every') ?? '1')
	if (!Number.isInteger(every) || every < 1) throw new Fault('usage', '--every is a number from 1.')
	const syntax = given.text('syntax')
	const name = given.text('file')
	const scored = scoreMutants(folder, {
		rules: { kind: 'chosen', load: ownRuleSet },
		every,
		wanted: (file, documentSyntax) =>
			(syntax === undefined || documentSyntax.startsWith(syntax)) &&
			(name === undefined || file.includes(name)),
		progress: (done) => {
			if (process.stderr.isTTY === true && done % 20 === 0) process.stderr.write(`\r${done}`)
		},
	})
	const worst = Number(given.text('worst') ?? '20')
	process.stdout.write(
		given.flag('json') ? `${JSON.stringify({ ...shares(scored), scored })}\n` : asText(scored, worst),
	)
	return reaches(shares(scored)) ? 0 : 1
}

function asText(scored: readonly Scored[], worst: number): string {
	const group = (of: (one: Scored) => string): [string, readonly Scored[]][] => {
		const groups = new Map<string, Scored[]>()
		for (const one of scored) groups.set(of(one), [...(groups.get(of(one)) ?? []), one])
		return [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1))
	}
	const rows = [
		...group(({ set, operation }) => `${set}, ${operation}`),
		...group(({ syntax }) => syntax),
		['all', scored] as const,
	]
	const head = ['', 'mutants', 'place', 'one cause', 'derived', 'healed', 'of all', 'restored', 'harmed']
	const cells = rows.map(([title, some]) => rowOf(title, shares(some)))
	const widths = head.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)))
	const line = (row: readonly string[]): string =>
		row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')
	const bad = scored
		.map((one) => ({ one, weight: badness(one) }))
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight)
		.slice(0, worst)
	return [...[head, ...cells].map(line), '', ...bad.map(({ one }) => caseText(one)), ''].join('\n')
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

function rowOf(title: string, of: Shares): string[] {
	const { mutants, place, oneCause, derived, healed, healedOfAll, restored, harmed } = of
	const parts = [place, oneCause, derived, healed, healedOfAll, restored].map(percent)
	return [title, String(mutants), ...parts, String(harmed)]
}

function badness(one: Scored): number {
	return (
		(one.harmed ? 8 : 0) +
		(one.place ? 0 : 4) +
		(one.causes === 1 ? 0 : 2) +
		(one.derived && !one.healed ? 1 : 0)
	)
}

function caseText(one: Scored): string {
	const faults = [
		...(one.harmed ? ['changes an amount silently'] : []),
		...(one.place ? [] : [`names ${one.named ?? 'no place'}`]),
		...(one.causes === 1 ? [] : [`reports ${one.causes} causes`]),
		...(one.derived && !one.healed ? ['its mend is not enough'] : []),
	]
	return `${one.file}\n    ${one.change}\n    ${one.rules.join(', ')}: ${faults.join('; ')}`
}
