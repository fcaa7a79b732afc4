/**
 * Code lists by name, as of a date.
 *
 * A release of a list is one JSON file in codelists/: its values, where they come from, since when they hold,
 * and what the CII binding adds or leaves out where the published lists of the two syntaxes differ. A rule
 * names a list and never a release, so a newer release is a new file and a line in the table below.
 * No code holds white space: rules may join a list with spaces.
 */
import { Fault } from '#engine'
import allowanceReason from './codelists/allowance-reason.json' with { type: 'json' }
import attachmentType from './codelists/attachment-type.json' with { type: 'json' }
import chargeReason from './codelists/charge-reason.json' with { type: 'json' }
import country from './codelists/country.json' with { type: 'json' }
import creditNoteType from './codelists/credit-note-type.json' with { type: 'json' }
import currency from './codelists/currency.json' with { type: 'json' }
import dueDateType from './codelists/due-date-type.json' with { type: 'json' }
import electronicAddressScheme from './codelists/electronic-address-scheme.json' with { type: 'json' }
import frAttachmentKind from './codelists/fr-attachment-kind.json' with { type: 'json' }
import frBillingFramework from './codelists/fr-billing-framework.json' with { type: 'json' }
import frDocumentType from './codelists/fr-document-type.json' with { type: 'json' }
import frItemAttribute from './codelists/fr-item-attribute.json' with { type: 'json' }
import frProcessing from './codelists/fr-processing.json' with { type: 'json' }
import frTaxKind from './codelists/fr-tax-kind.json' with { type: 'json' }
import frVatCategory from './codelists/fr-vat-category.json' with { type: 'json' }
import frVatRate from './codelists/fr-vat-rate.json' with { type: 'json' }
import identifierScheme from './codelists/identifier-scheme.json' with { type: 'json' }
import invoiceType from './codelists/invoice-type.json' with { type: 'json' }
import itemClassification from './codelists/item-classification.json' with { type: 'json' }
import paymentMeans from './codelists/payment-means.json' with { type: 'json' }
import referenceQualifier from './codelists/reference-qualifier.json' with { type: 'json' }
import taxPointDate from './codelists/tax-point-date.json' with { type: 'json' }
import textSubject from './codelists/text-subject.json' with { type: 'json' }
import unit from './codelists/unit.json' with { type: 'json' }
import vatCategory from './codelists/vat-category.json' with { type: 'json' }
import vatExemptionReason from './codelists/vat-exemption-reason.json' with { type: 'json' }
import vatPrefix from './codelists/vat-prefix.json' with { type: 'json' }

/** One release of a list. */
export interface CodeList {
	/** What rules call it; releases of the same list share it. */
	readonly id: string
	readonly name: { readonly en: string; readonly fr: string }
	readonly version: string
	/** Who publishes it, and which part of it is meant. */
	readonly source: string
	/** First day in force, YYYY-MM-DD. */
	readonly from: string
	/** Last day in force; null while no end is known. */
	readonly to: string | null
	/** In the publisher's order. */
	readonly values: readonly string[]
	/** How the list of the CII binding differs from `values`. */
	readonly cii?: { readonly add: readonly string[]; readonly remove: readonly string[] }
}

/** Every release held. */
export const codeLists: readonly CodeList[] = [
	allowanceReason,
	attachmentType,
	chargeReason,
	country,
	creditNoteType,
	currency,
	dueDateType,
	electronicAddressScheme,
	frAttachmentKind,
	frBillingFramework,
	frDocumentType,
	frItemAttribute,
	frProcessing,
	frTaxKind,
	frVatCategory,
	frVatRate,
	identifierScheme,
	invoiceType,
	itemClassification,
	paymentMeans,
	referenceQualifier,
	taxPointDate,
	textSubject,
	unit,
	vatCategory,
	vatExemptionReason,
	vatPrefix,
]

/**
 * The release of each list that holds on `on` (YYYY-MM-DD), by id.
 *
 * The newest release begun by that day holds; a list is not dropped because its end has passed and no
 * successor is known, nor because the day is before the first release held.
 */
export function listsInForce(on: string, releases: readonly CodeList[] = codeLists): readonly CodeList[] {
	const chosen = new Map<string, CodeList>()
	for (const release of releases) {
		const other = chosen.get(release.id)
		if (other === undefined || closer(release, other, on)) chosen.set(release.id, release)
	}
	return [...chosen.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function closer(a: CodeList, b: CodeList, on: string): boolean {
	if (a.from <= on && b.from <= on) return a.from > b.from
	return a.from < b.from
}

/** The values of every list on that day as a rule set of that binding reads them, by id. */
export function listValues(
	on: string,
	binding: 'ubl' | 'cii',
	releases: readonly CodeList[] = codeLists,
): Readonly<Record<string, readonly string[]>> {
	return Object.fromEntries(
		listsInForce(on, releases).map(({ id, values, cii }) => [
			id,
			binding === 'cii' && cii !== undefined
				? [...values.filter((value) => !cii.remove.includes(value)), ...cii.add]
				: values,
		]),
	)
}

/** A release brought by the caller, such as a list that a platform renews itself. Throws a Fault `rule-text-invalid`. */
export function readCodeList(file: string, json: unknown): CodeList {
	const fail = (what: string): never => {
		throw new Fault('rule-text-invalid', what, { file, line: 1, column: 1 })
	}
	const record = (value: unknown, what: string): Record<string, unknown> =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: fail(`${what} must be an object`)
	const text = (value: unknown, what: string): string =>
		typeof value === 'string' && value !== '' ? value : fail(`${what} must be a text`)
	const date = (value: unknown, what: string): string =>
		/^\d{4}-\d{2}-\d{2}$/.test(text(value, what))
			? (value as string)
			: fail(`${what} must be a date, YYYY-MM-DD`)
	const codes = (value: unknown, what: string): readonly string[] => {
		if (!Array.isArray(value)) return fail(`${what} must be an array`)
		for (const code of value) {
			if (typeof code !== 'string' || !/^\S+$/.test(code))
				fail(`${what} holds ${JSON.stringify(code)}, no code`)
		}
		return new Set(value).size === value.length ? value : fail(`${what} holds a code twice`)
	}
	const list = record(json, 'a code list')
	const name = record(list.name, 'name')
	const cii = list.cii === undefined ? undefined : record(list.cii, 'cii')
	return {
		id: text(list.id, 'id'),
		name: { en: text(name.en, 'name.en'), fr: text(name.fr, 'name.fr') },
		version: text(list.version, 'version'),
		source: text(list.source, 'source'),
		from: date(list.from, 'from'),
		to: list.to === null || list.to === undefined ? null : date(list.to, 'to'),
		values: codes(list.values, 'values'),
		...(cii === undefined
			? {}
			: { cii: { add: codes(cii.add, 'cii.add'), remove: codes(cii.remove, 'cii.remove') } }),
	}
}
