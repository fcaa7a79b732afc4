/**
 * What a mend tells: where to correct, what to change, why, and what that change touches.
 *
 * Only the document's own syntax and our words: a proposal is data that every report shows.
 */
import type { Location } from '#engine'
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming, pathOf } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import { type Kind, kindsOfMend } from './candidate.ts'
import type { Edit } from './patch.ts'
import { type Tried, termOf } from './search.ts'

/** The place to correct. */
export interface MendPlace {
	readonly action: 'change' | 'insert' | 'remove' | 'move'
	/** The element or attribute to change; of `insert`, the element to insert into. */
	readonly location: Location
	/** Of `insert`: the neighbour after which it goes; absent: it comes first. */
	readonly after?: Location
	readonly term?: string
	readonly wording: Wording
}

/** A change that was made on a copy and judged: its findings go and none comes. */
export interface Patch {
	readonly edits: readonly Edit[]
	/** What it does. */
	readonly summary: Wording
	/** Why this and not another. */
	readonly reason: Wording
	/** Said first where an amount, a tax or a party changes. */
	readonly announces?: Wording
	readonly proven: true
	/** Nothing refuses the invoice any more. */
	readonly heals: boolean
}

export interface Fix extends Wording {
	/** The likeliest change, where the document decides it. */
	readonly patch?: Patch
	/** Others that prove as well, the likeliest first. */
	readonly alternatives?: readonly Patch[]
	/** What only the supplier knows. */
	readonly ask?: Wording
}

export function placeOf(tried: Tried): MendPlace {
	return { ...placeAt(tried.edits[0]!, termOf(tried)), location: tried.place }
}

/** The place that an edit concerns. */
export function placeAt(edit: Edit, term: string | undefined): MendPlace {
	return {
		action: actions[edit.op],
		location: edit.location,
		...(edit.after !== undefined && { after: edit.after }),
		...(term !== undefined && { term }),
		wording: summaryOf(edit, term),
	}
}

const actions = {
	'set-text': 'change',
	'set-attribute': 'insert',
	remove: 'remove',
	insert: 'insert',
	move: 'move',
} as const satisfies Readonly<Record<Edit['op'], MendPlace['action']>>

export function patchOf(tried: Tried): Patch {
	const announced = announcementOf(tried.edits)
	const term = termOf(tried)
	return {
		edits: tried.edits,
		summary: summaryOf(tried.edits[0]!, term),
		reason: kindsOfMend[tried.candidate.kind].reason,
		...(announced !== undefined && { announces: announced }),
		proven: true,
		heals: tried.heals,
	}
}

/** What is asked of the supplier, of a change that the document does not decide. */
export function askOf(tried: Tried): Wording | undefined {
	const kind: Kind = tried.candidate.kind
	if (kindsOfMend[kind].known) return undefined
	const term = termOf(tried)
	const { reason } = kindsOfMend[kind]
	if (term === undefined) return reason
	const name = naming(term)
	return {
		fr: `${reason.fr} Vous seul pouvez donner ${name.fr}.`,
		en: `${reason.en} Only you can give ${name.en}.`,
	}
}

const bareName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, '')

function summaryOf(edit: Edit, term: string | undefined): Wording {
	const bare = bareName(edit.location.path)
	const element = { fr: bare || 'la facture', en: bare || 'the invoice' }
	const name = term === undefined ? element : naming(term)
	const line = edit.location.line
	const after = edit.after === undefined ? undefined : bareName(edit.after.path)
	switch (edit.op) {
		case 'set-text':
			return {
				fr: `Corrigez ${name.fr}, ligne ${line}.`,
				en: `Correct ${name.en}, line ${line}.`,
			}
		case 'set-attribute':
			return {
				fr: `Ajoutez l’attribut ${edit.name} à ${element.fr}, ligne ${line}.`,
				en: `Add the attribute ${edit.name} to ${element.en}, line ${line}.`,
			}
		case 'remove':
			return { fr: `Supprimez ${name.fr}, ligne ${line}.`, en: `Remove ${name.en}, line ${line}.` }
		case 'move':
			return {
				fr: `Déplacez ${element.fr} ${after === undefined ? 'au début' : `après ${after}`}.`,
				en: `Move ${element.en} ${after === undefined ? 'to the front' : `after ${after}`}.`,
			}
		case 'insert':
			return {
				fr: `Ajoutez ${name.fr} dans ${element.fr} (ligne ${line}), ${after === undefined ? 'au début' : `après ${after} (ligne ${edit.after!.line})`}.`,
				en: `Add ${name.en} to ${element.en} (line ${line}), ${after === undefined ? 'at its start' : `after ${after} (line ${edit.after!.line})`}.`,
			}
	}
}

const subjects: readonly (readonly [RegExp, Wording])[] = [
	[/Amount|Price|Percent|Quantity|Rate|Total|Numeric|Line/, { fr: 'un montant', en: 'an amount' }],
	[/Tax|VAT/i, { fr: 'la TVA', en: 'VAT' }],
	[/Party|Payee|Payment|Account/, { fr: 'une partie ou le paiement', en: 'a party or the payment' }],
]

/** What the edits touch that nobody should change without knowing. */
export function announcementOf(edits: readonly Edit[]): Wording | undefined {
	for (const { location, xml, op, name, before, value } of edits) {
		const words = `${location.path} ${typedNames(location.path, xml)} ${xml ?? ''} ${name ?? ''}`
		for (const [pattern, what] of subjects) {
			if (!pattern.test(words)) continue
			const was = before === undefined || before === '' ? '–' : before
			const becomes = op === 'remove' ? '–' : (value ?? xml ?? was)
			return {
				fr: `Attention : ce changement touche ${what.fr} (${shortened(was)} → ${shortened(becomes)}).`,
				en: `Mind: this change touches ${what.en} (${shortened(was)} → ${shortened(becomes)}).`,
			}
		}
	}
	return undefined
}

/** What the terms on a pointer into a typed-in invoice, and those inserted there, are called in UBL. */
function typedNames(path: string, member = ''): string {
	if (!/^\/(?:B[TG]-|$)/.test(path)) return ''
	return [...`${path} ${member}`.matchAll(/\bB[TG]-\d+\b/g)]
		.map(([id]) => (isTerm(id) ? pathOf(id, 'ubl-invoice') : ''))
		.join(' ')
}

function isTerm(id: string): id is TermId {
	return businessTerms.has(id)
}

function shortened(text: string): string {
	const flat = text.replace(/\s+/g, ' ').trim()
	return flat.length <= 60 ? flat : `${flat.slice(0, 59)}…`
}
