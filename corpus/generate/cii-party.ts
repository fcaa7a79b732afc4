/** Parties in Cross Industry Invoice. */
import type { Address, Party } from './invoice.ts'
import { element, group, type Markup, text } from './markup.ts'

export function partyOf(name: string, party: Party): Markup {
	const { legal, tradingName, contact, endpoint, vat } = party
	return element(
		name,
		...party.identifiers.map(({ value, scheme }) => text('ram:GlobalID', value, { schemeID: scheme })),
		text('ram:Name', party.name),
		text('ram:Description', party.legalForm),
		group(
			'ram:SpecifiedLegalOrganization',
			legal && text('ram:ID', legal.value, { schemeID: legal.scheme }),
			text('ram:TradingBusinessName', tradingName),
		),
		contact &&
			element(
				'ram:DefinedTradeContact',
				text('ram:PersonName', contact.name),
				element('ram:TelephoneUniversalCommunication', text('ram:CompleteNumber', contact.telephone)),
				element('ram:EmailURIUniversalCommunication', text('ram:URIID', contact.mail)),
			),
		addressOf(party.address),
		element(
			'ram:URIUniversalCommunication',
			text('ram:URIID', endpoint.value, { schemeID: endpoint.scheme }),
		),
		vat === undefined ? undefined : registration(vat),
	)
}

export const registration = (vat: string): Markup =>
	element('ram:SpecifiedTaxRegistration', text('ram:ID', vat, { schemeID: 'VA' }))

export function addressOf({ street, more, town, postcode, region, country }: Address): Markup {
	return element(
		'ram:PostalTradeAddress',
		text('ram:PostcodeCode', postcode),
		text('ram:LineOne', street),
		text('ram:LineTwo', more),
		text('ram:CityName', town),
		text('ram:CountryID', country),
		text('ram:CountrySubDivisionName', region),
	)
}
