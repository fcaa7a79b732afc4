/**
 * Runs a corpus: judges each document as `check` would and compares the findings with the published ones.
 */
import { createHash } from 'node:crypto'
import { Tree } from '#engine'
import { type Rules, type Verdict, validate } from '#rules'
import { countsOfVerdict, Tally } from './compare.ts'
import { bare, type Case, type ReadOptions, readCorpus } from './expected.ts'
import type { Families } from './families.ts'

/** The day whose code lists apply: the one when the published verdicts were taken, in effect. */
export const asOf = '2026-01-01'

export interface Run {
	readonly tally: Tally
	/** Invoices of which nothing was published. */
	withoutVerdict: number
	/** Findings whose place was compared, and those that stand elsewhere than published. */
	placesCompared: number
	readonly misplaced: {
		readonly file: string
		readonly published: readonly string[]
		readonly ours: readonly string[]
	}[]
	/** Documents that are no invoice and were refused, as they should be. */
	refused: number
	/** Documents that are no invoice and were accepted or rejected as one. */
	readonly taken: string[]
	/** What was thrown instead of a verdict. */
	readonly faults: { readonly file: string; readonly message: string }[]
	milliseconds: number
}

export interface RunOptions extends ReadOptions {
	readonly rules: Rules
	readonly wantedRule: (rule: string) => boolean
	readonly progress?: (done: number) => void
	/** Counts by family as well. */
	readonly families?: Families
}

export async function runCorpus(folder: string, options: RunOptions): Promise<Run> {
	const run: Run = {
		tally: new Tally(),
		withoutVerdict: 0,
		placesCompared: 0,
		misplaced: [],
		refused: 0,
		taken: [],
		faults: [],
		milliseconds: 0,
	}
	const into = new Tree()
	const start = performance.now()
	let done = 0
	for await (const document of readCorpus(folder, options)) {
		runOne(document, run, options, into)
		options.progress?.(++done)
	}
	run.milliseconds = performance.now() - start
	return run
}

function runOne(document: Case, run: Run, options: RunOptions, into: Tree): void {
	const { file, syntax, bytes, expected, change } = document
	const invoice = !/^(?:pdf:)?other:/.test(syntax)
	if (invoice && expected === undefined) {
		run.withoutVerdict++
		return
	}
	try {
		const { verdict } = validate(bytes, {
			source: file,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			asOf,
			rules: options.rules,
			limits: { findings: Number.MAX_SAFE_INTEGER },
			into,
		})
		const named = change === undefined ? { file } : { file, change }
		if (document.places !== undefined) comparePlaces(document, verdict, run, options.wantedRule)
		if (expected !== undefined) {
			const got = countsOfVerdict(verdict)
			run.tally.add(named, expected, got, options.wantedRule)
			const sort = change === undefined ? 'documents' : 'mutants'
			options.families?.add({ syntax: familySyntax(syntax), sort }, expected, got, options.wantedRule)
		} else if (verdict.verdict === 'inadmissible' || verdict.verdict === 'undecided') run.refused++
		else run.taken.push(file)
	} catch (error) {
		run.faults.push({
			file,
			message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
		})
	}
}

/** `ubl` or `cii`, in whatever container. */
const familySyntax = (syntax: string): string => (/ubl/.test(syntax) ? 'ubl' : 'cii')

/** Where a rule was found by both sides, it should be at the same places. */
function comparePlaces(
	{ file, places }: Case,
	{ findings }: Verdict,
	run: Run,
	wanted: (rule: string) => boolean,
): void {
	const published = multiset(places!.filter((place) => wanted(place.split(' ')[0]!)))
	const ours = multiset(
		findings
			.filter(
				({ rule, kind, ruleSet }) =>
					kind !== 'error' && !/^(?:recevable|structure)-/.test(ruleSet) && wanted(rule),
			)
			.map(({ rule, location }) => `${rule} ${bare(location.path)}`),
	)
	const shared = new Set([...published.keys()].map((place) => place.split(' ')[0]!))
	const both = [...ours.keys()].filter((place) => shared.has(place.split(' ')[0]!))
	run.placesCompared += both.length
	const only = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
		[...a].filter(([place, count]) => b.get(place) !== count).map(([place]) => place)
	const elsewhere = both.filter((place) => published.get(place) !== ours.get(place))
	if (elsewhere.length > 0) run.misplaced.push({ file, published: only(published, ours), ours: elsewhere })
}

function multiset(items: readonly string[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>()
	for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
	return counts
}
