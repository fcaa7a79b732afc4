/** Lines, and what is taken off or put on them and the document. */
import type { Choices, LineChoices, Scenario } from './choices.ts'
import { later } from './day.ts'
import { gs1 } from './identifiers.ts'
import { type Adjustment, type Draft, type Line, netOf, rounded, type Vat } from './invoice.ts'
import { allowances, charges, type Goods, people, pick, type Trade } from './words.ts'

const untaxed: Readonly<Partial<Record<Scenario, Vat>>> = {
	'union-goods': {
		category: 'K',
		rate: 0,
		code: 'VATEX-EU-IC',
		reason: 'Livraison intracommunautaire, article 262 ter I du CGI',
	},
	'union-services': {
		category: 'AE',
		rate: 0,
		code: 'VATEX-EU-AE',
		reason: 'Autoliquidation, article 283-2 du CGI',
	},
	export: { category: 'G', rate: 0, code: 'VATEX-EU-G', reason: 'Exportation, article 262 I du CGI' },
}

export function lineOf(
	{ goods: n, quantity, price, extras, detail }: LineChoices,
	trade: Trade,
	scenario: Scenario,
	issued: string,
	ordered: boolean,
): Line {
	const has = (bit: number): boolean => ((extras >> bit) & 1) === 1
	const exempt = trade.exempt !== undefined && n % 3 === 2 ? pick(trade.exempt, n) : undefined
	const [name, unit, least, most, rate]: Goods = exempt === undefined ? pick(trade.goods, n) : [...exempt, 0]
	const cents = least + ((price * 7) % (most - least + 1))
	const net = has(0) ? cents * 100 + (price % 100) : cents * 100
	const amount = quantityOf(unit, quantity)
	const returned = has(1) && has(2)
	const cheap = cents < 1_000 && has(3)
	const line: Line = {
		name,
		quantity: returned ? -amount : amount,
		unit,
		price: net,
		vat:
			untaxed[scenario] ??
			(exempt === undefined ? { category: 'S', rate } : { category: 'E', rate: 0, ...trade.exemption! }),
		attributes: has(4) ? [{ name: 'Couleur', value: pick(['gris', 'bleu nuit', 'écru'], detail) }] : [],
		adjustments: [],
		...(cheap && { per: 100 }),
		...(has(5) && { discount: Math.max(1, Math.trunc(net / 20)) }),
		...(has(6) && {
			description: `Modèle ${detail % 90}, ${pick(['livré monté', 'à emporter', 'sur commande'], detail)}`,
		}),
		...(has(7) && { sellerItem: `ART-${detail % 100_000}` }),
		...(has(8) && { buyerItem: `REF-${detail % 1_000}` }),
		...(has(9) && { gtin: gs1(`376${String(detail).padStart(9, '0')}`) }),
		...(has(10) && { classification: { value: String(940_000 + (detail % 60_000)), scheme: 'HS' } }),
		...(has(11) && { origin: pick(['FR', 'IT', 'DE', 'PT'], detail) }),
		...(has(12) && { note: `À l’attention de ${pick(people, detail)}` }),
		...(has(13) && ordered && { orderLine: String(1 + (detail % 30)) }),
		...(has(14) && { cost: `607${detail % 100}` }),
		...(has(15) && { period: { start: later(issued, -31), end: later(issued, -2) } }),
	}
	return returned ? line : { ...line, adjustments: lineAdjustments(line, detail, has) }
}

function lineAdjustments(line: Line, detail: number, has: (bit: number) => boolean): Adjustment[] {
	const base = netOf(line)
	const made: Adjustment[] = []
	if (has(16)) {
		const percent = 100 * (1 + (detail % 15))
		const [code, reason] = pick(allowances, detail)
		made.push({
			charge: false,
			code,
			reason,
			of: { base, percent },
			amount: rounded((base * percent) / 10_000),
		})
	}
	if (has(17)) {
		const [code, reason] = pick(charges, detail)
		made.push({ charge: true, code, reason, amount: 100 + (detail % 4_900) })
	}
	return made
}

/** An allowance or a charge of some percent of a line, under the VAT of that line. */
export function adjustmentOf(
	[kind, percent, at]: Choices['adjustments'][number],
	lines: readonly Line[],
): Draft['adjustments'][number] {
	const line = pick(lines, at)
	const base = Math.abs(netOf(line))
	const charge = kind % 3 === 2
	const [code, reason] = pick(charge ? charges : allowances, kind)
	const share = 100 * (percent + 1)
	return {
		charge,
		code,
		reason,
		vat: line.vat,
		amount: rounded((base * share) / 10_000),
		...(kind % 2 === 0 && { of: { base, percent: share } }),
	}
}

/** Thousandths: whole pieces, quarters of an hour, half days, weights and lengths to the gram and millimetre. */
function quantityOf(unit: string, n: number): number {
	switch (unit) {
		case 'C62':
			return (1 + (n % 60)) * 1_000
		case 'HUR':
			return (1 + (n % 160)) * 250
		case 'DAY':
			return (1 + (n % 40)) * 500
		case 'MON':
			return (1 + (n % 12)) * 1_000
		default:
			return 100 + n * 5
	}
}
