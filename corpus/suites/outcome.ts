/**
 * What a case of QT3 gave, held against what the suite says it should give.
 *
 * The suite's assertions are expressions over `$result`; they are compiled by the engine under test, which the
 * suite allows, except that errors, counts, booleans and texts are compared here.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Element, parseXmlDocument } from 'slimdom'
import { type Item, itemText, type Tree } from '#engine'
import { children, textOf } from './catalog.ts'
import { serialized } from './serialize.ts'

export type Outcome =
	| { readonly kind: 'value'; readonly items: readonly Item[]; readonly tree: Tree }
	| { readonly kind: 'error'; readonly code: string; readonly message: string }

export interface Check {
	readonly outcome: Outcome
	/** An expression of the suite's over `$result`. */
	readonly evaluate: (expression: string) => readonly Item[]
	readonly folder: string
}

/** The suite asks for something that this runner cannot tell: no verdict. */
export class Unchecked extends Error {}

export function meets(assertion: Element, check: Check): boolean {
	const { outcome, evaluate } = check
	switch (assertion.localName) {
		case 'any-of': {
			const results = children(assertion).map((one) => attempt(one, check))
			if (results.includes(true)) return true
			const unchecked = results.find((r) => r instanceof Unchecked)
			if (unchecked !== undefined) throw unchecked
			return false
		}
		case 'all-of':
			return children(assertion).every((one) => meets(one, check))
		case 'not':
			return !meets(children(assertion)[0]!, check)
		case 'error': {
			const code = assertion.getAttribute('code')
			return outcome.kind === 'error' && (code === '*' || code === outcome.code)
		}
		case 'assert-serialization-error':
		case 'serialization-matches':
			throw new Unchecked('serialization')
	}
	if (outcome.kind === 'error') return false
	const { items, tree } = outcome
	switch (assertion.localName) {
		case 'assert-empty':
			return items.length === 0
		case 'assert-true':
			return items.length === 1 && items[0] === true
		case 'assert-false':
			return items.length === 1 && items[0] === false
		case 'assert-count':
			return items.length === Number(textOf(assertion))
		case 'assert-eq':
			return isTrue(evaluate(`$result eq (${textOf(assertion)})`))
		case 'assert-deep-eq':
			return isTrue(evaluate(`deep-equal($result, (${textOf(assertion)}))`))
		case 'assert-type':
			return isTrue(evaluate(`$result instance of ${textOf(assertion)}`))
		case 'assert':
			return isTrue(evaluate(`boolean((${textOf(assertion)}))`))
		case 'assert-permutation': {
			const wanted = evaluate(`(${textOf(assertion)})`)
			const key = (item: Item) => `${typeof item === 'number'} ${itemText(tree, item)}`
			return items.map(key).sort().join('\n') === wanted.map(key).sort().join('\n')
		}
		case 'assert-string-value': {
			const tidy = (text: string) =>
				assertion.getAttribute('normalize-space') === 'true' ? text.trim().replace(/\s+/g, ' ') : text
			return tidy(items.map((item) => itemText(tree, item)).join(' ')) === tidy(textOf(assertion))
		}
		case 'assert-xml':
			return sameXml(serialized(items, tree), wantedXml(assertion, check.folder))
		default:
			throw new Unchecked(assertion.localName)
	}
}

function attempt(assertion: Element, check: Check): boolean | Unchecked {
	try {
		return meets(assertion, check)
	} catch (error) {
		if (error instanceof Unchecked) return error
		return false
	}
}

function isTrue(items: readonly Item[]): boolean {
	return items.length === 1 && items[0] === true
}

function wantedXml(assertion: Element, folder: string): string {
	const file = assertion.getAttribute('file')
	return file === null ? textOf(assertion) : readFileSync(join(folder, file), 'utf8')
}

/** Equal as XML fragments, or as plain texts. */
function sameXml(a: string, b: string): boolean {
	if (a === b) return true
	try {
		return canonical(a) === canonical(b)
	} catch {
		return false
	}
}

function canonical(xml: string): string {
	const wrapped = `<w>${xml.replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, '')}</w>`
	return shape(parseXmlDocument(wrapped).documentElement!)
}

function shape(element: Element): string {
	const attributes = [...element.attributes]
		.filter((a) => a.namespaceURI !== 'http://www.w3.org/2000/xmlns/')
		.map((a) => `{${a.namespaceURI ?? ''}}${a.localName}=${JSON.stringify(a.value)}`)
		.sort()
	const content = element.childNodes.map((node) =>
		node.nodeType === 1
			? shape(node as Element)
			: node.nodeType === 3
				? (node.nodeValue ?? '')
				: `<${node.nodeType} ${node.nodeName} ${node.nodeValue}>`,
	)
	return `<{${element.namespaceURI ?? ''}}${element.localName} ${attributes.join(' ')}>${content.join('')}</>`
}
