/**
 * Functions on strings (functions and operators 3.1, chapter 5).
 *
 * Positions and lengths count code points. Most texts have no character beyond U+FFFF, so code units serve
 * as long as none of a pair is seen.
 */
import { DynamicError } from '../../fault.ts'
import { collapse } from '../atomic-types.ts'
import { atomicToString } from '../cast.ts'
import { compareStrings } from '../compare.ts'
import type { Decimal } from '../decimal.ts'
import type { Item } from '../item.ts'
import { compileRegex } from '../regex/compile.ts'
import { checkCollation, codepointCollation } from './collation.ts'
import type { FunctionRecord } from './record.ts'

type Text = string | undefined

function hasPairs(text: string): boolean {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code >= 0xd800 && code < 0xe000) return true
	}
	return false
}

/** Number of code points. */
export function stringLength(text: string): number {
	let length = text.length
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i)
		if (code >= 0xd800 && code < 0xdc00) length--
	}
	return length
}

/** The characters at positions p with round(start) <= p < round(start) + round(length). */
export function substring(text: string, start: number, length?: number): string {
	const first = Math.round(start)
	const end = length === undefined ? Number.POSITIVE_INFINITY : first + Math.round(length)
	// NaN compares false: nothing is taken.
	if (!(end > 1 && first < end)) return ''
	const from = Math.max(first, 1) - 1
	if (!hasPairs(text)) return text.slice(from, end - 1)
	return Array.from(text)
		.slice(from, end - 1)
		.join('')
}

export function translate(text: string, from: string, to: string): string {
	const map = new Map<string, string>()
	const targets = Array.from(to)
	Array.from(from).forEach((character, i) => {
		if (!map.has(character)) map.set(character, targets[i] ?? '')
	})
	let result = ''
	for (const character of text) result += map.get(character) ?? character
	return result
}

/** Whether XML allows the character. */
function isCharacter(code: number): boolean {
	if (code < 0x20) return code === 9 || code === 10 || code === 13
	return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
}

function codepointsToString(codes: readonly Decimal[]): string {
	let text = ''
	for (const decimal of codes) {
		const code = decimal.toNumber()
		if (!isCharacter(code)) throw new DynamicError('FOCH0001', `${decimal} is not the code of a character`)
		text += String.fromCodePoint(code)
	}
	return text
}

const forms = new Set(['NFC', 'NFD', 'NFKC', 'NFKD'])

function normalizeUnicode(text: string, form: string): string {
	const name = form.trim().toUpperCase()
	if (name === '') return text
	if (!forms.has(name))
		throw new DynamicError('FOCH0003', `the normalization form "${form}" is not supported`)
	return text.normalize(name)
}

/** Percent-encodes, as UTF-8, what `keep` does not match. */
function encode(text: string, keep: RegExp): string {
	let result = ''
	for (const character of text) {
		if (keep.test(character)) result += character
		else {
			for (const byte of new TextEncoder().encode(character)) {
				result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
			}
		}
	}
	return result
}

function tokens(text: string): string[] {
	const collapsed = collapse(text)
	return collapsed === '' ? [] : collapsed.split(' ')
}

function containsToken(inputs: readonly string[], token: string): boolean {
	const wanted = collapse(token)
	return wanted !== '' && inputs.some((input) => tokens(input).includes(wanted))
}

export const stringFunctions: readonly FunctionRecord[] = [
	{
		name: 'codepoints-to-string',
		signatures: ['(xs:integer*) -> xs:string'],
		call: (_c, codes: readonly Decimal[]) => codepointsToString(codes),
	},
	{
		name: 'string-to-codepoints',
		signatures: ['(xs:string?) -> int*'],
		call: (_c, text: Text) => Array.from(text ?? '', (character) => character.codePointAt(0)!),
	},
	{
		name: 'compare',
		signatures: ['(xs:string?, xs:string?) -> int?', '(xs:string?, xs:string?, xs:string) -> int?'],
		call: (_c, a: Text, b: Text, collation?: string) => {
			checkCollation(collation)
			return a === undefined || b === undefined ? undefined : compareStrings(a, b)
		},
	},
	{
		name: 'codepoint-equal',
		signatures: ['(xs:string?, xs:string?) -> xs:boolean?'],
		call: (_c, a: Text, b: Text) => (a === undefined || b === undefined ? undefined : a === b),
	},
	{
		name: 'concat',
		signatures: ['(xs:anyAtomicType?, xs:anyAtomicType?, ...) -> xs:string'],
		call: (_c, ...parts: (Item | undefined)[]) => {
			let text = ''
			for (const part of parts) if (part !== undefined) text += atomicToString(part)
			return text
		},
	},
	{
		name: 'string-join',
		signatures: ['(xs:anyAtomicType*) -> xs:string', '(xs:anyAtomicType*, xs:string) -> xs:string'],
		call: (_c, items: readonly Item[], separator = '') => items.map(atomicToString).join(separator),
	},
	{
		name: 'substring',
		signatures: ['(xs:string?, xs:double) -> xs:string', '(xs:string?, xs:double, xs:double) -> xs:string'],
		call: (_c, text: Text, start: number, length?: number) =>
			text === undefined ? '' : substring(text, start, length),
	},
	{
		name: 'string-length',
		signatures: ['(xs:string?) -> int'],
		defaultsToContext: true,
		call: (_c, text: Text) => (text === undefined ? 0 : stringLength(text)),
	},
	{
		name: 'normalize-space',
		signatures: ['(xs:string?) -> xs:string'],
		defaultsToContext: true,
		call: (_c, text: Text) => collapse(text ?? ''),
	},
	{
		name: 'normalize-unicode',
		signatures: ['(xs:string?) -> xs:string', '(xs:string?, xs:string) -> xs:string'],
		call: (_c, text: Text, form = 'NFC') => normalizeUnicode(text ?? '', form),
	},
	{
		name: 'upper-case',
		signatures: ['(xs:string?) -> xs:string'],
		call: (_c, text: Text) => (text ?? '').toUpperCase(),
	},
	{
		name: 'lower-case',
		signatures: ['(xs:string?) -> xs:string'],
		call: (_c, text: Text) => (text ?? '').toLowerCase(),
	},
	{
		name: 'translate',
		signatures: ['(xs:string?, xs:string, xs:string) -> xs:string'],
		call: (_c, text: Text, from: string, to: string) => translate(text ?? '', from, to),
	},
	{
		name: 'encode-for-uri',
		signatures: ['(xs:string?) -> xs:string'],
		call: (_c, text: Text) => encode(text ?? '', /[A-Za-z0-9\-_.~]/),
	},
	{
		name: 'iri-to-uri',
		signatures: ['(xs:string?) -> xs:string'],
		call: (_c, text: Text) => encode(text ?? '', /[!#-;=?-[\]_a-z~]/),
	},
	{
		name: 'escape-html-uri',
		signatures: ['(xs:string?) -> xs:string'],
		call: (_c, text: Text) => encode(text ?? '', /[ -~]/),
	},
	{
		name: 'contains',
		signatures: [
			'(xs:string?, xs:string?) -> xs:boolean',
			'(xs:string?, xs:string?, xs:string) -> xs:boolean',
		],
		call: (_c, text: Text, part: Text, collation?: string) => {
			checkCollation(collation)
			return (text ?? '').includes(part ?? '')
		},
	},
	{
		name: 'starts-with',
		signatures: [
			'(xs:string?, xs:string?) -> xs:boolean',
			'(xs:string?, xs:string?, xs:string) -> xs:boolean',
		],
		call: (_c, text: Text, part: Text, collation?: string) => {
			checkCollation(collation)
			return (text ?? '').startsWith(part ?? '')
		},
	},
	{
		name: 'ends-with',
		signatures: [
			'(xs:string?, xs:string?) -> xs:boolean',
			'(xs:string?, xs:string?, xs:string) -> xs:boolean',
		],
		call: (_c, text: Text, part: Text, collation?: string) => {
			checkCollation(collation)
			return (text ?? '').endsWith(part ?? '')
		},
	},
	{
		name: 'substring-before',
		signatures: ['(xs:string?, xs:string?) -> xs:string', '(xs:string?, xs:string?, xs:string) -> xs:string'],
		call: (_c, text: Text, part: Text, collation?: string) => {
			checkCollation(collation)
			const at = (text ?? '').indexOf(part ?? '')
			return at <= 0 ? '' : text!.slice(0, at)
		},
	},
	{
		name: 'substring-after',
		signatures: ['(xs:string?, xs:string?) -> xs:string', '(xs:string?, xs:string?, xs:string) -> xs:string'],
		call: (_c, text: Text, part: Text, collation?: string) => {
			checkCollation(collation)
			const at = (text ?? '').indexOf(part ?? '')
			return at < 0 ? '' : (text ?? '').slice(at + (part ?? '').length)
		},
	},
	{
		name: 'matches',
		signatures: ['(xs:string?, xs:string) -> xs:boolean', '(xs:string?, xs:string, xs:string) -> xs:boolean'],
		call: (_c, text: Text, pattern: string, flags?: string) => compileRegex(pattern, flags).test(text ?? ''),
	},
	{
		name: 'replace',
		signatures: [
			'(xs:string?, xs:string, xs:string) -> xs:string',
			'(xs:string?, xs:string, xs:string, xs:string) -> xs:string',
		],
		call: (_c, text: Text, pattern: string, replacement: string, flags?: string) =>
			compileRegex(pattern, flags).replace(text ?? '', replacement),
	},
	{
		name: 'tokenize',
		signatures: [
			'(xs:string?) -> xs:string*',
			'(xs:string?, xs:string) -> xs:string*',
			'(xs:string?, xs:string, xs:string) -> xs:string*',
		],
		call: (_c, text: Text, pattern?: string, flags?: string) =>
			pattern === undefined ? tokens(text ?? '') : compileRegex(pattern, flags).tokenize(text ?? ''),
	},
	{
		name: 'contains-token',
		since: 3,
		signatures: ['(xs:string*, xs:string) -> xs:boolean', '(xs:string*, xs:string, xs:string) -> xs:boolean'],
		call: (_c, inputs: readonly string[], token: string, collation?: string) => {
			checkCollation(collation)
			return containsToken(inputs, token)
		},
	},
	{
		name: 'default-collation',
		signatures: ['() -> xs:string'],
		call: () => codepointCollation,
	},
]
