/**
 * XPath 1.0 where it differs from 2.0: what texts are numbers, how numbers are written, how values compare.
 *
 * For rule sets whose query binding is `xslt` or `xpath`.
 */
import type { Tree } from '../tree/tree.ts'
import { atomicToString } from './cast.ts'
import {
	atomize,
	booleanValue,
	type Comparison,
	generalPair,
	holds,
	isNumeric,
	orderNumbers,
	toNumber,
} from './compare.ts'
import { Atomic, type Item } from './item.ts'
import { stringToNumber } from './number.ts'

const number = /^[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/

/** "Any other string is converted to NaN" (XPath 1.0, 4.4): no exponent, no plus sign, no INF. */
export function textToNumber(text: string): number {
	return number.test(text) ? stringToNumber(text) : Number.NaN
}

/** "In decimal form … with no exponent", infinities by their whole name, no negative zero (4.2). */
export function numberToText(n: number): string {
	const text = String(n)
	const at = text.indexOf('e')
	if (at < 0) return text
	const [, sign, digits] = /^(-?)([0-9.]+)e/.exec(text)!
	const [whole, fraction = ''] = digits!.split('.')
	const exponent = Number(text.slice(at + 1))
	const all = whole! + fraction
	if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${all}`
	return sign + all.padEnd(exponent + 1, '0')
}

export function atomToNumber(item: Item): number {
	if (typeof item === 'string') return textToNumber(item)
	if (item instanceof Atomic && item.type === 'untypedAtomic') return textToNumber(item.value as string)
	return toNumber(item)
}

export function itemToText(item: Item, tree: Tree): string {
	if (typeof item === 'number') return tree.stringValue(item)
	if (item instanceof Atomic && typeof item.value === 'number') return numberToText(item.value)
	const atom = atomize(item, tree)
	return typeof atom === 'string' ? atom : atomicToString(atom)
}

/**
 * A general comparison; the operands are not atomized yet: a single xs:boolean asks for the effective
 * boolean value of the other side, an order asks for numbers (XPath 2.0, 3.5.2, compatibility mode).
 */
export function compareAll(op: Comparison, a: readonly Item[], b: readonly Item[], tree: Tree): boolean {
	if (a.length === 1 && typeof a[0] === 'boolean') return holds(op, Number(a[0]) - Number(booleanValue(b)))
	if (b.length === 1 && typeof b[0] === 'boolean') return holds(op, Number(booleanValue(a)) - Number(b[0]))
	const ordering = op !== 'eq' && op !== 'ne'
	for (const x of a) {
		const left = atomize(x, tree)
		for (const y of b) {
			const right = atomize(y, tree)
			if (ordering || isNumeric(left) || isNumeric(right)) {
				if (holds(op, orderNumbers(atomToNumber(left), atomToNumber(right)))) return true
			} else if (generalPair(op, left, right)) return true
		}
	}
	return false
}
