/**
 * When `check` is a batch: many documents, or options that only make sense for many.
 *
 * A few small documents are judged in this process, which is sooner than starting threads.
 */
import { statSync } from 'node:fs'
import { documentLimits, Fault } from '#engine'
import type { Beyond, Lang, StructureMode } from '#rules'
import type { Arguments, OptionSpecs } from '../arguments.ts'
import { askedOf, bundleOf, nationalOf } from '../commands/asked.ts'
import { schematronsOf } from '../commands/schematrons.ts'
import { listedDocuments, type Walk, walkDocuments } from '../documents.ts'
import type { AnyLimits } from '../limits.ts'
import { packRuleSet } from '../rule-sets.ts'
import { today } from '../today.ts'
import { type BatchOptions, runBatch } from './batch.ts'

export const batchOptions = {
	jobs: {
		type: 'string',
		short: 'j',
		value: 'N',
		help: 'documents judged at a time; for many, as many as there are processors unless given',
	},
	'files-from': {
		type: 'string',
		short: 'T',
		value: 'FILE',
		help: 'judge what this file names, a path a line or NUL-separated; - for standard input',
	},
	resume: {
		type: 'boolean',
		help: 'go on with what --out holds: nothing is judged twice, nothing is left out',
	},
	summary: {
		type: 'string',
		value: 'FILE',
		help: 'write counts, rules and times of the whole as JSON there',
	},
} as const satisfies OptionSpecs

/** What `check` decided already. */
export interface Decided {
	readonly format: string
	readonly lang: Lang
	readonly colours: boolean
	readonly failOn: 'fatal' | 'warning'
	readonly structure: StructureMode
	readonly beyond: Beyond
	readonly mend: boolean
	readonly limits: AnyLimits
	/** Something is asked for that is done one document after the other. */
	readonly oneByOne: boolean
}

/** Documents or bytes from which threads are worth their start. */
const manyDocuments = 32
const manyBytes = 4_000_000

const formats = ['json', 'text'] as const

/** The exit status; undefined where this is no batch. */
export async function batch(given: Arguments, decided: Decided): Promise<number | undefined> {
	const list = given.text('files-from')
	const [resume, out] = [given.flag('resume'), given.text('out')]
	const asked = ['jobs', 'files-from', 'resume', 'summary'].find((name) => given.flag(name))
	const format = formats.find((name) => name === decided.format)
	if (format === undefined || decided.oneByOne) {
		if (asked === undefined || asked === 'jobs') return undefined
		throw new Fault('usage', `--${asked} goes with --format json or text, and without corrections.`)
	}
	if (resume && (out === undefined || format !== 'json'))
		throw new Fault('usage', '--resume goes with --out FILE and --format json.')
	if (resume && given.positionals.includes('-'))
		throw new Fault('usage', '--resume cannot know what standard input (-) held the first time.')
	if (list !== undefined && given.positionals.length > 0)
		throw new Fault('usage', 'Name documents or a list of them (--files-from), not both.')
	const walk = async () =>
		list === undefined ? await walkDocuments(given.positionals) : listedDocuments(list)
	if (asked === undefined && !(await isMuch(await walk()))) return undefined

	const summary = given.text('summary')
	return await runBatch({
		walk: await walk(),
		...judgedWith(given, decided),
		today: today(),
		format,
		lang: decided.lang,
		colours: decided.colours,
		resume,
		...(out !== undefined && { out }),
		...(summary !== undefined && { summary }),
	})
}

/** What workers are told of all documents, and what they judge with. */
export function judgedWith(given: Arguments, decided: Decided): Pick<BatchOptions, 'common' | 'pool'> {
	const jobs = given.text('jobs')
	const schematron = schematronsOf(given, packRuleSet)
	const asOf = given.text('as-of')
	const platform = askedOf(given)
	return {
		common: {
			failOn: decided.failOn,
			structure: decided.structure,
			limits: decided.limits,
			...(decided.mend && { mend: true }),
			...(asOf !== undefined && { asOf }),
			...(platform && { transport: platform.transport }),
			...(platform?.submission && { submission: platform.submission }),
		},
		pool: {
			...(jobs !== undefined && { workers: Number(jobs) }),
			deadline: backstop(decided.limits.milliseconds),
			...(schematron !== undefined
				? { schematron }
				: { beyond: decided.beyond, ...nationalOf(given), ...bundleOf(given) }),
			...(platform && { platform: platform.stores }),
		},
	}
}

/** A document that is too slow is refused by its worker; one that never comes to that is ended with it. */
function backstop(milliseconds = documentLimits.milliseconds): number {
	return 2 * milliseconds
}

async function isMuch({ sources }: Walk): Promise<boolean> {
	let documents = 0
	let bytes = 0
	for await (const { name, isDocument } of sources) {
		if (++documents >= manyDocuments) return true
		if (name === '-') continue
		bytes += statSync(name, { throwIfNoEntry: false })?.size ?? 0
		// One document gains nothing from a second thread; an archive may hold many.
		if (bytes >= manyBytes && (documents > 1 || !isDocument)) return true
	}
	return false
}
