/**
 * Which national rule sets judge a document, as data (choices.json).
 *
 * An entry names its rule sets by syntax, the day from which they hold, and what calls for them: one of its
 * alternatives, each a profile (BT-24) or values of terms. A set that a published test reads otherwise than its
 * text is there twice, and the caller says which reading counts.
 */
import type { Tree } from '#engine'
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
}

interface Choice {
	readonly id: string
	readonly from: string
	readonly ruleSets: { readonly ubl: string; readonly cii: string }
	readonly published?: { readonly ubl: string; readonly cii: string }
	/** They take the place of the European rules. */
	readonly instead?: boolean
	readonly any: readonly Readonly<Record<string, string | undefined>>[]
}

export interface Chosen {
	readonly ids: readonly OwnRuleSetId[]
	/** The European rules are among them, as the profile has them. */
	readonly instead: boolean
}

/** The national rule sets that a document calls for on a day. */
export function nationalSets(
	tree: Tree,
	recognition: Recognition,
	asOf: string,
	{ reading, alone }: National,
): Chosen {
	const { syntax } = recognition
	if (syntax === undefined) return { ids: [], instead: false }
	const binding = syntax === 'cii' ? 'cii' : 'ubl'
	const called = (choices as readonly Choice[]).filter((choice) =>
		alone === true
			? choice.instead !== true
			: choice.from <= asOf && choice.any.some((one) => calledFor(one, tree, recognition)),
	)
	return {
		ids: called.map(
			({ ruleSets, published }) =>
				(reading === 'text' ? ruleSets : (published ?? ruleSets))[binding] as OwnRuleSetId,
		),
		instead: called.some((choice) => choice.instead === true),
	}
}

function calledFor(
	alternative: Readonly<Record<string, string | undefined>>,
	tree: Tree,
	{ profile, node, syntax }: Recognition,
): boolean {
	return Object.entries(alternative).every(([name, value]) =>
		name === 'profile' ? profile === value : valuesOf(tree, node, syntax!, name as TermId).includes(value!),
	)
}
