/**
 * A new platform rule as text: complete, sound, and harmless until someone raises its severity.
 *
 * What it asks (an order number) stands for what the author wants to ask. It only informs, so that a rule put
 * in place half written refuses nobody; its examples show both ends.
 */
import { Fault } from '#engine'
import type { PlatformRule } from '../platform/rule.ts'

export interface NewRule {
	readonly id: string
	/** In French; the id unless given. */
	readonly title?: string
	/** In English; the French one unless given. */
	readonly titleEn?: string
	/** The day from which it informs, year-month-day. */
	readonly from: string
}

/** Where a rule's file stands below the folder of the rules. */
export const fileOf = (id: string): string => `rules/${id.toLowerCase()}.json`

/** Throws a Fault `usage` for what is no id. */
export function newRule({ id, title = id, titleEn = title, from }: NewRule): string {
	if (!/^[A-Z][A-Z0-9-]+$/.test(id))
		throw new Fault('usage', `${id} is no id: capitals, digits and hyphens, as MINE-01.`)
	const rule: PlatformRule & { readonly $schema: string } = {
		$schema: '../editor.generated.json',
		id,
		title: { fr: title, en: titleEn },
		stage: 'platform',
		severity: [{ from, is: 'information' }],
		reasonCode: 'REJ_SEMAN',
		terms: ['BT-13'],
		message: {
			fr: 'La facture ne porte pas de numéro de commande (BT-13).',
			en: 'The invoice gives no order number (BT-13).',
		},
		why: {
			fr: 'Il rattache la facture à la commande.',
			en: 'It ties the invoice to the order.',
		},
		fix: {
			fr: 'Indiquez le numéro de la commande.',
			en: 'Give the number of the order.',
		},
		found: 'BT-13',
		expected: 'BT-13',
		examples: {
			pass: [{ title: 'order given', facts: { 'BT-13': 'C-2026-17' } }],
			fail: [{ title: 'no order', facts: {} }],
		},
		conditions: { fact: 'BT-13', operator: 'present', value: false },
		event: { type: id },
	}
	return `${JSON.stringify(rule, null, 2)}\n`
}
