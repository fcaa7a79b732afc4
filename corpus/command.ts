/** `corpus run DIR`: stated cases against what they state, or documents against the published verdicts. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#engine'
import type { Rules } from '#rules'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../server/arguments.ts'
import { schematronOptions, schematronsOf } from '../server/commands/schematrons.ts'
import { loadRuleSet, ownRuleSet } from '../server/rule-sets.ts'
import { runAnonymiseCommand } from './anonymise/command.ts'
import { type CaseRun, caseFiles, makeCases, runCases } from './cases.ts'
import type { RuleTally } from './compare.ts'
import { type Layer, layers } from './expected.ts'
import { Families } from './families.ts'
import { runGenerateCommand } from './generate/command.ts'
import { runScoreCommand } from './healing.ts'
import { runMinimiseCommand } from './minimise/command.ts'
import { runMutateCommand } from './mutate/command.ts'
import { asOf, type Run, type RunOptions, runCorpus } from './runner.ts'
import { runStructure, structureReport } from './structure.ts'

const options = {
	mutants: { type: 'boolean', help: 'the mutants instead of the documents' },
	rules: { type: 'string', value: 'REGEX', help: 'compare only rules whose id matches' },
	family: {
		type: 'string',
		multiple: true,
		value: 'PREFIX',
		help: 'compare only ids PREFIX-number, as BR-CO; repeatable',
	},
	layer: {
		type: 'string',
		choices: [...layers, 'xsd'],
		help: 'the published verdicts to compare with: en16931 unless given, xsd for those of the schemas',
	},
	...schematronOptions,
	syntax: { type: 'string', choices: ['ubl', 'cii'], help: 'only documents of this syntax' },
	file: { type: 'string', value: 'TEXT', help: 'only documents whose name holds this' },
	'by-family': {
		type: 'boolean',
		help: 'documents and mutants, counted by syntax and family of rules',
	},
	places: { type: 'boolean', help: 'compare where findings stand as well (locations.jsonl.gz)' },
	worst: { type: 'string', value: 'N', help: 'how many disagreeing documents to list; 10 unless given' },
	all: { type: 'boolean', help: 'list every rule, not only those with a disagreement' },
	json: { type: 'boolean', help: 'print one JSON object' },
	write: { type: 'string', value: 'FOLDER', help: 'of stated cases: write the invoices there instead' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus run DIR [OPTIONS]
recevable corpus score DIR [OPTIONS]: how well rejections heal (--help says more)
recevable corpus generate [OPTIONS]: makes valid invoices (--help says more)
recevable corpus mutate PATH… --out FOLDER: changes them in one place each (--help says more)
recevable corpus minimise FILE --keep RULE: the smallest with the same finding (--help says more)
recevable corpus anonymise PATH… --out FOLDER: other names, the same verdicts (--help says more)

Judges the documents of a corpus and compares the findings with its expected.jsonl; or makes the invoices that
its .cases files state, and compares the findings with what they state.

${helpOf(options)}

Status: 0 all agree · 1 some disagree · 2 wrong usage · 3 a document could not be judged at all
`

export async function runCorpusCommand(argv: readonly string[]): Promise<number> {
	if (argv[0] === 'score') return runScoreCommand(argv.slice(1))
	if (argv[0] === 'anonymise') return runAnonymiseCommand(argv.slice(1))
	if (argv[0] === 'mutate') return runMutateCommand(argv.slice(1))
	if (argv[0] === 'minimise') return runMinimiseCommand(argv.slice(1))
	if (argv[0] === 'generate') return await runGenerateCommand(argv.slice(1))
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [action, folder, ...others] = given.positionals
	if (action !== 'run' || folder === undefined || others.length > 0)
		throw new Fault('usage', 'What is to be done? Write: corpus run DIR.')
	if (!existsSync(join(folder, 'expected.jsonl'))) {
		if (caseFiles(folder).length === 0)
			throw new Fault('usage', `${folder} is no corpus: it holds neither expected.jsonl nor .cases files.`)
		const target = given.text('write')
		return target === undefined ? runStated(folder, rulesOf(given)) : writeCases(folder, target)
	}
	const syntax = given.text('syntax')
	const name = given.text('file')
	const worst = Number(given.text('worst') ?? '10')
	const among = (file: string, documentSyntax: string) =>
		(syntax === undefined || documentSyntax.startsWith(syntax)) && (name === undefined || file.includes(name))
	if (given.text('layer') === 'xsd') {
		const run = await runStructure(folder, { mutants: given.flag('mutants'), wanted: among })
		process.stdout.write(structureReport(run, { json: given.flag('json'), worst }))
		return run.disagreements.length === 0 ? 0 : 1
	}
	const wanted: RunOptions = {
		mutants: given.flag('mutants'),
		places: given.flag('places'),
		layer: (given.text('layer') ?? 'en16931') as Layer,
		// Nothing was published of the rules beyond the published ones.
		rules: withoutBeyond(rulesOf(given)),
		wantedRule: wantedRule(given),
		wanted: among,
		progress: progress(),
	}
	if (given.flag('by-family')) return runByFamily(folder, wanted)
	const run = await runCorpus(folder, wanted)
	process.stdout.write(
		given.flag('json') ? `${JSON.stringify(asJson(run))}\n` : asText(run, worst, given.flag('all')),
	)
	if (run.faults.length > 0) return 3
	return run.tally.agreeing === run.tally.compared && run.taken.length === 0 ? 0 : 1
}

/** Documents and, where there are any, mutants: a line for each family. */
async function runByFamily(folder: string, options: RunOptions): Promise<number> {
	const families = new Families()
	let status = 0
	for (const mutants of [false, true]) {
		if (mutants && !existsSync(join(folder, 'mutants', 'mutants.jsonl'))) break
		const { tally, faults, taken } = await runCorpus(folder, { ...options, mutants, families })
		for (const { file, message } of faults) process.stdout.write(`fault: ${file}: ${message}\n`)
		if (faults.length > 0) status = 3
		else if (tally.agreeing < tally.compared || taken.length > 0) status ||= 1
	}
	process.stdout.write(`${aligned(families.table(), 2).join('\n')}\n`)
	return status
}

function runStated(folder: string, rules: Rules): number {
	const run = runCases(folder, rules)
	process.stdout.write(caseText(run))
	return run.results.some(({ differences }) => differences.length > 0) ? 1 : 0
}

function caseText({ results, examples, milliseconds }: CaseRun): string {
	const wrong = results.filter(({ differences }) => differences.length > 0)
	return [
		...wrong.map(({ stated: { title, at }, differences }) => {
			const shown = differences.map(
				({ rule, severity, expected, got }) => `    ${rule} ${severity}: ${got} for ${expected}`,
			)
			return `${at.file}:${at.line} ${title}\n${shown.join('\n')}`
		}),
		`cases                     ${results.length}`,
		`as stated                 ${results.length - wrong.length}`,
		`rules with a failing case ${examples.failing.size}`,
		`rules with a passing case ${examples.passing.size}`,
		`time                      ${(milliseconds / 1000).toFixed(1)} s`,
		'',
	].join('\n')
}

/** The invoices that the cases make, each a file named after the place that states it. */
function writeCases(folder: string, target: string): number {
	mkdirSync(target, { recursive: true })
	for (const { stated, text } of makeCases(folder)) {
		const place = stated.at.file.replace(/[^\w.-]/g, '-')
		writeFileSync(join(target, `${place}-${stated.at.line}.xml`), text)
	}
	return 0
}

function rulesOf(given: Arguments): Rules {
	const ruleSets = schematronsOf(given, loadRuleSet)
	if (ruleSets !== undefined) return { kind: 'alone', ruleSets }
	const layer = given.text('layer') ?? 'en16931'
	if (layer === 'br_fr')
		return {
			kind: 'chosen',
			load: ownRuleSet,
			beyond: 'off',
			national: { reading: 'published', alone: true },
		}
	if (layer !== 'en16931')
		throw new Fault('usage', `--layer ${layer} needs --schematron, the published rules to run.`)
	// A rule set that does not load is said once, before any document is read.
	for (const id of ['en16931-ubl', 'en16931-cii'] as const)
		if (id.endsWith(given.text('syntax') ?? '')) ownRuleSet(id, asOf)
	return { kind: 'chosen', load: ownRuleSet }
}

const withoutBeyond = (rules: Rules): Rules => (rules.kind === 'chosen' ? { ...rules, beyond: 'off' } : rules)

function wantedRule(given: Arguments): (rule: string) => boolean {
	const families = given.all('family').map((prefix) => `${prefix}-`)
	const pattern = given.text('rules')
	let matches: RegExp | undefined
	try {
		matches = pattern === undefined ? undefined : new RegExp(pattern)
	} catch (error) {
		throw new Fault('usage', `--rules: ${(error as Error).message}.`)
	}
	const inFamily = (rule: string) =>
		families.some((prefix) => rule.startsWith(prefix) && /^\d/.test(rule.slice(prefix.length)))
	return (rule) => (matches?.test(rule) ?? true) && (families.length === 0 || inFamily(rule))
}

function progress(): (done: number) => void {
	if (process.stderr.isTTY !== true) return () => {}
	return (done) => {
		if (done % 100 === 0) process.stderr.write(`\r${done}`)
	}
}

const percent = (part: number, whole: number) =>
	whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`

function asText(run: Run, worst: number, all: boolean): string {
	const { tally } = run
	const rules = all ? tally.ranked : tally.ranked.filter((rule) => rule.agreeing < rule.documents)
	const lines = [
		...(rules.length === 0 ? [] : [...table(rules), '']),
		...tally.worst.slice(0, worst).map(({ file, change, differences }) => {
			const shown = differences.map(
				({ rule, severity, expected, got }) => `${rule} ${severity} ${got} for ${expected}`,
			)
			const more = shown.length > 12 ? `, … ${shown.length - 12} more` : ''
			return `${file}${change === undefined ? '' : ` (${change})`}\n    ${shown.slice(0, 12).join(', ')}${more}`
		}),
		...(tally.disagreeing.length > worst
			? [`… ${tally.disagreeing.length - worst} more disagreeing documents`]
			: []),
		...run.faults.slice(0, worst).map(({ file, message }) => `fault: ${file}: ${message}`),
		...run.misplaced
			.slice(0, worst)
			.map(
				({ file, published, ours }) =>
					`places: ${file}\n    ${published.join('\n    ')}\n  ours\n    ${ours.join('\n    ')}`,
			),
		...run.taken.map((file) => `taken for an invoice: ${file}`),
		'',
		`documents compared        ${tally.compared}`,
		`agreeing                  ${tally.agreeing} (${percent(tally.agreeing, tally.compared)})`,
		`findings on which both agree ${tally.matched}`,
		`false accusations         ${tally.falseAccusations}`,
		`misses                    ${tally.misses}`,
		...(run.placesCompared > 0
			? [`places compared           ${run.placesCompared}, ${run.misplaced.length} documents with another`]
			: []),
		`no invoice, refused       ${run.refused}`,
		`nothing published         ${run.withoutVerdict}`,
		`faults                    ${run.faults.length}`,
		`time                      ${(run.milliseconds / 1000).toFixed(1)} s`,
		'',
	]
	return lines.join('\n')
}

function table(rules: readonly RuleTally[]): string[] {
	const rows = rules.map(({ rule, documents, agreeing, falseAccusations, misses }) => [
		rule,
		String(documents),
		percent(agreeing, documents),
		String(falseAccusations),
		String(misses),
	])
	const head = ['rule', 'documents', 'agreement', 'false', 'missed']
	return aligned([head, ...rows], 1)
}

/** Rows as lines; the first columns hold words, the others numbers. */
function aligned(rows: readonly (readonly string[])[], words: number): string[] {
	const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
	return rows.map((row) =>
		row.map((cell, i) => (i < words ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
	)
}

function asJson(run: Run) {
	const { tally, ...counts } = run
	return {
		compared: tally.compared,
		agreeing: tally.agreeing,
		matched: tally.matched,
		falseAccusations: tally.falseAccusations,
		misses: tally.misses,
		...counts,
		rules: tally.ranked,
		disagreeing: tally.disagreeing,
	}
}
