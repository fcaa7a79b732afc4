/**
 * The JSON Schema (2020-12) of a typed-in invoice, derived from the tables of terms.
 *
 * It says which keys may stand where and what form a value has. Whether a term has to be there is left to the
 * rule sets, which know when and explain why.
 */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { TermId, TermKind } from '../terms/names.ts'
import { businessTerms, titleOf } from '../terms/term.ts'
import { qualifiers, type Slot, slotsOf } from './form.ts'

type Schema = Readonly<Record<string, unknown>>

const number: Schema = {
	anyOf: [{ type: 'number' }, { type: 'string', pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)$' }],
}
const text: Schema = { type: 'string', minLength: 1 }

const forms: Readonly<Record<Exclude<TermKind, 'group'>, Schema>> = {
	text,
	id: text,
	code: text,
	reference: text,
	date: { type: 'string', format: 'date' },
	amount: number,
	price: number,
	quantity: number,
	percent: number,
	// Its base64 is checked with the document's structure.
	file: { type: 'string', contentEncoding: 'base64' },
}

/** The schema as data; `$id` names the form, not a place. */
export function typedSchema(): Schema {
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		$id: 'urn:recevable:typed-invoice',
		title: 'An invoice keyed by the business terms of EN 16931',
		...groupSchema(slotsOf(''), { $schema: { type: 'string' } }),
	}
}

function groupSchema(slots: readonly Slot[], more: Schema = {}): Schema {
	return {
		type: 'object',
		properties: { ...more, ...Object.fromEntries(slots.map((slot) => [slot.id, slotSchema(slot)])) },
		additionalProperties: false,
	}
}

function slotSchema({ id, kind, repeatable }: Slot): Schema {
	const about = { title: titleOf(businessTerms.get(id)!).en }
	const one = kind === 'group' ? groupSchema(slotsOf(id)) : valueSchema(id, kind)
	return { ...about, ...(repeatable ? eitherOr('array', { items: one, minItems: 1 }, one) : one) }
}

/** A value alone, or with what goes with it: `{"value": "732829320", "BT-30-1": "0002"}`. */
function valueSchema(id: TermId, kind: Exclude<TermKind, 'group'>): Schema {
	const own = qualifiers[id]
	if (own === undefined) return forms[kind]
	const properties = { value: forms[kind], ...Object.fromEntries(Object.keys(own).map((key) => [key, text])) }
	return eitherOr('object', { properties, required: ['value'], additionalProperties: false }, forms[kind])
}

/** One schema for values of a type, another for the rest: only the one that was meant complains. */
function eitherOr(type: string, yes: Schema, no: Schema): Schema {
	// biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
	return { if: { type }, then: yes, else: no }
}

let compiled: ValidateFunction | undefined

/** ajv makes code of the schema, which takes its time: once, when an invoice is typed in. */
export function readySchema(): ValidateFunction {
	if (compiled === undefined) {
		const load = process.getBuiltinModule('node:module').createRequire(import.meta.url)
		const { Ajv2020 } = load('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
		compiled = new Ajv2020({
			allErrors: true,
			verbose: true,
			strict: true,
			strictTypes: false,
			strictRequired: false,
			formats: { date: isDay },
		}).compile(typedSchema())
	}
	return compiled
}

/** Departures from the schema. */
export function schemaErrors(value: unknown): readonly ErrorObject[] {
	const validate = readySchema()
	validate(value)
	// What follows from another departure at the same place says nothing by itself.
	return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
}

/** A day of the calendar, year-month-day. */
function isDay(text: string): boolean {
	const date = new Date(`${text}T00:00:00Z`)
	return (
		/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
	)
}
