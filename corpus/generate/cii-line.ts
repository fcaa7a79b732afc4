/** Lines in Cross Industry Invoice, and what lines and the whole document have: allowances, charges, VAT. */
import { periodOf } from './cii-date.ts'
import { type Adjustment, decimal, type Invoice, type Line, money, type Vat } from './invoice.ts'
import { element, type Markup, text } from './markup.ts'

export function lineOf(line: Line, i: number, { nets, reasoned }: Invoice): Markup {
	const { quantity, unit, price, discount, per, classification } = line
	const priced = (count: number) => decimal(count, 4, 2)
	return element(
		'ram:IncludedSupplyChainTradeLineItem',
		element(
			'ram:AssociatedDocumentLineDocument',
			text('ram:LineID', String(i + 1)),
			line.note === undefined ? undefined : element('ram:IncludedNote', text('ram:Content', line.note)),
		),
		element(
			'ram:SpecifiedTradeProduct',
			text('ram:GlobalID', line.gtin, { schemeID: '0160' }),
			text('ram:SellerAssignedID', line.sellerItem),
			text('ram:BuyerAssignedID', line.buyerItem),
			text('ram:Name', line.name),
			text('ram:Description', line.description),
			...line.attributes.map(({ name, value }) =>
				element(
					'ram:ApplicableProductCharacteristic',
					text('ram:Description', name),
					text('ram:Value', value),
				),
			),
			classification &&
				element(
					'ram:DesignatedProductClassification',
					text('ram:ClassCode', classification.value, { listID: classification.scheme }),
				),
			line.origin === undefined ? undefined : element('ram:OriginTradeCountry', text('ram:ID', line.origin)),
		),
		element(
			'ram:SpecifiedLineTradeAgreement',
			line.orderLine === undefined
				? undefined
				: element('ram:BuyerOrderReferencedDocument', text('ram:LineID', line.orderLine)),
			discount === undefined
				? undefined
				: element(
						'ram:GrossPriceProductTradePrice',
						text('ram:ChargeAmount', priced(price + discount)),
						element(
							'ram:AppliedTradeAllowanceCharge',
							element('ram:ChargeIndicator', text('udt:Indicator', 'false')),
							text('ram:ActualAmount', priced(discount)),
						),
					),
			element(
				'ram:NetPriceProductTradePrice',
				text('ram:ChargeAmount', priced(price)),
				per === undefined ? undefined : text('ram:BasisQuantity', String(per), { unitCode: unit }),
			),
		),
		element(
			'ram:SpecifiedLineTradeDelivery',
			text('ram:BilledQuantity', decimal(quantity, 3), { unitCode: unit }),
		),
		element(
			'ram:SpecifiedLineTradeSettlement',
			categoryOf('ram:ApplicableTradeTax', line.vat, reasoned),
			line.period && periodOf(line.period),
			...line.adjustments.map((one) => adjustmentOf(one)),
			element(
				'ram:SpecifiedTradeSettlementLineMonetarySummation',
				text('ram:LineTotalAmount', money(nets[i]!)),
			),
			line.cost === undefined
				? undefined
				: element('ram:ReceivableSpecifiedTradeAccountingAccount', text('ram:ID', line.cost)),
		),
	)
}

export function adjustmentOf({ charge, of, amount, code, reason }: Adjustment, category?: Markup): Markup {
	return element(
		'ram:SpecifiedTradeAllowanceCharge',
		element('ram:ChargeIndicator', text('udt:Indicator', String(charge))),
		of && text('ram:CalculationPercent', decimal(of.percent, 2)),
		of && text('ram:BasisAmount', money(of.base)),
		text('ram:ActualAmount', money(amount)),
		text('ram:ReasonCode', code),
		text('ram:Reason', reason),
		category,
	)
}

export const categoryOf = (name: string, { category, rate, code, reason }: Vat, why: boolean): Markup =>
	element(
		name,
		text('ram:TypeCode', 'VAT'),
		why && text('ram:ExemptionReason', reason),
		text('ram:CategoryCode', category),
		why && text('ram:ExemptionReasonCode', code),
		text('ram:RateApplicablePercent', decimal(rate, 2, 2)),
	)
