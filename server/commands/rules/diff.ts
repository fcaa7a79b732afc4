/** `rules diff OLD NEW`: whom another version of the rules, or another day, would refuse or accept. */
import { writeFileSync } from 'node:fs'
import { Fault } from '#engine'
import type { Verdict } from '#rules'
import {
	Impact,
	type ImpactReport,
	type ImpactTold,
	impactPage,
	impactWords,
	Redeciding,
	type Said,
	type ShownFinding,
	saidBy,
} from '#rules/workbench'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { storesOf } from '../../http/stores.ts'
import { judgedPairs } from '../../impact/judged.ts'
import { sideOf, versionOf } from '../../impact/side.ts'
import { impactText } from '../../impact/text.ts'
import { hiddenName, numbering, verdictsIn } from '../../impact/verdicts.ts'
import { today } from '../../today.ts'

const options = {
	over: {
		type: 'string',
		multiple: true,
		value: 'PATH',
		help: 'invoices: files, folders, archives; repeatable',
	},
	verdicts: {
		type: 'string',
		multiple: true,
		value: 'PATH',
		help: 'verdicts of the past (JSON, NDJSON, folders of them) in place of invoices; twice: before and after',
	},
	'as-of': {
		type: 'string',
		value: 'YYYY-MM-DD',
		help: 'the day of a version that names none; today unless given',
	},
	national: {
		type: 'string',
		choices: ['text', 'published', 'none'],
		help: 'national rules; text unless given',
	},
	'no-platform': { type: 'boolean', help: 'leave out the platform’s own rules' },
	data: {
		type: 'string',
		value: 'FOLDER',
		help: 'where the directory of structures stands; none is asked unless given',
	},
	strict: { type: 'boolean', help: 'refuse also what only the rules beyond the published ones find' },
	'fail-on': {
		type: 'string',
		choices: ['fatal', 'warning'],
		help: 'the least severity that refuses; fatal unless given',
	},
	trust: {
		type: 'string',
		multiple: true,
		value: 'FILE.pub',
		help: 'a key that must have signed bundles; repeatable',
	},
	senders: { type: 'boolean', help: 'with --verdicts: call senders by their names' },
	threshold: {
		type: 'string',
		value: 'PERCENT',
		help: 'the share that may be newly rejected; 0 unless given',
	},
	html: { type: 'string', value: 'FILE', help: 'write a page with a chart as well' },
	catalogue: {
		type: 'string',
		value: 'URL',
		help: 'where the page finds the catalogue, as https://platform.example/rules/',
	},
	format: {
		type: 'string',
		choices: ['text', 'json', 'ndjson'],
		help: 'text unless given; ndjson: a line a changed document, then the whole',
	},
	lang: {
		type: 'string',
		choices: ['fr', 'en'],
		help: 'language of text and page; that of the environment unless given',
	},
	jobs: {
		type: 'string',
		short: 'j',
		value: 'N',
		help: 'threads; as many as there are processors unless given',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules diff OLD NEW --over PATH [OPTIONS]
recevable rules diff OLD NEW --verdicts PATH [OPTIONS]
recevable rules diff --verdicts BEFORE --verdicts AFTER [OPTIONS]

Judges invoices under two versions of the rules and says who is newly rejected or accepted, by which rule, with the
shares of senders and formats and three samples a rule. OLD and NEW are each a folder of rules (+FOLDER: added to the
program's), a bundle, a Schematron, a day (2026-09-01: the program's rules of that day) or current (the program's rules); any may end in @DAY.

Without invoices: verdicts that were given under OLD are decided anew by NEW, exactly where only severities, days or
dropped rules differ; rules that are new or ask something else are named, since no verdict can tell of them. Two
places of verdicts are compared document by document. What invoices say is not shown then.

${helpOf(options)}

Status: 0 no more are newly rejected than --threshold allows · 1 more are · 2 wrong usage · 3 a fault
`

export const diff = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const threshold = Number(given.text('threshold') ?? '0')
	if (!(threshold >= 0 && threshold <= 100))
		throw new Fault('usage', '--threshold is a share in percent, 0 to 100.')
	const asOf = given.text('as-of')
	if (asOf !== undefined && !/^\d{4}-\d\d-\d\d$/.test(asOf))
		throw new Fault('usage', `--as-of ${asOf} is no day: year-month-day.`)
	const lang = (given.text('lang') ??
		(/^fr/.test(process.env.LC_ALL || process.env.LANG || '') ? 'fr' : 'en')) as 'fr' | 'en'
	const told = await compare(given, lang)
	const { report } = told
	if (report.documents === 0) throw new Fault('usage', 'There is nothing to compare.')
	const page = given.text('html')
	const catalogue = given.text('catalogue')
	const titles: ImpactTold = { ...told, lang, ...(catalogue !== undefined && { catalogue }) }
	if (page !== undefined) writeFileSync(page, impactPage(report, titles))
	const { before, after, unsaid } = told
	const whole = { versions: { before, after }, ...report, ...(unsaid && { unsaid }) }
	process.stdout.write(
		given.text('format') === undefined || given.text('format') === 'text'
			? impactText(report, titles)
			: `${JSON.stringify(whole)}\n`,
	)
	return report.rejected.share > threshold ? 1 : 0
}

interface Told extends Omit<ImpactTold, 'lang' | 'catalogue'> {
	readonly report: ImpactReport
}

async function compare(given: Arguments, lang: 'fr' | 'en'): Promise<Told> {
	const { positionals } = given
	const [over, verdicts] = [given.all('over'), given.all('verdicts')]
	const [old, next] = positionals
	const two = positionals.length === 2
	if (two && over.length > 0 && verdicts.length === 0) return await overDocuments(old!, next!, given)
	if (two && over.length === 0 && verdicts.length === 1) return await decidedAnew(old!, next!, given, lang)
	if (positionals.length === 0 && over.length === 0 && verdicts.length === 2)
		return await sideBySide(given, lang)
	throw new Fault(
		'usage',
		'Write: rules diff OLD NEW --over PATH, rules diff OLD NEW --verdicts PATH, or rules diff --verdicts BEFORE --verdicts AFTER.',
	)
}

/** What `add` is told of a document, besides what both versions say. */
type Named = Pick<Parameters<Impact['add']>[0], 'name' | 'sender' | 'format' | 'show'>

class Teller {
	readonly impact = new Impact()
	readonly #lines: boolean

	constructor(given: Arguments) {
		this.#lines = given.text('format') === 'ndjson'
	}

	tell(named: Named, before: Said, after: Said): void {
		const change = this.impact.add({ ...named, before, after })
		if (this.#lines && change !== undefined) {
			const { name, sender, format } = named
			process.stdout.write(`${JSON.stringify({ name, sender, format, change, before, after })}\n`)
		}
		const { documents } = this.impact
		if (process.stderr.isTTY && documents % 100 === 0) process.stderr.write(`\r${documents}`)
	}
}

async function overDocuments(old: string, next: string, given: Arguments): Promise<Told> {
	const teller = new Teller(given)
	const sides = [sideOf(old, given.all('trust')), sideOf(next, given.all('trust'))] as const
	const jobs = given.text('jobs')
	if (jobs !== undefined && !/^[1-9]\d{0,3}$/.test(jobs))
		throw new Fault('usage', '--jobs is a number from 1.')
	const national = (given.text('national') ?? 'text') as 'text' | 'published' | 'none'
	const { directory } = given.text('data') === undefined ? {} : storesOf(given.text('data')!)
	const failOn = given.text('fail-on') as 'fatal' | 'warning' | undefined
	const pairs = judgedPairs(given.all('over'), sides, {
		asOf: given.text('as-of') ?? today(),
		pool: {
			...(national !== 'none' && { national: { reading: national } }),
			...(!given.flag('no-platform') && { platform: { ...(directory && { directory }) } }),
			...(given.flag('strict') && { beyond: 'refuse' }),
		},
		...(failOn && { failOn }),
		...(jobs !== undefined && { jobs: Number(jobs) }),
	})
	for await (const { name, before, after } of pairs) {
		const sender = after.invoice?.seller ?? '?'
		const show = (rule: string) => shownIn(after, rule) ?? shownIn(before, rule)
		teller.tell({ name, sender, format: formatOf(after), show }, saidBy(before), saidBy(after))
	}
	return { before: old, after: next, report: teller.impact.report() }
}

function shownIn({ findings }: Verdict, rule: string): ShownFinding | undefined {
	const finding = findings.find((one) => one.rule === rule)
	return finding && { line: finding.location.line, message: finding.message }
}

function formatOf({ recognised, syntax, carrier }: Verdict): string {
	const { name, profile } = recognised?.format ?? {}
	const kind = syntax ?? carrier
	return name === undefined ? kind : `${name}${profile === undefined ? '' : ` ${profile}`} (${kind})`
}

/** Verdicts given under OLD, by severities and days of NEW. */
async function decidedAnew(old: string, next: string, given: Arguments, lang: 'fr' | 'en'): Promise<Told> {
	const teller = new Teller(given)
	const [before, after] = [sideOf(old, given.all('trust')), sideOf(next, given.all('trust'))].map(versionOf)
	const asOf = given.text('as-of')
	const was = new Redeciding(before!, before!)
	const is = new Redeciding(before!, asOf === undefined ? after! : { asOf, ...after! })
	const named = naming(given, lang)
	for await (const verdict of verdictsIn(given.all('verdicts')[0]!))
		teller.tell(
			named(verdict),
			before!.asOf === undefined ? saidBy(verdict) : was.decide(verdict),
			is.decide(verdict),
		)
	return { before: old, after: next, report: teller.impact.report(), unsaid: is.unsaid(), hidden: true }
}

/** Two places of verdicts, document by document. */
async function sideBySide(given: Arguments, lang: 'fr' | 'en'): Promise<Told> {
	const teller = new Teller(given)
	const [first, second] = given.all('verdicts') as readonly [string, string]
	const known = new Map<string, Said>()
	const keyOf = ({ document, source }: Verdict): string => document.sha256 || source
	for await (const verdict of verdictsIn(first)) known.set(keyOf(verdict), saidBy(verdict))
	const named = naming(given, lang)
	let alone = 0
	for await (const verdict of verdictsIn(second)) {
		const before = known.get(keyOf(verdict))
		if (before === undefined) alone++
		else teller.tell(named(verdict), before, saidBy(verdict))
		known.delete(keyOf(verdict))
	}
	if (alone + known.size > 0)
		process.stderr.write(`Left out: ${known.size} documents only in ${first}, ${alone} only in ${second}.\n`)
	return { before: first, after: second, report: teller.impact.report(), hidden: true }
}

/** By digest and number, so that nothing of an invoice shows. */
function naming(given: Arguments, lang: 'fr' | 'en'): (verdict: Verdict) => Named {
	const number = numbering(impactWords[lang].sender)
	return (verdict) => ({
		name: hiddenName(verdict),
		sender: given.flag('senders') ? (verdict.invoice?.seller ?? '?') : number(verdict.invoice?.seller),
		format: formatOf(verdict),
	})
}
