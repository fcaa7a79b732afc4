/**
 * Invoices of any number of lines, the same on every machine: valid in both syntaxes, French on both sides.
 *
 * A line holds what a full line of a trader holds (note, allowance, identifiers, classification, two VAT rates in
 * turn), so that it weighs about one kilobyte. Totals are exact: amounts are counted in cents.
 */
import type { BenchSyntax } from './files.ts'

interface Line {
	readonly id: number
	readonly quantity: number
	/** Cents. */
	readonly price: number
	readonly allowance: number
	readonly net: number
	readonly rate: 20 | 10
}

const goods = ['Chaise de bureau', 'Câble réseau blindé', 'Ramette de papier', 'Lampe à pied', 'Vis inox']

function lineOf(id: number): Line {
	const quantity = 1 + ((id * 7) % 40)
	const price = 150 + ((id * 7919) % 90_000)
	const allowance = id % 3
	return { id, quantity, price, allowance, net: quantity * price - allowance, rate: id % 4 === 0 ? 10 : 20 }
}

const money = (cents: number): string => (cents / 100).toFixed(2)

interface Totals {
	readonly net: number
	readonly tax: number
	readonly rates: readonly { readonly rate: number; readonly base: number; readonly tax: number }[]
}

function totalsOf(lines: number): Totals {
	const bases = new Map<number, number>()
	for (let id = 1; id <= lines; id++) {
		const { net, rate } = lineOf(id)
		bases.set(rate, (bases.get(rate) ?? 0) + net)
	}
	const rates = [...bases].map(([rate, base]) => ({ rate, base, tax: Math.round((base * rate) / 100) }))
	const sum = (pick: (one: { base: number; tax: number }) => number) =>
		rates.reduce((total, one) => total + pick(one), 0)
	return { net: sum(({ base }) => base), tax: sum(({ tax }) => tax), rates }
}

/** The text in pieces, each small: an invoice of 100,000 lines need not be held whole. */
export function* invoice(syntax: BenchSyntax, lines: number): Generator<string> {
	const totals = totalsOf(lines)
	const form = syntax === 'ubl' ? ubl : cii
	yield form.head(totals)
	for (let id = 1; id <= lines; id++) yield form.line(lineOf(id))
	yield form.tail(totals)
}

interface Form {
	head(totals: Totals): string
	line(line: Line): string
	tail(totals: Totals): string
}

const notes = [
	['PMT', 'Indemnité forfaitaire pour frais de recouvrement : 40 euros.'],
	['PMD', 'Pénalités de retard au taux de trois fois l’intérêt légal.'],
	['AAB', 'Pas d’escompte pour paiement anticipé.'],
] as const

const ublParty = (siren: string, siret: string, name: string, town: string, postcode: string): string => `
    <cac:Party>
      <cbc:EndpointID schemeID="0225">${siren}</cbc:EndpointID>
      <cac:PartyIdentification>
        <cbc:ID schemeID="0009">${siret}</cbc:ID>
      </cac:PartyIdentification>
      <cac:PostalAddress>
        <cbc:StreetName>12 rue des Tilleuls</cbc:StreetName>
        <cbc:CityName>${town}</cbc:CityName>
        <cbc:PostalZone>${postcode}</cbc:PostalZone>
        <cac:Country>
          <cbc:IdentificationCode>FR</cbc:IdentificationCode>
        </cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>FR${vatKey(siren)}${siren}</cbc:CompanyID>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>${name}</cbc:RegistrationName>
        <cbc:CompanyID schemeID="0002">${siren}</cbc:CompanyID>
      </cac:PartyLegalEntity>
    </cac:Party>`

function vatKey(siren: string): string {
	return String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')
}

export const seller = { siren: '987654324', siret: '98765432400019' } as const
export const buyer = { siren: '912345675', siret: '91234567500017' } as const

const ubl: Form = {
	head: ({ net, tax, rates }) => `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
         xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
         xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ProfileID>B1</cbc:ProfileID>
  <cbc:ID>F2026-0142</cbc:ID>
  <cbc:IssueDate>2026-10-05</cbc:IssueDate>
  <cbc:DueDate>2026-11-04</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
${notes.map(([code, text]) => `  <cbc:Note>#${code}#${text}</cbc:Note>`).join('\n')}
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>SERVICE-12</cbc:BuyerReference>
  <cac:OrderReference>
    <cbc:ID>BC-7781</cbc:ID>
  </cac:OrderReference>
  <cac:AccountingSupplierParty>${ublParty(seller.siren, seller.siret, 'Atelier des Tilleuls SARL', 'Angers', '49000')}
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>${ublParty(buyer.siren, buyer.siret, 'Marine du Ponant SAS', 'Lorient', '56100')}
  </cac:AccountingCustomerParty>
  <cac:Delivery>
    <cbc:ActualDeliveryDate>2026-10-02</cbc:ActualDeliveryDate>
  </cac:Delivery>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
    <cac:PayeeFinancialAccount>
      <cbc:ID>FR7630006000011234567890189</cbc:ID>
    </cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="EUR">${money(tax)}</cbc:TaxAmount>
${rates
	.map(
		(one) => `    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">${money(one.base)}</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">${money(one.tax)}</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>S</cbc:ID>
        <cbc:Percent>${one.rate}.00</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>`,
	)
	.join('\n')}
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">${money(net)}</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">${money(net)}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">${money(net + tax)}</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">${money(net + tax)}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
`,
	line: ({ id, quantity, price, allowance, net, rate }) => `  <cac:InvoiceLine>
    <cbc:ID>${id}</cbc:ID>
    <cbc:Note>Commande du service ${id % 90}</cbc:Note>
    <cbc:InvoicedQuantity unitCode="C62">${quantity}</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">${money(net)}</cbc:LineExtensionAmount>${
			allowance === 0
				? ''
				: `
    <cac:AllowanceCharge>
      <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
      <cbc:AllowanceChargeReason>Arrondi</cbc:AllowanceChargeReason>
      <cbc:Amount currencyID="EUR">${money(allowance)}</cbc:Amount>
    </cac:AllowanceCharge>`
		}
    <cac:Item>
      <cbc:Description>Modèle ${id % 17}, livré monté</cbc:Description>
      <cbc:Name>${goods[id % goods.length]}</cbc:Name>
      <cac:SellersItemIdentification>
        <cbc:ID>ART-${id}</cbc:ID>
      </cac:SellersItemIdentification>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>S</cbc:ID>
        <cbc:Percent>${rate}.00</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>
      <cbc:PriceAmount currencyID="EUR">${money(price)}</cbc:PriceAmount>
    </cac:Price>
  </cac:InvoiceLine>
`,
	tail: () => '</Invoice>\n',
}

const ciiParty = (siren: string, siret: string, name: string, town: string, postcode: string): string => `
        <ram:GlobalID schemeID="0009">${siret}</ram:GlobalID>
        <ram:Name>${name}</ram:Name>
        <ram:SpecifiedLegalOrganization>
          <ram:ID schemeID="0002">${siren}</ram:ID>
        </ram:SpecifiedLegalOrganization>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>${postcode}</ram:PostcodeCode>
          <ram:LineOne>12 rue des Tilleuls</ram:LineOne>
          <ram:CityName>${town}</ram:CityName>
          <ram:CountryID>FR</ram:CountryID>
        </ram:PostalTradeAddress>
        <ram:URIUniversalCommunication>
          <ram:URIID schemeID="0225">${siren}</ram:URIID>
        </ram:URIUniversalCommunication>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="VA">FR${vatKey(siren)}${siren}</ram:ID>
        </ram:SpecifiedTaxRegistration>`

const cii: Form = {
	head: () => `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
                          xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
                          xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:BusinessProcessSpecifiedDocumentContextParameter>
      <ram:ID>B1</ram:ID>
    </ram:BusinessProcessSpecifiedDocumentContextParameter>
    <ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID>urn:cen.eu:en16931:2017</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>F2026-0142</ram:ID>
    <ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime>
      <udt:DateTimeString format="102">20261005</udt:DateTimeString>
    </ram:IssueDateTime>
${notes
	.map(
		([code, text]) => `    <ram:IncludedNote>
      <ram:Content>${text}</ram:Content>
      <ram:SubjectCode>${code}</ram:SubjectCode>
    </ram:IncludedNote>`,
	)
	.join('\n')}
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
`,
	line: ({ id, quantity, price, allowance, net, rate }) => `    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>${id}</ram:LineID>
        <ram:IncludedNote>
          <ram:Content>Commande du service ${id % 90}</ram:Content>
        </ram:IncludedNote>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:SellerAssignedID>ART-${id}</ram:SellerAssignedID>
        <ram:Name>${goods[id % goods.length]}</ram:Name>
        <ram:Description>Modèle ${id % 17}, livré monté</ram:Description>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:NetPriceProductTradePrice>
          <ram:ChargeAmount>${money(price)}</ram:ChargeAmount>
        </ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="C62">${quantity}</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>S</ram:CategoryCode>
          <ram:RateApplicablePercent>${rate}.00</ram:RateApplicablePercent>
        </ram:ApplicableTradeTax>${
					allowance === 0
						? ''
						: `
        <ram:SpecifiedTradeAllowanceCharge>
          <ram:ChargeIndicator>
            <udt:Indicator>false</udt:Indicator>
          </ram:ChargeIndicator>
          <ram:ActualAmount>${money(allowance)}</ram:ActualAmount>
          <ram:Reason>Arrondi</ram:Reason>
        </ram:SpecifiedTradeAllowanceCharge>`
				}
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>${money(net)}</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
`,
	tail: ({ net, tax, rates }) => `    <ram:ApplicableHeaderTradeAgreement>
      <ram:BuyerReference>SERVICE-12</ram:BuyerReference>
      <ram:SellerTradeParty>${ciiParty(seller.siren, seller.siret, 'Atelier des Tilleuls SARL', 'Angers', '49000')}
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty>${ciiParty(buyer.siren, buyer.siret, 'Marine du Ponant SAS', 'Lorient', '56100')}
      </ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument>
        <ram:IssuerAssignedID>BC-7781</ram:IssuerAssignedID>
      </ram:BuyerOrderReferencedDocument>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery>
      <ram:ActualDeliverySupplyChainEvent>
        <ram:OccurrenceDateTime>
          <udt:DateTimeString format="102">20261002</udt:DateTimeString>
        </ram:OccurrenceDateTime>
      </ram:ActualDeliverySupplyChainEvent>
    </ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:TypeCode>58</ram:TypeCode>
        <ram:PayeePartyCreditorFinancialAccount>
          <ram:IBANID>FR7630006000011234567890189</ram:IBANID>
        </ram:PayeePartyCreditorFinancialAccount>
      </ram:SpecifiedTradeSettlementPaymentMeans>
${rates
	.map(
		(one) => `      <ram:ApplicableTradeTax>
        <ram:CalculatedAmount>${money(one.tax)}</ram:CalculatedAmount>
        <ram:TypeCode>VAT</ram:TypeCode>
        <ram:BasisAmount>${money(one.base)}</ram:BasisAmount>
        <ram:CategoryCode>S</ram:CategoryCode>
        <ram:RateApplicablePercent>${one.rate}.00</ram:RateApplicablePercent>
      </ram:ApplicableTradeTax>`,
	)
	.join('\n')}
      <ram:SpecifiedTradePaymentTerms>
        <ram:DueDateDateTime>
          <udt:DateTimeString format="102">20261104</udt:DateTimeString>
        </ram:DueDateDateTime>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>${money(net)}</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>${money(net)}</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">${money(tax)}</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>${money(net + tax)}</ram:GrandTotalAmount>
        <ram:DuePayableAmount>${money(net + tax)}</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
`,
}
