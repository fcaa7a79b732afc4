/**
 * What is said of a file by other means than a rule set: its container, its limits, what is attached to it.
 *
 * A remark explains itself, since its sentences hold values of the file; severity and reason code come from
 * data, as for any rule.
 */
import type { ReasonCode } from './catalogue/reasons.ts'
import type { Stage } from './platform/rule.ts'
import type { Recognition } from './syntax.ts'
import type { ExplainedFinding } from './verdict.ts'
import { type Advice, fill } from './wording.ts'

export interface Remark extends Omit<ExplainedFinding, 'kind'> {
	readonly kind: 'remark'
	/** Index in the Tree of the element concerned; 0 for the file as a whole. */
	readonly node: number
	/** The reason code under which it refuses; that of its rule unless given. */
	readonly code?: ReasonCode
	/** The control that speaks; that of its rule set unless given. */
	readonly stage?: Stage
}

/** Remarks on the file as a whole. */
export const remarks = {
	'READ-ENVELOPE': {
		message: {
			fr: 'La facture était placée dans une enveloppe d’acheminement ({envelope}), laissée de côté.',
			en: 'The invoice sat inside a routing envelope ({envelope}), which was left aside.',
		},
		why: {
			fr: 'L’enveloppe sert au transport ; seule la facture qu’elle contient est jugée, telle quelle.',
			en: 'The envelope serves transport; only the invoice inside is judged, as it stands.',
		},
		fix: {
			fr: 'Il n’y a rien à corriger ; vous pouvez aussi envoyer la facture sans son enveloppe.',
			en: 'There is nothing to correct; you may also send the invoice without its envelope.',
		},
	},
} as const satisfies Readonly<Record<string, Advice>>

/** A remark that informs and refuses nothing, about the invoice as a whole. */
export function remarkOn(
	id: keyof typeof remarks,
	{ locate }: Recognition,
	values: Readonly<Record<string, string>>,
): Remark {
	const { message, why, fix } = remarks[id]
	return {
		kind: 'remark',
		node: 0,
		rule: id,
		ruleSet: 'recevable-reading',
		severity: 'information',
		terms: [],
		location: locate(),
		message: fill(message, values),
		why,
		fix,
	}
}
