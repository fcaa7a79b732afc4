/** `check`: judges documents and prints their verdicts. */
import { createHash } from 'node:crypto'
import { createWriteStream, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Fault, Tree } from '#engine'
import {
	type Judged,
	type Lang,
	mended,
	type Original,
	type Rules,
	refuse,
	type Schema,
	type StructureMode,
	type ValidationContext,
	validate,
} from '#rules'
import type { ArchiveEntry } from '../archives/archive.ts'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { batch, batchOptions, type Decided } from '../batch/wanted.ts'
import { choosing } from '../bundle/held.ts'
import { claimOf, listening, untilClaimed } from '../claim.ts'
import { cannotRead, type Found, findDocuments } from '../documents.ts'
import { checkTarget, dryRun, writeFixed } from '../fix.ts'
import { checkFlows, flowOptions } from '../flow/wanted.ts'
import { type AnyLimits, limitsHelp, readLimits } from '../limits.ts'
import { type Rendering, type Report, type ReportName, reports, type Summary } from '../reports/index.ts'
import { withText } from '../reports/report.ts'
import { type SvrlFrame, svrlFrame, svrlOf } from '../reports/svrl.ts'
import { loadRuleSet, ownRuleSet, shelf } from '../rule-sets.ts'
import { sparing } from '../sparing.ts'
import { painterFor, plain } from '../terminal.ts'
import {
	askedOptions,
	bundleOf,
	type Deposit,
	depositOf,
	nationalOf,
	type PlatformFor,
	platformOf,
} from './asked.ts'

const options = {
	schematron: {
		type: 'string',
		multiple: true,
		value: 'FILE.sch',
		help: 'judge with this Schematron alone; repeatable',
	},
	phase: { type: 'string', value: 'ID', help: 'the phase of the Schematron to run' },
	format: {
		type: 'string',
		choices: Object.keys(reports),
		help: 'text on a terminal and json elsewhere, unless given',
	},
	lang: {
		type: 'string',
		choices: ['fr', 'en'],
		help: 'language of the text form; that of the environment unless given',
	},
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the date whose rules apply; today unless given' },
	direction: {
		type: 'string',
		choices: ['emission', 'reception'],
		help: 'which way the invoice goes',
	},
	profile: {
		type: 'string',
		choices: ['en16931'],
		help: 'judge by the rules of this profile, whatever the invoice claims',
	},
	...batchOptions,
	...flowOptions,
	out: { type: 'string', short: 'o', value: 'FILE', help: 'write there instead of to standard output' },
	strict: {
		type: 'boolean',
		help: 'refuse also what only the rules beyond the published ones find; they warn otherwise',
	},
	structure: {
		type: 'string',
		choices: ['refuse', 'warn', 'off'],
		help: 'what a fault against the schema of the format does; refuse unless given, off with --schematron',
	},
	original: {
		type: 'string',
		value: 'FILE.pdf',
		help: 'the readable original of a typed-in invoice; one document only',
	},
	xsd: {
		type: 'string',
		value: 'FILE.xsd',
		help: 'judge by this schema as well; needs the package libxml2-wasm',
	},
	...askedOptions,
	'fail-on': {
		type: 'string',
		choices: ['fatal', 'warning'],
		help: 'the least severity that refuses; fatal unless given',
	},
	fix: {
		type: 'string',
		value: 'OUT',
		help: 'write the document with its proven corrections to this new file; one document only',
	},
	'fix-dry-run': { type: 'boolean', help: 'show the proven corrections as a diff instead of a report' },
	'no-mend': { type: 'boolean', help: 'leave out causes and corrections, which take their time' },
	limit: {
		type: 'string',
		multiple: true,
		value: 'NAME=N',
		help: 'bound what a document or an archive may cost; repeatable',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable check [OPTIONS] PATH…

Judges invoices: files, folders (their .xml and .pdf files and archives at any depth), globs, or standard input (-).
Archives (.zip, .tar, .tar.gz) are read without unpacking them: an invoice inside is named archive.zip!/invoice.xml.

${helpOf(options)}

RECEVABLE_CATALOGUE is the site whose catalogue findings lead to, as https://platform.example; a service on this
machine unless given.

Limits and their usual values:
${limitsHelp()}

Status: 0 all accepted · 1 some rejected, inadmissible or undecided · 2 wrong usage · 3 a fault: nothing may be concluded
`

export const check = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const settings = settingsOf(given)
	if (given.positionals.length === 0 && !given.flag('files-from'))
		throw new Fault('usage', 'Which documents? Name files or folders, or - for standard input.')
	if (given.flag('flow')) return await checkFlows(given, decided(given, settings))
	if (given.text('flow-name') !== undefined) throw new Fault('usage', '--flow-name goes with --flow.')
	const status = await batch(given, decided(given, settings))
	if (status !== undefined) return status
	const found = await findDocuments(given.positionals)
	if (found.sources.length === 0)
		throw new Fault('usage', `There is no .xml or .pdf file in ${given.positionals.join(', ')}.`)
	if (settings.fix !== undefined) checkTarget(settings.fix, found.sources.length)
	if (settings.original !== undefined && found.sources.length > 1)
		throw new Fault('usage', '--original goes with one document.')
	const rules = rulesOf(given)
	const xsd = given.text('xsd')
	const schema = xsd === undefined ? {} : { schema: await (await import('../xsd.ts')).loadXsd(xsd) }
	return await judgeAll(found, { ...settings, ...schema, rules })
}

interface Settings {
	readonly report: Report
	readonly platform: PlatformFor | undefined
	/** Where the invoices are taken in. */
	readonly deposit: Deposit | undefined
	readonly rendering: Rendering
	readonly asOf: string
	readonly failOn: 'fatal' | 'warning'
	readonly structure: StructureMode
	readonly original: Original | undefined
	readonly schema?: Schema
	readonly out: string | undefined
	readonly limits: AnyLimits
	/** The file to write the corrected document to. */
	readonly fix: string | undefined
	readonly dryRun: boolean
	readonly mend: boolean
}

function settingsOf(given: Arguments): Settings {
	const out = given.text('out')
	const jobs = given.text('jobs')
	if (jobs !== undefined && !/^[1-9]\d{0,3}$/.test(jobs))
		throw new Fault('usage', `--jobs cannot be '${jobs}'; it is a number from 1.`)
	const asOf = given.text('as-of')
	if (asOf !== undefined && !isDate(asOf))
		throw new Fault('usage', `--as-of cannot be '${asOf}'; it is a day of the calendar written YYYY-MM-DD.`)
	if (given.text('phase') !== undefined && given.all('schematron').length === 0)
		throw new Fault('usage', '--phase goes with --schematron.')
	const terminal = out === undefined && process.stdout.isTTY === true
	const name = (given.text('format') ?? (terminal ? 'text' : 'json')) as ReportName
	return {
		report: reports[name],
		rendering: {
			lang: (given.text('lang') ?? languageOf(process.env)) as Lang,
			paint: out === undefined ? painterFor(process.stdout, process.env) : plain,
		},
		asOf: asOf ?? today(),
		failOn: (given.text('fail-on') ?? 'fatal') as 'fatal' | 'warning',
		structure: structureOf(given),
		original: originalOf(given),
		out,
		limits: readLimits(given.all('limit')),
		fix: given.text('fix'),
		dryRun: given.flag('fix-dry-run'),
		mend: !given.flag('no-mend'),
		platform: platformOf(given),
		deposit: depositOf(given),
	}
}

/** What a batch has to know; it judges as is done here, many at a time. */
function decided(given: Arguments, settings: Settings): Decided {
	const { report, rendering, failOn, structure, mend, limits, fix, dryRun } = settings
	return {
		format: report.name,
		lang: rendering.lang,
		colours: rendering.paint !== plain,
		failOn,
		structure,
		beyond: given.flag('strict') ? 'refuse' : 'warn',
		mend,
		limits,
		oneByOne:
			fix !== undefined ||
			dryRun ||
			settings.original !== undefined ||
			given.text('xsd') !== undefined ||
			settings.deposit !== undefined,
	}
}

function structureOf(given: Arguments): StructureMode {
	const usual = given.all('schematron').length > 0 ? 'off' : 'refuse'
	return (given.text('structure') ?? usual) as StructureMode
}

function originalOf(given: Arguments): Original | undefined {
	const file = given.text('original')
	if (file === undefined) return undefined
	try {
		const bytes = readFileSync(file)
		return { name: basename(file), bytes, sha256: digest(bytes) }
	} catch (error) {
		return cannotRead(file, error as NodeJS.ErrnoException)
	}
}

function isDate(text: string): boolean {
	const date = new Date(`${text}T00:00:00Z`)
	return (
		/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
	)
}

/** The day it is here. */
function today(): string {
	const now = new Date()
	const two = (n: number) => String(n).padStart(2, '0')
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

function languageOf(environment: Readonly<Record<string, string | undefined>>): Lang {
	const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
	return locale.startsWith('fr') ? 'fr' : 'en'
}

function rulesOf(given: Arguments): Rules {
	const files = given.all('schematron')
	const { held } = bundleOf(given)
	if (files.length === 0)
		return {
			kind: 'chosen',
			load: held ? shelf(held) : ownRuleSet,
			...(held && choosing(held)),
			beyond: given.flag('strict') ? 'refuse' : 'warn',
			...nationalOf(given),
		}
	if (given.flag('strict'))
		throw new Fault('usage', '--strict is about our own rules: leave out --schematron.')
	const phase = given.text('phase')
	return {
		kind: 'alone',
		ruleSets: files.map((file) => loadRuleSet(file, phase === undefined ? {} : { phase })),
	}
}

async function judgeAll(found: Found, settings: Settings & { readonly rules: Rules }): Promise<number> {
	const { report, rendering } = settings
	const write = settings.out === undefined ? writerTo(process.stdout) : fileWriter(settings.out)
	const tally = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	const into = new Tree()
	const progress = progressOn(found.sources.length)
	const svrl = report.name === 'svrl' ? framing(found, settings.rules) : undefined
	if (!settings.dryRun) await write.text(svrl?.open ?? report.open?.(rendering) ?? '')
	let { passedOver } = found
	let [done, shown] = [0, 0]
	for (const source of found.sources) {
		for await (const entry of source.documents(settings.limits)) {
			if (entry.kind === 'passed-over') {
				passedOver++
				continue
			}
			const result = await takenIn(entry, { ...settings, into })
			const { verdict } =
				settings.mend && result.verdict.rejections.length > 0 ? mended(result, settings) : result
			tally[verdict.verdict]++
			const fixing = { ...settings, lang: rendering.lang }
			if (settings.dryRun) {
				await write.text(dryRun(result, fixing))
				continue
			}
			if (settings.fix !== undefined)
				for (const line of writeFixed(result, settings.fix, fixing)) process.stderr.write(`${line}\n`)
			if (shown++ > 0) await write.text(report.between ?? '')
			const shownWith = withText(rendering, result)
			if (svrl === undefined) await write.text(report.one(verdict, shownWith))
			else {
				const documents = svrlOf({ verdict, text: result.text, rules: settings.rules, lang: rendering.lang })
				await write.text(report.one(verdict, { ...shownWith, svrl: svrl.one(entry.name, documents) }))
				if (documents.length === 0)
					process.stderr.write(`${entry.name}: no SVRL: the document could not be read as XML.\n`)
			}
		}
		progress(++done)
	}
	if (!settings.dryRun) await write.text(svrl?.close ?? report.close?.(tally, rendering) ?? '')
	await write.end()
	if (passedOver > 0 && process.stderr.isTTY)
		process.stderr.write(
			`${passedOver} files in folders and archives are neither .xml nor .pdf and were passed over.\n`,
		)
	return statusOf(tally)
}

/** How SVRL documents stand in one output: alone, or in a frame where there may be several. */
function framing({ sources }: Found, rules: Rules): SvrlFrame {
	const [source, ...others] = sources
	const single =
		source !== undefined && others.length === 0 && !/\.(?:zip|tar|tgz|tar\.gz)$/i.test(source.name)
	const alone = single && rules.kind === 'alone' && rules.ruleSets.length === 1
	return alone ? { open: '', close: '', one: (_source, documents) => documents.join('') } : svrlFrame
}

/** Judged, and where it is to be taken in, its key claimed. */
async function takenIn(
	entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
	settings: Settings & { readonly rules: Rules; readonly into: Tree },
): Promise<Judged> {
	const { platform, deposit } = settings
	if (deposit === undefined || platform === undefined) return judged(entry, settings)
	const { submission, keeping, claims } = deposit
	return await untilClaimed(
		async () => {
			let key = (): string | undefined => undefined
			const asking: PlatformFor = (file, bytes) => {
				const asked = listening(platform(file, bytes))
				key = asked.key
				return asked.platform
			}
			const result = judged(entry, { ...settings, platform: asking })
			return { judged: result, claim: claimOf(result.verdict, key(), submission, keeping) }
		},
		await claims(),
	)
}

/** What is thrown here is no verdict; it says which document it happened on. */
function judged(
	entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
	{
		asOf,
		failOn,
		structure,
		original,
		schema,
		limits,
		rules,
		into,
		platform,
	}: Settings & { readonly rules: Rules; readonly into: Tree },
): Judged {
	const context: ValidationContext = {
		source: entry.name,
		sha256: entry.kind === 'file' ? digest(entry.bytes) : '',
		asOf,
		rules,
		failOn,
		structure,
		...(original && { original }),
		...(schema && { schema }),
		limits,
		consume: true,
		digest,
		clock: () => performance.now(),
		into,
		...(platform !== undefined &&
			entry.kind === 'file' && { platform: platform(entry.name, entry.bytes.length) }),
	}
	try {
		return entry.kind === 'file'
			? sparing(entry.bytes.length, () => validate(entry.bytes, context))
			: { verdict: refuse(entry.failure, context) }
	} catch (error) {
		process.stderr.write(`while judging ${context.source}:\n`)
		throw error
	}
}

function digest(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex')
}

function statusOf(tally: Summary): number {
	return tally.rejected + tally.inadmissible + tally.undecided > 0 ? 1 : 0
}

interface Writer {
	text(piece: string): Promise<void>
	end(): Promise<void>
}

function writerTo(stream: NodeJS.WritableStream): Writer {
	return {
		text: (piece) =>
			new Promise((done, fail) => {
				if (piece === '') done()
				else stream.write(piece, (error) => (error ? fail(error) : done()))
			}),
		end: async () => {},
	}
}

function fileWriter(file: string): Writer {
	const stream = createWriteStream(file)
	const failed = new Promise<never>((_, fail) => {
		stream.on('error', (error: NodeJS.ErrnoException) =>
			fail(new Fault('usage', `${file} cannot be written: ${error.code ?? error.message}.`)),
		)
	})
	failed.catch(() => {})
	const writer = writerTo(stream)
	return {
		text: (piece) => Promise.race([writer.text(piece), failed]),
		end: () => Promise.race([new Promise<void>((done) => stream.end(done)), failed]),
	}
}

/** A counter on standard error, where both streams do not share a terminal line. */
function progressOn(total: number): (done: number) => void {
	if (total < 20 || process.stderr.isTTY !== true || process.stdout.isTTY === true) return () => {}
	return (done) => {
		if (done % 20 === 0 || done === total)
			process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`)
	}
}
