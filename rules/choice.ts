/**
 * Which national rule sets judge a document, as data (choices.json).
 *
 * An entry names its rule sets by syntax, from which day they warn or refuse, in which scopes, directions and
 * channels they hold, and what in the document calls for them: one of its alternatives, each a profile (BT-24)
 * or values of terms. A single rule may harden later than its set. A set that a published test reads otherwise
 * than its text is there twice, and the caller says which reading counts.
 */
import { Fault, type Severity, type Tree } from '#engine'
import type { OwnRuleSetId } from '#schematron'
import choices from './choices.json' with { type: 'json' }
import type { Recognition } from './syntax.ts'
import type { TermId } from './terms/names.ts'
import { valuesOf } from './terms/term.ts'

/** The rules' own text, or what the published tests make of it. */
export type Reading = 'text' | 'published'

export interface National {
	readonly reading: Reading
	/** Whatever the document and the day, and without the European rules. */
	readonly alone?: boolean
	/** Where the invoice belongs, as `B2G`; any entry may be called for unless given. */
	readonly scope?: string
	readonly direction?: 'emission' | 'reception'
	readonly channel?: string
}

/** From a day on; the last one begun holds. */
type Severities = readonly { readonly from: string; readonly is: 'fatal' | 'warning' }[]

export interface Choice {
	readonly id: string
	/** Before the first day the sets do not judge. */
	readonly severity: Severities
	/** Last day on which they judge. */
	readonly until?: string
	/** Rules that warn longer than their set, by id. */
	readonly rules?: Readonly<Record<string, Severities>>
	readonly ruleSets: { readonly ubl: string; readonly cii: string }
	readonly published?: { readonly ubl: string; readonly cii: string }
	/** They take the place of the European rules. */
	readonly instead?: boolean
	/** They judge documents that are no whole invoices, whose structure is not checked. */
	readonly structure?: 'off'
	/** Only where the caller gives one of the scopes. */
	readonly asked?: boolean
	readonly scope?: readonly string[]
	readonly direction?: readonly string[]
	readonly channel?: readonly string[]
	/** What in the document calls for them; absent: every document does. */
	readonly any?: readonly Readonly<Record<string, string | undefined>>[]
}

/** A rule set, and what its refusing rules do on that day. */
export interface ChosenSet {
	readonly id: OwnRuleSetId
	readonly severityOf: (rule: string, severity: Severity) => Severity
}

export interface Chosen {
	readonly sets: readonly ChosenSet[]
	/** The European rules are among them, as the profile has them, or have nothing to say. */
	readonly instead: boolean
	/** The document is no whole invoice. */
	readonly extract: boolean
}

export const noNational: Chosen = { sets: [], instead: false, extract: false }

/** The entries of a choices.json; throws a Fault `rule-text-invalid` unless each names rule sets of `known`. */
export function readChoices(file: string, text: string, known: readonly string[]): readonly Choice[] {
	const fail = (what: string): never => {
		throw new Fault('rule-text-invalid', what, { file, line: 1, column: 1 })
	}
	let read: unknown
	try {
		read = JSON.parse(text)
	} catch (error) {
		fail(`no JSON: ${(error as Error).message}`)
	}
	if (!Array.isArray(read)) return fail('choices are a list')
	for (const entry of read as readonly Partial<Choice>[]) {
		const { id, severity, ruleSets, published } = entry ?? {}
		if (typeof id !== 'string') fail('an entry has no id')
		const dated =
			Array.isArray(severity) &&
			severity.every(({ from, is }) => /^\d{4}-\d\d-\d\d$/.test(from) && (is === 'fatal' || is === 'warning'))
		if (!dated) fail(`${id}: severity says from which day (YYYY-MM-DD) it is fatal or warning`)
		for (const sets of [ruleSets, ...(published === undefined ? [] : [published])])
			for (const set of [sets?.ubl, sets?.cii])
				if (set === undefined || !known.includes(set)) fail(`${id}: there is no rule set ${set}`)
	}
	return read as readonly Choice[]
}

/** The national rule sets that a document calls for on a day. */
export function nationalSets(
	tree: Tree,
	recognition: Recognition,
	asOf: string,
	national: National,
	among = choices as readonly Choice[],
): Chosen {
	const { syntax } = recognition
	if (syntax === undefined) return noNational
	const binding = syntax === 'cii' ? 'cii' : 'ubl'
	const { reading, alone } = national
	const called = among.filter((choice) =>
		alone === true ? choice.instead !== true : calls(choice, tree, recognition, asOf, national),
	)
	return {
		sets: called.map(({ ruleSets, published, severity, rules }) => ({
			id: (reading === 'text' ? ruleSets : (published ?? ruleSets))[binding] as OwnRuleSetId,
			severityOf: (rule, is) =>
				is === 'fatal' && alone !== true ? (on(rules?.[rule] ?? severity, asOf) ?? 'information') : is,
		})),
		instead: called.some((choice) => choice.instead === true),
		extract: called.some((choice) => choice.structure === 'off'),
	}
}

const on = (severities: Severities, asOf: string): 'fatal' | 'warning' | undefined =>
	severities.findLast(({ from }) => from <= asOf)?.is

function calls(
	{ severity, until, asked, scope, direction, channel, any }: Choice,
	tree: Tree,
	recognition: Recognition,
	asOf: string,
	given: National,
): boolean {
	return (
		(asked !== true || given.scope !== undefined) &&
		on(severity, asOf) !== undefined &&
		(until === undefined || asOf <= until) &&
		fits(scope, given.scope) &&
		fits(direction, given.direction) &&
		fits(channel, given.channel) &&
		(any === undefined || any.some((one) => calledFor(one, tree, recognition)))
	)
}

const fits = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
	wanted === undefined || value === undefined || wanted.includes(value)

function calledFor(
	alternative: Readonly<Record<string, string | undefined>>,
	tree: Tree,
	{ profile, node, syntax }: Recognition,
): boolean {
	for (const name in alternative) {
		const value = alternative[name]!
		if (
			name === 'profile' ? profile !== value : !valuesOf(tree, node, syntax!, name as TermId).includes(value)
		)
			return false
	}
	return true
}
