/** What an invoice says, from the choices made for it. */
import type { Structure } from '#rules'
import { type Choices, type GenerateOptions, profiles, type Scenario } from './choices.ts'
import { companies, foreignBuyer, frenchParty, publicBuyer, type Side } from './companies.ts'
import { dayBetween, later } from './day.ts'
import { frenchIban, frenchVat, siren, siret } from './identifiers.ts'
import { type Attachment, creditTypes, type Draft, type Party, type Payment } from './invoice.ts'
import { adjustmentOf, lineOf } from './line.ts'
import { abroad, dueNotes, notes, pick, towns, trades } from './words.ts'

/** Types a scenario may have, the first one most often. */
const types: Readonly<Record<Scenario, readonly string[]>> = {
	domestic: [
		...'380 '.repeat(11).trim().split(' '),
		'381',
		'381',
		'384',
		'386',
		'389',
		'393',
		'261',
		'262',
		'396',
	],
	public: [...'380 '.repeat(14).trim().split(' '), '381', '381', '381', '386', '384', '380'],
	'union-goods': ['380', '380', '380', '380', '381'],
	'union-services': ['380', '380', '380', '380', '381'],
	export: ['380', '380', '380', '380', '381'],
	currency: ['380', '380', '380', '381', '386'],
	'registered-abroad': ['380', '380', '380', '381'],
}

export function draftOf(chosen: Choices, options: GenerateOptions): Draft {
	const { scenario, extras, detail, day: n } = chosen
	const { profile = 'en16931' } = options
	const extended = profile === 'extended'
	const has = (bit: number): boolean => ((extras >> bit) & 1) === 1
	const trade = pick(trades, chosen.trade)
	const type = pick(types[scenario], chosen.type)
	const credit = creditTypes.includes(type)
	const issued = dayBetween(options.from ?? '2026-09-01', options.to ?? '2026-11-15', n)
	const services = trade.kind === 'S'
	const side: Side = {
		n: chosen.seller,
		trade: trade.name,
		contact: has(0),
		trading: has(1),
		routing: has(2),
	}
	const seller = sellerOf(scenario, side, has(3))
	const { buyer, reference, order } = buyerOf(chosen, options.structures ?? [], extended, has)
	const settled = settlementOf(type, scenario, services, detail)
	const ordered = order ?? (has(4) ? `BC-${detail % 100_000}` : undefined)
	const lines = chosen.lines.map((line) => lineOf(line, trade, scenario, issued, ordered !== undefined))
	const needsEarlier = credit || type === '384' || settled.kind === '4'
	const transport = scenario === 'union-goods' || scenario === 'export'
	const period = type === '262' || has(5)
	const payment = paymentOf(chosen, seller, scenario, has(6))
	return {
		number: `F${issued.slice(0, 4)}-${String(chosen.number).padStart(6, '0')}`,
		issued,
		type,
		process: `${services ? 'S' : 'B'}${settled.kind}`,
		profile: profiles[profile],
		reasoned: extended,
		currency: scenario === 'currency' ? (detail % 2 === 0 ? 'USD' : 'CHF') : 'EUR',
		...(scenario === 'currency' && { euro: detail % 2 === 0 ? 10_873 : 9_412 }),
		...(settled.kind === '2' || payment.due || !has(7)
			? { due: settled.kind === '2' ? issued : later(issued, 15 + (detail % 46)) }
			: { terms: 'Trente jours fin de mois' }),
		...(has(8) && {
			vatPoint: has(9) ? { date: issued } : { code: pick(['5', '29', '72'] as const, detail) },
		}),
		notes: notesOf(chosen, scenario, has),
		...(reference !== undefined && { buyerReference: reference }),
		...(has(10) && { project: `P${detail % 1_000}` }),
		...((has(11) || type === '262') && {
			contract: {
				id: `CT-${detail % 10_000}`,
				...(extended && { kind: pick(['MARCHE', 'CONTRAT', 'CT', 'GC'], detail) }),
			},
		}),
		...(ordered !== undefined && { order: ordered }),
		...(ordered !== undefined && has(12) && { salesOrder: `CV-${detail % 10_000}` }),
		...(has(13) && { receipt: `REC-${detail % 10_000}` }),
		...(has(14) && { despatch: `BL-${detail % 10_000}` }),
		...(has(15) && { tender: `LOT-${detail % 20}` }),
		...(has(16) && { object: `PDL-${detail}` }),
		...(has(17) && { cost: `60${detail % 10_000}` }),
		...(has(18) && { terms: 'Virement à réception, sans escompte' }),
		earlier: needsEarlier
			? [
					{
						number: `F${issued.slice(0, 4)}-${String(chosen.number + 1).padStart(6, '0')}`,
						issued: later(issued, -30),
					},
				]
			: [],
		seller,
		buyer,
		...(type === '393' && { payee: { name: 'Affacturage du Littoral', siret: siret(siren(detail), 1) } }),
		...(scenario === 'registered-abroad' && { representative: representativeOf(detail) }),
		...((transport || has(19)) && {
			delivery: {
				date: later(issued, -(detail % 20)),
				...(has(20) && { name: `Dépôt ${pick(towns, detail)[0]}` }),
				...(transport || has(20) ? { address: buyer.address } : {}),
			},
		}),
		...(period && { period: { start: later(issued, -31), end: later(issued, -1) } }),
		...payment.parts,
		attachments: attachmentsOf(detail, has),
		adjustments: chosen.adjustments.map((one) => adjustmentOf(one, lines)),
		lines,
		paid: settled.paid,
		rounded: settled.kind === '1' && has(21) && has(22),
	}
}

/** Framework digit, and the share paid already. */
function settlementOf(
	type: string,
	scenario: Scenario,
	services: boolean,
	detail: number,
): { readonly kind: string; readonly paid: number } {
	const plain = { kind: '1', paid: 0 }
	if (type !== '380' || scenario === 'union-goods' || scenario === 'export') return plain
	switch (detail % 12) {
		case 1:
			return { kind: '2', paid: 100 }
		case 2:
			return { kind: '4', paid: 30 }
		case 3:
			return scenario === 'domestic' ? { kind: '7', paid: 0 } : plain
		case 4:
			return services && scenario === 'domestic' ? { kind: '5', paid: 0 } : plain
		default:
			return plain
	}
}

function sellerOf(scenario: Scenario, side: Side, formed: boolean): Party {
	const seller = frenchParty(side)
	if (scenario === 'registered-abroad') {
		const { vat, ...rest } = seller
		return {
			...rest,
			address: { street: 'Bahnhofstrasse 12', town: 'Basel', postcode: '4051', country: 'CH' },
		}
	}
	return formed ? { ...seller, legalForm: `Capital social de ${(side.n % 90) + 10} 000 euros` } : seller
}

function representativeOf(n: number) {
	const number = siren(n + 7)
	return {
		name: 'Représentation fiscale du Jura',
		vat: frenchVat(number),
		address: { street: '1 rue du Mont', town: 'Lons-le-Saunier', postcode: '39000', country: 'FR' },
	}
}

function buyerOf(
	{ scenario, buyer: n, detail }: Choices,
	structures: readonly Structure[],
	extended: boolean,
	has: (bit: number) => boolean,
): { readonly buyer: Party; readonly reference?: string; readonly order?: string } {
	const open = structures.filter(({ active, worksOnly }) => active && !worksOnly)
	if (scenario === 'public' && open.length > 0)
		return publicBuyer(pick(open, n + detail), { n: detail, asks: has(23), extended })
	const reference = has(24) ? { reference: `SERVICE-${detail % 100}` } : {}
	const union = abroad.filter((one) => one.union)
	const others = abroad.filter((one) => !one.union)
	switch (scenario) {
		case 'union-goods':
		case 'union-services':
			return { buyer: foreignBuyer(pick(union, n), n), ...reference }
		case 'export':
			return { buyer: foreignBuyer(pick(others, n), n), ...reference }
		default: {
			const side = {
				n: n + companies,
				trade: '',
				contact: has(25),
				trading: false,
				routing: extended && has(26),
			}
			return { buyer: frenchParty(side), ...reference }
		}
	}
}

function notesOf({ detail }: Choices, scenario: Scenario, has: (bit: number) => boolean): Draft['notes'] {
	const abroadToo = scenario === 'union-goods' || scenario === 'union-services' || scenario === 'export'
	return [
		...dueNotes.map(([subject, text]) => ({ subject, text })),
		{ subject: 'BAR', text: abroadToo ? 'B2BINT' : 'B2B' },
		...(scenario === 'public' && has(27) ? [{ subject: 'ADN', text: 'B2G' }] : []),
		...(has(28) ? [pick(notes, detail)].map(([subject, text]) => ({ subject, text })) : []),
	]
}

function paymentOf(
	{ payment: n, seller: company, buyer, detail }: Choices,
	seller: Party,
	scenario: Scenario,
	remitted: boolean,
): { readonly due: boolean; readonly parts: { readonly payment: Payment; readonly creditor?: string } } {
	const remittance = remitted ? { remittance: `RF-${detail}` } : {}
	const account = {
		iban: frenchIban(company + 1),
		...(detail % 3 === 0 && { holder: seller.name }),
		...(detail % 5 === 0 && { bic: 'AGRIFRPP' }),
	}
	switch (n) {
		case 7:
			return {
				due: false,
				parts: { payment: { means: '48', card: { number: String(detail % 10_000).padStart(4, '0') } } },
			}
		case 8:
			return { due: false, parts: { payment: { means: '20', ...remittance } } }
		case 9:
			if (scenario !== 'domestic') break
			return {
				due: true,
				parts: {
					payment: {
						means: '59',
						...remittance,
						mandate: { id: `RUM-${detail}`, iban: frenchIban(buyer + 501) },
					},
					creditor: `FR${String(detail % 90).padStart(2, '0')}ZZZ${String(100_000 + company)}`,
				},
			}
	}
	return {
		due: false,
		parts: {
			payment: {
				means: n % 3 === 0 ? '58' : '30',
				...(n % 4 === 1 && { name: 'Virement' }),
				...remittance,
				account,
			},
		},
	}
}

const files = [
	['releve.csv', 'text/csv', 'aWQ7bW9udGFudAoxOzEwLDAwCg=='],
	['bon.pdf', 'application/pdf', 'JVBERi0xLjQK'],
	[
		'photo.png',
		'image/png',
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
	],
] as const

function attachmentsOf(detail: number, has: (bit: number) => boolean): Attachment[] {
	if (!has(29)) return []
	const [name, mime, base64] = pick(files, detail)
	return [
		{
			id: `PJ-${detail % 1_000}`,
			kind: pick(['BON_LIVRAISON', 'BON_COMMANDE', 'RIB', 'DOCUMENT_ANNEXE', 'ETAT_ACOMPTE'], detail),
			file: { name, mime, base64 },
		},
		...(detail % 3 === 0 ? [{ id: 'CGV', address: 'https://atelier.example/cgv' }] : []),
	]
}
