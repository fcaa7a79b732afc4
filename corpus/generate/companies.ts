/** Parties of invoices: French companies, public structures of a directory, companies abroad. */
import type { Structure } from '#rules'
import { frenchVat, siren, siret } from './identifiers.ts'
import type { Party } from './invoice.ts'
import { type Abroad, firstWords, forms, lastWords, people, pick, streets, towns } from './words.ts'

/** How many French companies there are on each side; invoices of one company share its name and numbers. */
export const companies = 400

export interface Side {
	readonly n: number
	/** What the company deals in; part of its name. */
	readonly trade: string
	readonly contact: boolean
	readonly trading: boolean
	/** It has a routing code beside its SIRET. */
	readonly routing: boolean
}

export function frenchParty({ n, trade, contact, trading, routing }: Side): Party {
	const number = siren(n * 86_028 + 1_357)
	const name = `${pick(firstWords, n)} ${pick(lastWords, Math.trunc(n / 3))}`
	const [town, postcode] = pick(towns, n * 5)
	return {
		name: `${name} ${pick(forms, n)}`,
		...(trading && { tradingName: trade === '' ? name : `${name} ${trade}` }),
		identifiers: [
			{ value: siret(number, n % 7), scheme: '0009' },
			...(routing ? [{ value: 'COMPTA', scheme: '0224' }] : []),
		],
		legal: { value: number, scheme: '0002' },
		vat: frenchVat(number),
		endpoint: { value: routing ? `${number}_COMPTA` : number, scheme: '0225' },
		address: {
			street: `${1 + (n % 99)} ${pick(streets, n)}`,
			...(n % 4 === 0 && { more: `Bâtiment ${'ABCD'[n % 3]}` }),
			town,
			postcode,
			...(n % 11 === 0 && { region: 'Pays de la Loire' }),
			country: 'FR',
		},
		...(contact && { contact: contactOf(n) }),
	}
}

const contactOf = (n: number) => ({
	name: pick(people, n),
	telephone: `02 00 00 ${String(n % 100).padStart(2, '0')} ${String((n * 7) % 100).padStart(2, '0')}`,
	mail: `factures${n}@entreprise.example`,
})

/** A structure of the directory, with the service code and engagement number that it asks for. */
export function publicBuyer(
	structure: Structure,
	{ n, asks, extended }: { readonly n: number; readonly asks: boolean; readonly extended: boolean },
): { readonly buyer: Party; readonly reference?: string; readonly order?: string } {
	const { siret: number, name, services } = structure
	const legal = number.slice(0, 9)
	const [town, postcode] = pick(towns, Number(legal) % 89)
	const open = services.filter((one) => one.active && one.from === undefined && one.to === undefined)
	const wanted = structure.serviceRequired || asks || (structure.serviceOrEngagement && n % 2 === 0)
	const service = wanted && open.length > 0 ? pick(open, n) : undefined
	const engagement =
		structure.engagementRequired ||
		service?.engagementRequired === true ||
		(structure.serviceOrEngagement && service === undefined)
	// EN 16931 has room for one identifier of the buyer: there the service is the buyer reference alone.
	const beside = extended && service !== undefined && n % 2 === 1
	return {
		buyer: {
			name,
			identifiers: [
				{ value: number, scheme: '0009' },
				...(beside ? [{ value: service.code, scheme: '0224' }] : []),
			],
			legal: { value: legal, scheme: '0002' },
			endpoint: { value: beside ? `${legal}_${number}` : legal, scheme: '0225' },
			address: { street: `${1 + (n % 30)} place de la Mairie`, town, postcode, country: 'FR' },
		},
		...(service !== undefined && { reference: service.code }),
		...(engagement && { order: `EJ${String(1_000_000_000 + (n % 900_000_000))}` }),
	}
}

export function foreignBuyer(
	{ country, names, towns: places, street, vat, scheme }: Abroad,
	n: number,
): Party {
	const number = vat(String(10_000_000 + n * 7_919).slice(0, 8))
	const [town, postcode] = pick(places, n)
	return {
		name: pick(names, n),
		identifiers: [],
		...(number !== '' && { vat: number }),
		endpoint: { value: number === '' ? String(100_000_000 + n) : number, scheme },
		address: { street, town, postcode, country },
	}
}
