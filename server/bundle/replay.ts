/**
 * An old verdict judged again: the same bytes, day, options, rules and directory give the same verdict, byte for byte.
 *
 * The verdict says what it needs. What is not the same (another document, bundle or snapshot of the directory) is
 * refused before anything is judged, since the answer would say nothing.
 */
import { Fault, Tree } from '#engine'
import type { Original, Verdict } from '#rules'
import type { PlatformOptions } from '../platform.ts'
import { setupOf } from '../pool.ts'
import { judgeTask, meansOf, type Task } from '../task.ts'
import type { HeldRules } from './held.ts'

export interface ReplayOptions {
	/** The bundle that the verdict names; the program's own rules without. */
	readonly held?: HeldRules
	/** Stores of directory and ledger, where the verdict asked them. */
	readonly stores?: PlatformOptions
	/** The readable original that came with the document. */
	readonly original?: Original
}

export interface Difference {
	/** As `findings[2].message.fr`. */
	readonly path: string
	/** As JSON; undefined where there was nothing. */
	readonly was?: string
	readonly is?: string
}

export interface Replayed {
	readonly verdict: Verdict
	/** Byte for byte. */
	readonly same: boolean
	readonly differences: readonly Difference[]
}

/** The verdict in a file that holds one, or one a line, which speaks of that document. */
export function verdictOn(text: string, sha256: string): Verdict {
	const all = readVerdicts(text)
	const found = all.find(({ document }) => document?.sha256 === sha256)
	if (found !== undefined) return found
	const others = all.map(({ document }) => document?.sha256.slice(0, 12)).slice(0, 3)
	throw new Fault(
		'usage',
		all.length === 0
			? 'There is no verdict in the file; a verdict as JSON is due.'
			: `The verdict is on another document: SHA-256 ${others.join('…, ')}…, not ${sha256.slice(0, 12)}….`,
	)
}

export function readVerdicts(text: string): readonly Verdict[] {
	const whole = parsed(text)
	const all = whole === undefined ? text.split('\n').map(parsed) : [whole].flat()
	return all.filter((one): one is Verdict => typeof one?.document?.sha256 === 'string')
}

function parsed(text: string): Verdict | undefined {
	try {
		return (JSON.parse(text) as Verdict | null) ?? undefined
	} catch {
		return undefined
	}
}

/** Judges again; throws a Fault `usage` where what the verdict names is not what is given. */
export async function replay(
	was: Verdict,
	bytes: Uint8Array,
	{ held, stores = {}, original }: ReplayOptions = {},
): Promise<Replayed> {
	refuseOthers(was, held, original)
	const { asOf, source, options = {} } = was
	const { beyond, national, platform, scope, direction, channel, submission, key, failOn, structure } =
		options
	const transport = { ...(scope && { scope }), ...(direction && { direction }), ...(channel && { channel }) }
	const asking = platform && { ...stores, ...(key && { key }) }
	const reading = national && { reading: national, ...transport }
	const setup = setupOf({
		...(held && { held }),
		...(reading && { national: reading }),
		...(asking && { platform: asking }),
	})
	const means = await meansOf(setup, new Tree())
	if (platform) refuseOtherDirectory(was, means.platform?.({}).directory?.snapshot)
	const task: Task = {
		source,
		asOf,
		mend: true,
		...(beyond && { beyond }),
		...(failOn && { failOn }),
		...(structure && { structure }),
		...(platform && { transport: transport as NonNullable<Task['transport']> }),
		...(submission && { submission }),
		...(original && { original }),
	}
	const wanted = JSON.stringify(was)
	let verdict = judgeTask(bytes, task, means).verdict!
	// Whether causes and corrections were looked for is not said: both are tried.
	if (JSON.stringify(verdict) !== wanted) {
		const plain = judgeTask(bytes, { ...task, mend: false }, means).verdict!
		if (JSON.stringify(plain) === wanted || !was.findings.some(({ place }) => place !== undefined))
			verdict = plain
	}
	return { verdict, same: JSON.stringify(verdict) === wanted, differences: differencesOf(was, verdict) }
}

function refuseOthers(was: Verdict, held: HeldRules | undefined, original: Original | undefined): void {
	const [named, given] = [was.bundle, held?.name]
	const shown = (one: { readonly id: string; readonly version: string; readonly sha256: string }) =>
		`${one.id} ${one.version} (${one.sha256.slice(0, 12)}…)`
	if (named !== undefined && given === undefined)
		throw new Fault(
			'usage',
			`The verdict was given by the bundle ${shown(named)}: name it with --bundle FILE.`,
		)
	if (given !== undefined && named?.sha256 !== given.sha256)
		throw new Fault(
			'usage',
			`The verdict was given by ${named === undefined ? 'the rules of the program, no bundle' : `the bundle ${shown(named)}`}, not by ${shown(given)}.`,
		)
	if (was.original !== undefined && original === undefined)
		throw new Fault(
			'usage',
			`A readable original came with it, ${was.original.name}: name it with --original FILE.`,
		)
	if (original !== undefined && was.original?.sha256 !== original.sha256)
		throw new Fault('usage', 'The readable original is not the one that came with it.')
	if (was.checkedWith.some(({ id }) => id.startsWith('xsd-')))
		throw new Fault('usage', 'The verdict was given with a schema of its own (--xsd), which no replay has.')
}

function refuseOtherDirectory(
	was: Verdict,
	snapshot: { readonly date: string; readonly sha256: string } | undefined,
): void {
	const named = was.checkedWith.find(({ id }) => id === 'directory')
	if (named?.sha256 === snapshot?.sha256) return
	const shown = (date: string, sha256: string) => `that of ${date} (${sha256.slice(0, 12)}…)`
	throw new Fault(
		'usage',
		`The verdict asked ${named === undefined ? 'no directory' : `the directory, ${shown(named.version, named.sha256)}`}; here is ${snapshot === undefined ? 'none' : shown(snapshot.date, snapshot.sha256)}. Name the folder of the stores with --data FOLDER, and import the snapshot there if need be.`,
	)
}

/** Where two verdicts part, the deepest places; at most 50. */
export function differencesOf(was: unknown, is: unknown): readonly Difference[] {
	const found: Difference[] = []
	const compare = (a: unknown, b: unknown, path: string): void => {
		if (found.length >= 50 || JSON.stringify(a) === JSON.stringify(b)) return
		if (
			typeof a === 'object' &&
			typeof b === 'object' &&
			a !== null &&
			b !== null &&
			Array.isArray(a) === Array.isArray(b)
		) {
			for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
				const below = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
				compare((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], below)
			}
			return
		}
		found.push({
			path,
			...(a !== undefined && { was: JSON.stringify(a) }),
			...(b !== undefined && { is: JSON.stringify(b) }),
		})
	}
	compare(was, is, '')
	return found
}
