/** An invoice as typed in: business terms by their ids (rules/typed). */
import {
	type Address,
	type Adjustment,
	decimal,
	type Identifier,
	type Invoice,
	type Line,
	money,
	type Party,
	type Period,
} from './invoice.ts'

type Typed = Readonly<Record<string, unknown>>

export function typedText(invoice: Invoice): string {
	return `${JSON.stringify(typedTerms(invoice), null, 2)}\n`
}

const identified = (of: Identifier | undefined, term: string): unknown =>
	of && { value: of.value, [`${term}-1`]: of.scheme }
const listed = <T>(items: readonly T[], as: (item: T) => Typed): readonly Typed[] | undefined =>
	items.length === 0 ? undefined : items.map(as)
const unless = (cents: number): string | undefined => (cents === 0 ? undefined : money(cents))

export function typedTerms(invoice: Invoice): Typed {
	const { seller, buyer, totals, payment, delivery, payee, representative, vatPoint } = invoice
	return {
		'BT-1': invoice.number,
		'BT-2': invoice.issued,
		'BT-3': invoice.type,
		'BT-5': invoice.currency,
		'BT-6': invoice.euro === undefined ? undefined : 'EUR',
		'BT-7': vatPoint?.date,
		'BT-8': vatPoint?.code && { '5': '3', '29': '35', '72': '432' }[vatPoint.code],
		'BT-9': invoice.due,
		'BT-10': invoice.buyerReference,
		'BT-11': invoice.project,
		'BT-12': invoice.contract?.id,
		'BT-13': invoice.order,
		'BT-14': invoice.salesOrder,
		'BT-15': invoice.receipt,
		'BT-16': invoice.despatch,
		'BT-17': invoice.tender,
		'BT-18': invoice.object,
		'BT-19': invoice.cost,
		'BT-20': invoice.terms,
		'BG-1': listed(invoice.notes, ({ subject, text }) => ({ 'BT-21': subject, 'BT-22': text })),
		'BG-2': { 'BT-23': invoice.process, 'BT-24': invoice.profile },
		'BG-3': listed(invoice.earlier, ({ number, issued }) => ({ 'BT-25': number, 'BT-26': issued })),
		'BG-4': partyTerms(seller, {
			name: '27',
			trading: '28',
			id: '29',
			legal: '30',
			vat: '31',
			form: '33',
			endpoint: '34',
			address: ['BG-5', 35],
			contact: ['BG-6', 41],
		}),
		'BG-7': partyTerms(buyer, {
			name: '44',
			trading: '45',
			id: '46',
			legal: '47',
			vat: '48',
			endpoint: '49',
			address: ['BG-8', 50],
			contact: ['BG-9', 56],
		}),
		'BG-10': payee && {
			'BT-59': payee.name,
			'BT-60': { value: payee.siret, 'BT-60-1': '0009' },
			'BT-61': { value: payee.siret.slice(0, 9), 'BT-61-1': '0002' },
		},
		'BG-11': representative && {
			'BT-62': representative.name,
			'BT-63': representative.vat,
			'BG-12': addressTerms(representative.address, 64),
		},
		'BG-13': delivery && {
			'BT-70': delivery.name,
			'BT-71': delivery.siret === undefined ? undefined : { value: delivery.siret, 'BT-71-1': '0009' },
			'BT-72': delivery.date,
			'BG-15': delivery.address && addressTerms(delivery.address, 75),
		},
		'BG-14': invoice.period && periodTerms(invoice.period, 73),
		'BG-16': payment && {
			'BT-81': payment.means,
			'BT-82': payment.name,
			'BT-83': payment.remittance,
			'BG-17': payment.account && {
				'BT-84': payment.account.iban,
				'BT-85': payment.account.holder,
				'BT-86': payment.account.bic,
			},
			'BG-18': payment.card && { 'BT-87': payment.card.number, 'BT-88': payment.card.holder },
			'BG-19': payment.mandate && {
				'BT-89': payment.mandate.id,
				'BT-90': invoice.creditor,
				'BT-91': payment.mandate.iban,
			},
		},
		'BG-20': adjustments(invoice.adjustments, false, 92),
		'BG-21': adjustments(invoice.adjustments, true, 99),
		'BG-22': {
			'BT-106': money(totals.lines),
			'BT-107': unless(totals.allowances),
			'BT-108': unless(totals.charges),
			'BT-109': money(totals.net),
			'BT-110': money(totals.tax),
			'BT-111': totals.taxInEuros === undefined ? undefined : money(totals.taxInEuros),
			'BT-112': money(totals.gross),
			'BT-113': unless(totals.paid),
			'BT-114': unless(totals.rounding),
			'BT-115': money(totals.due),
		},
		'BG-23': listed(invoice.breakdown, ({ vat, base, tax }) => ({
			'BT-116': money(base),
			'BT-117': money(tax),
			'BT-118': vat.category,
			'BT-119': decimal(vat.rate, 2, 2),
			'BT-120': vat.reason,
			'BT-121': vat.code,
		})),
		'BG-24': listed(invoice.attachments, ({ id, kind, file, address }) => ({
			'BT-122': id,
			'BT-123': kind,
			'BT-124': address,
			'BT-125': file && { value: file.base64, 'BT-125-1': file.mime, 'BT-125-2': file.name },
		})),
		'BG-25': invoice.lines.map((line, i) => lineTerms(line, i, invoice.nets[i]!)),
	}
}

interface PartyTerms {
	readonly name: string
	readonly trading: string
	readonly id: string
	readonly legal: string
	readonly vat: string
	readonly form?: string
	readonly endpoint: string
	readonly address: readonly [group: string, first: number]
	readonly contact: readonly [group: string, first: number]
}

function partyTerms(party: Party, terms: PartyTerms): Typed {
	const { contact, identifiers } = party
	const [group, first] = terms.contact
	const [addressGroup, firstLine] = terms.address
	return {
		[`BT-${terms.name}`]: party.name,
		[`BT-${terms.trading}`]: party.tradingName,
		[`BT-${terms.id}`]:
			identifiers.length === 0 ? undefined : identifiers.map((one) => identified(one, `BT-${terms.id}`)),
		[`BT-${terms.legal}`]: identified(party.legal, `BT-${terms.legal}`),
		[`BT-${terms.vat}`]: party.vat,
		...(terms.form !== undefined && { [`BT-${terms.form}`]: party.legalForm }),
		[`BT-${terms.endpoint}`]: identified(party.endpoint, `BT-${terms.endpoint}`),
		[addressGroup]: addressTerms(party.address, firstLine),
		[group]: contact && {
			[`BT-${first}`]: contact.name,
			[`BT-${first + 1}`]: contact.telephone,
			[`BT-${first + 2}`]: contact.mail,
		},
	}
}

function addressTerms({ street, more, town, postcode, region, country }: Address, first: number): Typed {
	const values = [street, more, town, postcode, region, country]
	return Object.fromEntries(values.map((value, i) => [`BT-${first + i}`, value]))
}

const periodTerms = ({ start, end }: Period, first: number): Typed => ({
	[`BT-${first}`]: start,
	[`BT-${first + 1}`]: end,
})

function adjustments(
	all: Invoice['adjustments'],
	charge: boolean,
	first: number,
): readonly Typed[] | undefined {
	return listed(
		all.filter((one) => one.charge === charge),
		(one) => ({
			...amounts(one, first),
			[`BT-${first + 3}`]: one.vat.category,
			[`BT-${first + 4}`]: decimal(one.vat.rate, 2, 2),
			[`BT-${first + 5}`]: one.reason,
			[`BT-${first + 6}`]: one.code,
		}),
	)
}

const amounts = ({ amount, of }: Adjustment, first: number): Typed => ({
	[`BT-${first}`]: money(amount),
	[`BT-${first + 1}`]: of && money(of.base),
	[`BT-${first + 2}`]: of && decimal(of.percent, 2),
})

function lineTerms(line: Line, i: number, net: number): Typed {
	const { price, discount, classification } = line
	const own = (charge: boolean, first: number) =>
		listed(
			line.adjustments.filter((one) => one.charge === charge),
			(one) => ({
				...amounts(one, first),
				[`BT-${first + 3}`]: one.reason,
				[`BT-${first + 4}`]: one.code,
			}),
		)
	return {
		'BT-126': String(i + 1),
		'BT-127': line.note,
		'BT-129': decimal(line.quantity, 3),
		'BT-130': line.unit,
		'BT-131': money(net),
		'BT-132': line.orderLine,
		'BT-133': line.cost,
		'BG-26': line.period && periodTerms(line.period, 134),
		'BG-27': own(false, 136),
		'BG-28': own(true, 141),
		'BG-29': {
			'BT-146': decimal(price, 4, 2),
			'BT-147': discount === undefined ? undefined : decimal(discount, 4, 2),
			'BT-148': discount === undefined ? undefined : decimal(price + discount, 4, 2),
			'BT-149': line.per === undefined ? undefined : String(line.per),
			'BT-150': line.per === undefined ? undefined : line.unit,
		},
		'BG-30': { 'BT-151': line.vat.category, 'BT-152': decimal(line.vat.rate, 2, 2) },
		'BG-31': {
			'BT-153': line.name,
			'BT-154': line.description,
			'BT-155': line.sellerItem,
			'BT-156': line.buyerItem,
			'BT-157': line.gtin === undefined ? undefined : { value: line.gtin, 'BT-157-1': '0160' },
			'BT-158': classification && { value: classification.value, 'BT-158-1': classification.scheme },
			'BT-159': line.origin,
			'BG-32': listed(line.attributes, ({ name, value }) => ({ 'BT-160': name, 'BT-161': value })),
		},
	}
}
