/** `rules coverage`: how often each rule was reached, passed and failed over a corpus. */
import { writeFileSync } from 'node:fs'
import { Fault, parseTree } from '#engine'
import {
	documentFacts,
	type LoadedRuleSet,
	type Platform,
	type Rules,
	recognise,
	scopeOf,
	severityOn,
	validate,
} from '#rules'
import { type AssertionCount, Counter, type Coverage, coveragePage, passed } from '#rules/workbench'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { findDocuments } from '../../documents.ts'
import { openPlatform } from '../../platform.ts'
import { loadRuleSet, ownRuleSet } from '../../rule-sets.ts'
import { today } from '../../today.ts'
import { caseTools } from './cases.ts'

const options = {
	over: {
		type: 'string',
		multiple: true,
		value: 'PATH',
		help: 'invoices: files, folders, archives; the stated cases unless given; repeatable',
	},
	schematron: {
		type: 'string',
		multiple: true,
		value: 'FILE.sch',
		help: 'count this Schematron alone; repeatable',
	},
	set: {
		type: 'string',
		multiple: true,
		value: 'ID',
		help: 'show these rule sets only, as en16931-ubl or platform; repeatable',
	},
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the day whose rules apply; today unless given' },
	html: { type: 'string', value: 'FILE', help: 'write a page as well' },
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given' },
	threshold: { type: 'string', value: 'PERCENT', help: 'the share that must be reached; 0 unless given' },
	all: {
		type: 'boolean',
		help: 'list every rule, not only those never reached, never failed or never passed',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules coverage [OPTIONS]

Counts for each rule at how many nodes it was reached, passed, failed or could not be evaluated, and in how many
invoices it failed. Rules that no invoice can break (corpus/cases/constant.json) do not count against the threshold.

${helpOf(options)}

Status: 0 the threshold is met · 1 it is not · 2 wrong usage
`

export const coverage = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	if (given.positionals.length > 0) throw new Fault('usage', 'Name the invoices with --over PATH.')
	const threshold = Number(given.text('threshold') ?? '0')
	if (!(threshold >= 0 && threshold <= 100))
		throw new Fault('usage', '--threshold is a share in percent, 0 to 100.')
	const counter = new Counter()
	let exempt = (_set: string, _rule: string): boolean => false
	if (given.all('over').length > 0) await coverDocuments(counter, given)
	else {
		const { cannotBreak, coverCases } = await caseTools()
		exempt = cannotBreak
		coverCases(counter, progress)
	}
	const chosen = given.all('set')
	const whole = counter.coverage(exempt)
	const shown = chosen.length === 0 ? whole : only(whole, chosen, exempt)
	const page = given.text('html')
	if (page !== undefined) writeFileSync(page, coveragePage(shown, 'Rule coverage'))
	process.stdout.write(
		given.text('format') === 'json'
			? `${JSON.stringify({ ...shown, counts: shown.counts.map((one) => ({ ...one, passed: passed(one) })) })}\n`
			: asText(shown, given.flag('all')),
	)
	return shown.reached >= threshold ? 0 : 1
}

async function coverDocuments(counter: Counter, given: Arguments): Promise<void> {
	const asOf = given.text('as-of') ?? today()
	const files = given.all('schematron')
	const know = (loaded: LoadedRuleSet): LoadedRuleSet => {
		counter.know(loaded.ruleSet)
		return loaded
	}
	const rules: Rules =
		files.length > 0
			? { kind: 'alone', ruleSets: files.map((file) => know(loadRuleSet(file))) }
			: { kind: 'chosen', load: (id, day) => know(ownRuleSet(id, day)), national: { reading: 'text' } }
	const platform = openPlatform({})
	const { sources } = await findDocuments(given.all('over'))
	let done = 0
	for (const source of sources)
		for await (const entry of source.documents()) {
			if (entry.kind !== 'file') continue
			const { name, bytes } = entry
			const around = platform({ fileName: name, bytes: bytes.length })
			const { verdict, text } = validate(bytes, {
				source: name,
				sha256: '',
				asOf,
				rules,
				...(files.length === 0 && { platform: around }),
				limits: { findings: Number.MAX_SAFE_INTEGER },
				onFired: counter.fired,
			})
			counter.settle(verdict.findings.filter(({ ruleSet }) => ruleSet !== 'platform'))
			const broken = new Set(
				verdict.findings.flatMap(({ ruleSet, rule }) => (ruleSet === 'platform' ? rule : [])),
			)
			if (files.length === 0)
				for (const { id, applies } of applying(around, asOf, text))
					if (applies) counter.once('platform', id, broken.has(id))
					else counter.knowOnce('platform', id)
			progress(++done)
		}
	if (done === 0) throw new Fault('usage', 'There is no invoice to count over.')
}

/** The platform rules, and whether they apply to an invoice on that day. */
function* applying(
	around: Platform,
	asOf: string,
	text: string | undefined,
): Generator<{ readonly id: string; readonly applies: boolean }> {
	const tree = text === undefined ? undefined : parseTree(text).tree
	const recognition = tree && recognise(tree)
	const scope =
		tree === undefined || recognition?.syntax === undefined
			? undefined
			: scopeOf(around.rules, documentFacts(tree, recognition, { ...around, asOf, sha256: '' }).facts)
	for (const rule of around.rules.rules) {
		const inScope = scope !== undefined && (rule.scope === undefined || rule.scope.includes(scope))
		yield { id: rule.id, applies: inScope && severityOn(rule, asOf) !== undefined }
	}
}

function only(
	whole: Coverage,
	sets: readonly string[],
	exempt: (set: string, rule: string) => boolean,
): Coverage {
	const counts = whole.counts.filter(({ set }) => sets.includes(set))
	const able = counts.filter(({ set, rule }) => !exempt(set, rule))
	const share = (some: number): number => (able.length === 0 ? 100 : (100 * some) / able.length)
	return {
		invoices: whole.invoices,
		counts,
		reached: share(able.filter(({ reached }) => reached > 0).length),
		both: share(able.filter((one) => one.failed > 0 && passed(one) > 0).length),
	}
}

function asText({ invoices, counts, reached, both }: Coverage, all: boolean): string {
	const listed = all
		? counts
		: counts.filter((one) => one.reached === 0 || one.failed === 0 || passed(one) === 0)
	const width = Math.max(4, ...listed.map(({ rule }) => rule.length))
	const line = ({ set, rule, ...one }: AssertionCount): string =>
		[
			set.padEnd(22),
			rule.padEnd(width),
			...[one.reached, passed({ set, rule, ...one }), one.failed, one.errors, one.invoices].map((n) =>
				String(n).padStart(8),
			),
		].join(' ')
	const head = [
		'set'.padEnd(22),
		'rule'.padEnd(width),
		...['reached', 'passed', 'failed', 'errors', 'invoices'].map((word) => word.padStart(8)),
	].join(' ')
	return [
		...(listed.length > 0 ? [head, ...listed.map(line), ''] : []),
		`${counts.length} rules over ${invoices} invoices: ${reached.toFixed(1)} % reached, ${both.toFixed(1)} % both passed and failed`,
		'',
	].join('\n')
}

function progress(done: number): void {
	if (process.stderr.isTTY && done % 50 === 0) process.stderr.write(`\r${done}`)
}
