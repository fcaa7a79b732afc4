/** Parties in UBL 2.1. */
import type { Address, Party } from './invoice.ts'
import { element, type Markup, text } from './markup.ts'

export function partyOf(party: Party, creditor?: string): Markup {
	const { endpoint, legal, contact } = party
	return element(
		'cac:Party',
		text('cbc:EndpointID', endpoint.value, { schemeID: endpoint.scheme }),
		...party.identifiers.map(({ value, scheme }) =>
			element('cac:PartyIdentification', text('cbc:ID', value, { schemeID: scheme })),
		),
		creditor !== undefined &&
			element('cac:PartyIdentification', text('cbc:ID', creditor, { schemeID: 'SEPA' })),
		party.tradingName === undefined
			? undefined
			: element('cac:PartyName', text('cbc:Name', party.tradingName)),
		addressOf('cac:PostalAddress', party.address),
		party.vat === undefined ? undefined : schemeOf(party.vat),
		element(
			'cac:PartyLegalEntity',
			text('cbc:RegistrationName', party.name),
			legal && text('cbc:CompanyID', legal.value, { schemeID: legal.scheme }),
			text('cbc:CompanyLegalForm', party.legalForm),
		),
		contact &&
			element(
				'cac:Contact',
				text('cbc:Name', contact.name),
				text('cbc:Telephone', contact.telephone),
				text('cbc:ElectronicMail', contact.mail),
			),
	)
}

export const taxScheme = element('cac:TaxScheme', text('cbc:ID', 'VAT'))

export const schemeOf = (vat: string): Markup =>
	element('cac:PartyTaxScheme', text('cbc:CompanyID', vat), taxScheme)

export function addressOf(name: string, { street, more, town, postcode, region, country }: Address): Markup {
	return element(
		name,
		text('cbc:StreetName', street),
		text('cbc:AdditionalStreetName', more),
		text('cbc:CityName', town),
		text('cbc:PostalZone', postcode),
		text('cbc:CountrySubentity', region),
		element('cac:Country', text('cbc:IdentificationCode', country)),
	)
}
