/**
 * Invoices of any number of lines, the same on every machine: valid in both syntaxes, French on both sides.
 *
 * A line holds what a full line of a trader holds (note, allowance, article, description, two VAT rates in turn),
 * so that it weighs about one kilobyte. The corpus' generator writes them and makes their totals.
 */
import { ciiText } from '../corpus/generate/cii.ts'
import { frenchVat } from '../corpus/generate/identifiers.ts'
import { completed, type Draft, type Line, type Party } from '../corpus/generate/invoice.ts'
import { ublText } from '../corpus/generate/ubl.ts'
import type { BenchSyntax } from './files.ts'

const goods = ['Chaise de bureau', 'Câble réseau blindé', 'Ramette de papier', 'Lampe à pied', 'Vis inox']

function lineOf(id: number): Line {
	const allowance = { charge: false, amount: id % 3, reason: 'Arrondi' }
	return {
		name: goods[id % goods.length]!,
		description: `Modèle ${id % 17}, livré monté`,
		sellerItem: `ART-${id}`,
		note: `Commande du service ${id % 90}`,
		attributes: [],
		quantity: (1 + ((id * 7) % 40)) * 1_000,
		unit: 'C62',
		price: (150 + ((id * 7919) % 90_000)) * 100,
		vat: { category: 'S', rate: id % 4 === 0 ? 1_000 : 2_000 },
		adjustments: allowance.amount === 0 ? [] : [allowance],
	}
}

const notes = [
	{ subject: 'PMT', text: 'Indemnité forfaitaire pour frais de recouvrement : 40 euros.' },
	{ subject: 'PMD', text: 'Pénalités de retard au taux de trois fois l’intérêt légal.' },
	{ subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
]

function party(siret: string, name: string, town: string, postcode: string): Party {
	const siren = siret.slice(0, 9)
	return {
		name,
		identifiers: [{ value: siret, scheme: '0009' }],
		legal: { value: siren, scheme: '0002' },
		vat: frenchVat(siren),
		endpoint: { value: siren, scheme: '0225' },
		address: { street: '12 rue des Tilleuls', town, postcode, country: 'FR' },
	}
}

export const buyer = { siret: '91234567500017' } as const

function draft(lines: number): Draft {
	return {
		number: 'F2026-0142',
		issued: '2026-10-05',
		due: '2026-11-04',
		type: '380',
		process: 'B1',
		profile: 'urn:cen.eu:en16931:2017',
		reasoned: false,
		currency: 'EUR',
		notes,
		buyerReference: 'SERVICE-12',
		order: 'BC-7781',
		earlier: [],
		seller: party('98765432400019', 'Atelier des Tilleuls SARL', 'Angers', '49000'),
		buyer: party(buyer.siret, 'Marine du Ponant SAS', 'Lorient', '56100'),
		delivery: { date: '2026-10-02' },
		payment: { means: '58', account: { iban: 'FR7630006000011234567890189' } },
		attachments: [],
		adjustments: [],
		lines: Array.from({ length: lines }, (_, i) => lineOf(i + 1)),
		paid: 0,
		rounded: false,
	}
}

/** The text in pieces, each small: an invoice of 100,000 lines need not be held whole. */
export function invoice(syntax: BenchSyntax, lines: number): Generator<string> {
	const whole = completed(draft(lines))
	return syntax === 'ubl' ? ublText(whole) : ciiText(whole)
}
