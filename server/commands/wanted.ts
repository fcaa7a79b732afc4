import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Fault } from '#engine'
import type { Lang, Original, Rules, Schema, StructureMode } from '#rules'
import { type Arguments, helpOf, type OptionSpecs } from '../arguments.ts'
import { batchOptions, type Decided } from '../batch/wanted.ts'
import { choosing } from '../bundle/held.ts'
import { cannotRead } from '../documents.ts'
import { flowOptions } from '../flow/wanted.ts'
import { type AnyLimits, limitsHelp, readLimits } from '../limits.ts'
import { type Rendering, type Report, type ReportName, reports } from '../reports/index.ts'
import { loadRuleSet, ownRuleSet, shelf } from '../rule-sets.ts'
import { painterFor, plain } from '../terminal.ts'
import { today } from '../today.ts'
import {
	askedOptions,
	bundleOf,
	type Deposit,
	depositOf,
	nationalOf,
	type PlatformFor,
	platformOf,
} from './asked.ts'
import { schematronOptions, schematronsOf } from './schematrons.ts'

export const options = {
	...schematronOptions,
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

export const help = `recevable check [OPTIONS] PATH…

Judges invoices: files, folders (their .xml and .pdf files and archives at any depth), globs, or standard input (-).
Archives (.zip, .tar, .tar.gz) are read without unpacking them: an invoice inside is named archive.zip!/invoice.xml.

${helpOf(options)}

RECEVABLE_CATALOGUE is the site whose catalogue findings lead to, as https://platform.example; a service on this
machine unless given.

Limits and their usual values:
${limitsHelp()}

Status: 0 all accepted · 1 some rejected, inadmissible or undecided · 2 wrong usage · 3 a fault: nothing may be concluded
`

export interface Settings {
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

export function settingsOf(given: Arguments): Settings {
	const out = given.text('out')
	const jobs = given.text('jobs')
	if (jobs !== undefined && !/^[1-9]\d{0,3}$/.test(jobs))
		throw new Fault('usage', `--jobs cannot be '${jobs}'; it is a number from 1.`)
	const asOf = given.text('as-of')
	if (asOf !== undefined && !isDate(asOf))
		throw new Fault('usage', `--as-of cannot be '${asOf}'; it is a day of the calendar written YYYY-MM-DD.`)
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
export function decided(given: Arguments, settings: Settings): Decided {
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
		return { name: basename(file), bytes, sha256: hash('sha256', bytes) }
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

function languageOf(environment: Readonly<Record<string, string | undefined>>): Lang {
	const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
	return locale.startsWith('fr') ? 'fr' : 'en'
}

export function rulesOf(given: Arguments): Rules {
	const { held } = bundleOf(given)
	if (given.flag('strict') && given.all('schematron').length > 0)
		throw new Fault('usage', '--strict is about our own rules: leave out --schematron.')
	const ruleSets = schematronsOf(given, loadRuleSet)
	if (ruleSets !== undefined) return { kind: 'alone', ruleSets }
	return {
		kind: 'chosen',
		load: held ? shelf(held) : ownRuleSet,
		...(held && choosing(held)),
		beyond: given.flag('strict') ? 'refuse' : 'warn',
		...nationalOf(given),
	}
}
