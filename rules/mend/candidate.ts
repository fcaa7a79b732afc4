/** A change that might mend an invoice, before it is tried. */
import type { TermId } from '../terms/names.ts'
import type { Wording } from '../wording.ts'
import type { NodeEdit } from './patch.ts'

/** Why a change suggests itself; `asked` ones stand in for what only the supplier knows. */
export type Kind = keyof typeof kindsOfMend

interface KindOfMend {
	/** The document decides the value; if not, it is asked for. */
	readonly known: boolean
	/** How far-fetched: of two mends that prove equally good, the lower one comes first. */
	readonly cost: number
	readonly reason: Wording
}

export const kindsOfMend = {
	spelling: {
		known: true,
		cost: 1,
		reason: {
			fr: 'La valeur est bonne, seule son écriture est à changer.',
			en: 'The value is right, only its spelling has to change.',
		},
	},
	rounded: {
		known: true,
		cost: 1,
		reason: { fr: 'Les montants s’arrêtent au centime.', en: 'Amounts stop at the cent.' },
	},
	duplicate: {
		known: true,
		cost: 2,
		reason: {
			fr: 'La même donnée figure deux fois, mot pour mot.',
			en: 'The same datum stands there twice, word for word.',
		},
	},
	foreign: {
		known: true,
		cost: 3,
		reason: {
			fr: 'Le format ne prévoit pas cette donnée à cet endroit.',
			en: 'The format has no such datum at this place.',
		},
	},
	constant: {
		known: true,
		cost: 2,
		reason: { fr: 'Une seule valeur est possible ici.', en: 'Only one value is possible here.' },
	},
	computed: {
		known: true,
		cost: 4,
		reason: {
			fr: 'Le calcul à partir des autres montants donne cette valeur.',
			en: 'The calculation from the other amounts gives this value.',
		},
	},
	agreeing: {
		known: true,
		cost: 5,
		reason: {
			fr: 'C’est la valeur que la facture donne ailleurs pour la même chose.',
			en: 'This is the value that the invoice gives elsewhere for the same thing.',
		},
	},
	moved: {
		known: true,
		cost: 2,
		reason: {
			fr: 'Le format attend cette donnée à une autre place.',
			en: 'The format wants this datum at another place.',
		},
	},
	hollow: {
		known: true,
		cost: 6,
		reason: {
			fr: 'Cet élément est facultatif et ne donne aucune donnée de la facture.',
			en: 'This element is optional and gives no datum of the invoice.',
		},
	},
	'asked-missing': {
		known: false,
		cost: 7,
		reason: {
			fr: 'La facture ne permet pas de déduire cette donnée.',
			en: 'The invoice does not tell this datum.',
		},
	},
	'asked-value': {
		known: false,
		cost: 8,
		reason: {
			fr: 'La facture ne permet pas de déduire la bonne valeur.',
			en: 'The invoice does not tell the right value.',
		},
	},
} as const satisfies Readonly<Record<string, KindOfMend>>

export interface Candidate {
	readonly kind: Kind
	readonly edits: readonly NodeEdit[]
	/** The term that the change is about, where one is known. */
	readonly term?: TermId
	/** Added to the kind's cost. */
	readonly extra?: number
	/** The node at fault, where it is not the one that the first edit changes. */
	readonly place?: number
	/** The rule whose finding suggested it. */
	readonly rule?: string
}

/** Takes a change that suggests itself; one with the same edits is taken once. */
export type Add = (
	kind: Kind,
	edits: readonly NodeEdit[],
	term?: TermId,
	extra?: number,
	place?: number,
) => void
