/**
 * A typed-in invoice: JSON keyed by business terms, turned into the UBL document that it stands for.
 *
 * The document is judged like any other; where each of its elements came from is kept, so that a finding
 * points at the value that was typed: JSON pointer as path, line and column of the JSON text.
 */
import type { ErrorObject } from 'ajv/dist/2020.js'
import { Fault, type Location, type Place } from '#engine'
import { explain } from '../explanation.ts'
import { adviceOn, type Unreadable } from '../reading/reading.ts'
import type { Remark } from '../remark.ts'
import type { Syntax } from '../syntax.ts'
import { businessTerms } from '../terms/term.ts'
import type { ExplainedFinding, Verdict } from '../verdict.ts'
import { buildInvoice, type Origin, type Written, writeInvoice } from './build.ts'
import { badKey, badValue, surplus } from './explanations.ts'
import type { Side } from './form.ts'
import { type Json, plain, readJson } from './json.ts'
import { schemaErrors } from './schema.ts'

export interface Typed {
	readonly json: string
	readonly root: Json
	/** The UBL document. */
	readonly written: Written
	/** Values for which UBL has no room. */
	readonly remarks: readonly Remark[]
}

/** Why JSON is no typed-in invoice, with the places at which it departs from the form. */
export interface Untyped {
	readonly unreadable: Unreadable
	readonly remarks: readonly Remark[]
}

export function openTyped(bytes: Uint8Array, most: number): Typed | Untyped {
	let text: string
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
	} catch {
		return { unreadable: { id: 'READ-JSON', values: { reason: 'JSON that is not UTF-8' } }, remarks: [] }
	}
	const json = readJson(text)
	if (json.kind === 'fault') {
		const { reason, at, key } = json
		const values = { reason: `JSON: ${reason}${key === undefined ? '' : ` ${key}`}` }
		return { unreadable: { id: 'READ-JSON', values, at: placeIn(text, at) }, remarks: [] }
	}
	const errors = departures(schemaErrors(plain(json)))
	if (errors.size > 0) {
		const remarks = [...errors]
			.slice(0, most)
			.map(([pointer, error]) => errorRemark(text, json, pointer, error))
		const values = { count: String(errors.size) }
		return { unreadable: { id: 'READ-TYPED', values, at: remarks[0]!.location }, remarks }
	}
	const built = buildInvoice(json, sideOf(json))
	return {
		json: text,
		root: json,
		written: writeInvoice(built.root),
		remarks: built.surplus.map(({ id, origin }) => ({
			...remark(text, origin.pointer, origin.at, 'TYPED-SURPLUS', [id]),
			...surplus(id),
		})),
	}
}

/** The UBL document that a typed-in invoice stands for; throws a Fault where it is none. */
export function typedDocument(text: string): Written {
	const typed = openTyped(new TextEncoder().encode(text), 1)
	if ('unreadable' in typed) throw new Fault('usage', adviceOn(typed.unreadable).message.en)
	return typed.written
}

/** Codes of BT-3 under which UBL has a credit note. */
const creditNotes = new Set([
	'81',
	'83',
	'261',
	'262',
	'296',
	'308',
	'381',
	'396',
	'420',
	'458',
	'502',
	'503',
	'532',
])

function sideOf(json: Json): Side {
	const type = json.kind === 'object' ? json.members.get('BT-3') : undefined
	const code = type?.kind === 'string' ? type.value : type?.kind === 'number' ? type.text : ''
	return creditNotes.has(code) ? 'credit-note' : 'invoice'
}

/** One departure a place: an unknown key stands at the key itself. */
function departures(errors: readonly ErrorObject[]): ReadonlyMap<string, ErrorObject> {
	const byPlace = new Map<string, ErrorObject>()
	for (const error of errors) {
		const key = error.params.additionalProperty as string | undefined
		const pointer = key === undefined ? error.instancePath : `${error.instancePath}/${escapedKey(key)}`
		if (!byPlace.has(pointer)) byPlace.set(pointer, error)
	}
	return byPlace
}

/** RFC 6901. */
function escapedKey(key: string): string {
	return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function errorRemark(text: string, json: Json, pointer: string, error: ErrorObject): Remark {
	const at = valueAt(json, pointer)
	const term = pointer.split('/').findLast((key) => businessTerms.has(key))
	const terms = term === undefined ? [] : [term]
	const found = at === undefined ? undefined : shown(at)
	if (error.keyword === 'additionalProperties') {
		const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
		return {
			...remark(text, pointer, at?.at ?? 0, 'TYPED-KEY', terms),
			...badKey(pointer.split('/').at(-1)!, known),
		}
	}
	return {
		...remark(text, pointer, at?.at ?? 0, 'TYPED-VALUE', terms),
		...badValue(term, error.keyword),
		...(found !== undefined && { found }),
	}
}

function shown(json: Json): string | undefined {
	if (json.kind === 'string') return json.value.slice(0, 80)
	if (json.kind === 'number') return json.text.slice(0, 80)
	return json.kind === 'literal' ? String(json.value) : undefined
}

/** The value that a pointer names; the nearest one around it where it names none. */
function valueAt(json: Json, pointer: string): Json | undefined {
	let value = json
	for (const step of pointer.split('/').slice(1)) {
		const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
		const next =
			value.kind === 'object'
				? value.members.get(key)
				: value.kind === 'array'
					? value.items[Number(key)]
					: undefined
		if (next === undefined) return value
		value = next
	}
	return value
}

function remark(text: string, pointer: string, at: number, rule: string, terms: readonly string[]) {
	return {
		kind: 'remark' as const,
		node: 0,
		code: 'IRR_SYNTAX' as const,
		rule,
		ruleSet: 'recevable-typed',
		severity: 'fatal' as const,
		terms,
		location: { path: pointer === '' ? '/' : pointer, ...placeIn(text, at) },
	}
}

export function placeIn(text: string, offset: number): Place {
	const before = text.slice(0, offset)
	const lines = before.split('\n')
	return { line: lines.length, column: lines.at(-1)!.length + 1, offset }
}

/** The verdict on the UBL document as one on the JSON: findings point at what was typed. */
export function pointed(verdict: Verdict, typed: Typed, syntax: Syntax | undefined): Verdict {
	const findings = verdict.findings.map((finding): ExplainedFinding => {
		const { fix } = explain(finding.rule) ?? finding
		const placed = explain(finding.rule, syntax)?.fix.fr === finding.fix.fr
		const location = finding.ruleSet === 'recevable-typed' ? finding.location : locationOf(finding, typed)
		// The place of a term in UBL says nothing to someone who typed the term.
		return { ...finding, location, ...(placed && { fix }) }
	})
	return inOrder({ ...verdict, findings })
}

/** Findings in the order of what was typed. */
function inOrder(verdict: Verdict): Verdict {
	const { findings, rejections } = verdict
	const order = findings
		.map((_, index) => index)
		.sort((a, b) => findings[a]!.location.offset - findings[b]!.location.offset || a - b)
	const place = new Map(order.map((index, position) => [index, position]))
	return {
		...verdict,
		findings: order.map((index) => findings[index]!),
		rejections: rejections.map((rejection) => ({
			...rejection,
			findings: rejection.findings.map((index) => place.get(index)!).sort((a, b) => a - b),
			rootCause: place.get(rejection.rootCause)!,
		})),
	}
}

function locationOf({ location, terms }: ExplainedFinding, typed: Typed): Location {
	return typedLocation(location, terms[0], typed)
}

/** Where what stands at a place of the UBL document was typed, or the term about which something is said there. */
export function typedLocation(
	location: Location,
	term: string | undefined,
	{ json, root, written: { origins } }: Typed,
): Location {
	let [low, high] = [0, origins.length - 1]
	while (low < high) {
		const middle = (low + high + 1) >> 1
		if (origins[middle]!.start <= location.offset) low = middle
		else high = middle - 1
	}
	const { pointer, at } = nearer(root, origins[low]!, term)
	return { path: pointer === '' ? '/' : pointer, ...placeIn(json, at) }
}

/** A rule about a whole group is about a term of it: that term, or where it would be typed. */
function nearer(root: Json, { pointer, at }: Origin, term: string | undefined): Origin {
	const typed = pointer.split('/')
	let way: string[] = []
	for (let id = term; id !== undefined && !typed.includes(id); id = businessTerms.get(id)?.group)
		way = [id, ...way]
	let found = { pointer, at }
	let value = valueAt(root, pointer)
	for (const key of way) {
		if (value?.kind === 'array' && value.items.length === 1) {
			value = value.items[0]
			found = { pointer: `${found.pointer}/0`, at: value!.at }
		}
		const next: Json | undefined = value?.kind === 'object' ? value.members.get(key) : undefined
		if (next === undefined) break
		value = next
		found = { pointer: `${found.pointer}/${key}`, at: next.at }
	}
	return found
}
