/**
 * The shape that every family of explanations gives, and the sentences they share.
 *
 * A family answers by rule id; ids that it does not know are undefined, and the next family is asked.
 */
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming } from '../terms/term.ts'
import type { Advice, Wording } from '../wording.ts'

export interface Entry extends Advice {
	/** Business terms and groups concerned, the one at fault first. */
	readonly terms: readonly string[]
	/** The term to fill in: its place in the supplier's syntax is added to the fix. */
	readonly place?: TermId
}

export type Family = (rule: string, syntax: Syntax | undefined) => Entry | undefined

export const say = (fr: string, en: string): Wording => ({ fr, en })

/** A name at the head of an English sentence. */
export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1)
}

const inLines: Wording = { fr: 'dans une ligne de facture', en: 'in an invoice line' }

/** Where a term of this group is missed, for groups that may stand several times. */
const within: Readonly<Record<string, Wording>> = {
	'BG-3': {
		fr: 'dans la référence à une facture antérieure (BG-3)',
		en: 'in a reference to an earlier invoice (BG-3)',
	},
	'BG-20': {
		fr: 'pour une remise au niveau du document (BG-20)',
		en: 'for a document level allowance (BG-20)',
	},
	'BG-21': { fr: 'pour des frais au niveau du document (BG-21)', en: 'for a document level charge (BG-21)' },
	'BG-23': { fr: 'dans la ventilation de la TVA (BG-23)', en: 'in the VAT breakdown (BG-23)' },
	'BG-24': { fr: 'pour un document justificatif (BG-24)', en: 'for a supporting document (BG-24)' },
	'BG-25': { fr: `${inLines.fr} (BG-25)`, en: `${inLines.en} (BG-25)` },
	'BG-27': { fr: 'pour une remise de ligne (BG-27)', en: 'for a line allowance (BG-27)' },
	'BG-28': { fr: 'pour des frais de ligne (BG-28)', en: 'for a line charge (BG-28)' },
	'BG-29': inLines,
	'BG-30': inLines,
	'BG-31': inLines,
}

/** A term that has to be there and is not; `also`: terms that make it necessary. */
export function missing(id: TermId, why: Wording, fix?: Wording, also: readonly TermId[] = []): Entry {
	const term = businessTerms.get(id)!
	const name = naming(id)
	const place = within[term.group ?? '']
	return {
		terms: term.group === undefined ? [id, ...also] : [id, term.group, ...also],
		place: id,
		message: say(
			`Il manque ${name.fr}${place === undefined ? '' : ` ${place.fr}`}.`,
			`${capital(name.en)} is missing${place === undefined ? '' : ` ${place.en}`}.`,
		),
		why,
		fix: fix ?? say(`Renseignez ${name.fr}.`, `Give ${name.en}.`),
	}
}

/** An allowance or charge that does not say why. */
export function noReason(group: TermId, reason: TermId, code: TermId): Entry {
	const thing = naming(group)
	return {
		terms: [reason, code, group],
		message: say(`Aucun motif n’accompagne ${thing.fr}.`, `No reason comes with ${thing.en}.`),
		why: say(
			'L’acheteur doit savoir à quoi correspond un montant retranché ou ajouté pour l’accepter.',
			'The buyer has to know what an amount taken off or added stands for before accepting it.',
		),
		fix: say(
			`Indiquez ${naming(reason).fr} ou ${naming(code).fr}.`,
			`Give ${naming(reason).en} or ${naming(code).en}.`,
		),
	}
}

/** A group that has to be there. */
export function missingGroup(id: TermId, whyFr: string, whyEn: string, fixFr: string, fixEn: string): Entry {
	return { ...missing(id, say(whyFr, whyEn), say(fixFr, fixEn)), terms: [id] }
}
