/** Lines in UBL 2.1, and what lines and the whole document have: allowances, charges, categories of VAT. */
import { type Adjustment, decimal, type Invoice, type Line, money, type Vat } from './invoice.ts'
import { element, type Markup, text } from './markup.ts'
import { taxScheme } from './ubl-party.ts'

export function lineOf(
	line: Line,
	i: number,
	{ currency, nets, reasoned }: Invoice,
	credit: boolean,
): Markup {
	const { quantity, unit, price, discount, per, period } = line
	const priced = (count: number) => decimal(count, 4, 2)
	const item = (name: string, id: string | undefined, attributes?: Readonly<Record<string, string>>) =>
		id === undefined ? undefined : element(name, text('cbc:ID', id, attributes))
	return element(
		credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
		text('cbc:ID', String(i + 1)),
		text('cbc:Note', line.note),
		text(credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', decimal(quantity, 3), { unitCode: unit }),
		text('cbc:LineExtensionAmount', money(nets[i]!), { currencyID: currency }),
		text('cbc:AccountingCost', line.cost),
		period &&
			element('cac:InvoicePeriod', text('cbc:StartDate', period.start), text('cbc:EndDate', period.end)),
		line.orderLine === undefined
			? undefined
			: element('cac:OrderLineReference', text('cbc:LineID', line.orderLine)),
		...line.adjustments.map((one) => adjustmentOf(one, currency)),
		element(
			'cac:Item',
			text('cbc:Description', line.description),
			text('cbc:Name', line.name),
			item('cac:BuyersItemIdentification', line.buyerItem),
			item('cac:SellersItemIdentification', line.sellerItem),
			item('cac:StandardItemIdentification', line.gtin, { schemeID: '0160' }),
			line.origin === undefined
				? undefined
				: element('cac:OriginCountry', text('cbc:IdentificationCode', line.origin)),
			line.classification &&
				element(
					'cac:CommodityClassification',
					text('cbc:ItemClassificationCode', line.classification.value, {
						listID: line.classification.scheme,
					}),
				),
			categoryOf('cac:ClassifiedTaxCategory', line.vat, reasoned),
			...line.attributes.map(({ name, value }) =>
				element('cac:AdditionalItemProperty', text('cbc:Name', name), text('cbc:Value', value)),
			),
		),
		element(
			'cac:Price',
			text('cbc:PriceAmount', priced(price), { currencyID: currency }),
			per === undefined ? undefined : text('cbc:BaseQuantity', String(per), { unitCode: unit }),
			discount === undefined
				? undefined
				: element(
						'cac:AllowanceCharge',
						text('cbc:ChargeIndicator', 'false'),
						text('cbc:Amount', priced(discount), { currencyID: currency }),
						text('cbc:BaseAmount', priced(price + discount), { currencyID: currency }),
					),
		),
	)
}

export function adjustmentOf(
	{ charge, code, reason, of, amount }: Adjustment,
	currencyID: string,
	category?: Markup,
): Markup {
	return element(
		'cac:AllowanceCharge',
		text('cbc:ChargeIndicator', String(charge)),
		text('cbc:AllowanceChargeReasonCode', code),
		text('cbc:AllowanceChargeReason', reason),
		of && text('cbc:MultiplierFactorNumeric', decimal(of.percent, 2)),
		text('cbc:Amount', money(amount), { currencyID }),
		of && text('cbc:BaseAmount', money(of.base), { currencyID }),
		category,
	)
}

export const categoryOf = (name: string, { category, rate, code, reason }: Vat, why: boolean): Markup =>
	element(
		name,
		text('cbc:ID', category),
		text('cbc:Percent', decimal(rate, 2, 2)),
		why && text('cbc:TaxExemptionReasonCode', code),
		why && text('cbc:TaxExemptionReason', reason),
		taxScheme,
	)
