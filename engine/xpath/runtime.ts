/**
 * The names that generated code uses, all of them: what a generated module gets as `rt`.
 *
 * Nothing else is reachable from generated code but the Tree (`t`) and the run's state (`s`).
 */
import { DynamicError } from '../fault.ts'
import { kinds } from '../tree/kinds.ts'
import { escapedText, markupOf } from '../tree/markup.ts'
import { names } from '../tree/names.ts'
import type { Tree } from '../tree/tree.ts'
import { arithmetic, integerDivide, negate, plus } from './arithmetic.ts'
import type { Axis } from './ast.ts'
import { derivesFrom, typeOf } from './atomic-types.ts'
import { axisNodes } from './axes.ts'
import {
	atomicToString,
	cast,
	castable,
	doubleToDecimal,
	doubleToString,
	isDate,
	isDecimal,
	isDouble,
	stringToBoolean,
	stringToDecimal,
	stringToDouble,
	stringToInteger,
	stringToNumber,
} from './cast.ts'
import {
	atomize,
	booleanValue,
	type Comparison,
	compareStrings,
	generalCompare,
	generalPair,
	isNumeric,
	toNumber,
	valueCompare,
} from './compare.ts'
import { atomToNumber, compareAll, itemToText, numberToText, textToNumber } from './compatible.ts'
import type { DynamicContext } from './context.ts'
import { Decimal } from './decimal.ts'
import type { Rep } from './emit/emitter.ts'
import { findFunction } from './functions/find.ts'
import { Atomic, type AtomicType, FunctionItem, type Item, type NodeId } from './item.ts'
import { compileRegex } from './regex/compile.ts'

/** Depth that functions of a rule set may call each other to. */
const recursionLimit = 1000
/** Calls that one call from outside may lead to. */
const callLimit = 1_000_000
/** Nodes that one message may copy: a report of many findings would else hold the document many times. */
const copyLimit = 10_000

/** What a run keeps while generated code works on one document. */
export interface RunState extends DynamicContext {
	/** Differs from run to run, so that values kept from another document are not taken. */
	readonly epoch: number
	/** Functions of the rule set that are being run, one inside another. */
	depth: number
	/** Calls since the outermost of them. */
	calls: number
	/** Rounds of loops over variables so far. */
	rounds: number
	/** Whether time is up. */
	readonly stop?: () => boolean
}

/** Ends a run from inside: time is up. */
export class Stopped extends Error {}

function fail(code: string, message: string): never {
	throw new DynamicError(code, message)
}

function box(value: unknown, rep: Rep): Item {
	switch (rep) {
		case 'untyped':
			return new Atomic('untypedAtomic', value as string)
		case 'double':
			return new Atomic('double', value as number)
		case 'int':
			return new Atomic('integer', Decimal.of(value as number))
		case 'integer':
		case 'decimal':
			return new Atomic(rep, value as Decimal)
		default:
			return value as Item
	}
}

/** The function conversion rules for one atomic item (XPath 2.0, 3.1.5). */
function convert(item: Item, type: AtomicType | 'numeric', what: string): Item {
	if (item instanceof FunctionItem) return fail('FOTY0013', `${what} is a function`)
	if (item instanceof Atomic && item.type === 'untypedAtomic' && (type === 'QName' || type === 'NOTATION'))
		return fail('XPTY0117', `${what} must be xs:${type}, which a text cannot stand for`)
	if (item instanceof Atomic && item.type === 'untypedAtomic')
		return cast(item, type === 'numeric' ? 'double' : type)
	if (type === 'numeric')
		return isNumeric(item)
			? item
			: fail('XPTY0004', `${what} must be a number, not "${atomicToString(item)}"`)
	const given = typeOf(item)
	if (derivesFrom(given, type)) return item
	if (type === 'double' && isNumeric(item)) return cast(item, 'double')
	if (type === 'float' && derivesFrom(given, 'decimal')) return cast(item, 'float')
	if (type === 'string' && given === 'anyURI') return atomicToString(item)
	return fail('XPTY0004', `${what} must be xs:${type}, not xs:${given} "${atomicToString(item)}"`)
}

/** The same, giving the bare representation of the type. */
function convertBare(item: Item, type: AtomicType, what: string): unknown {
	const converted = convert(item, type, what)
	if (converted instanceof Atomic) return type === 'string' ? atomicToString(converted) : converted.value
	return converted
}

const oneDecimal = Decimal.of(1)
const spaces = /[\t\n\r ]+/

/** fn:normalize-space. */
function normalizeSpace(text: string): string {
	let start = 0
	let end = text.length
	while (start < end && text.charCodeAt(start) <= 32 && isSpace(text.charCodeAt(start))) start++
	while (end > start && text.charCodeAt(end - 1) <= 32 && isSpace(text.charCodeAt(end - 1))) end--
	for (let i = start; i < end; i++) {
		const c = text.charCodeAt(i)
		if (c <= 32 && isSpace(c) && (c !== 32 || isSpace(text.charCodeAt(i + 1))))
			return text.slice(start, end).split(spaces).join(' ')
	}
	return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isSpace(c: number): boolean {
	return c === 32 || c === 10 || c === 13 || c === 9
}

/** Sorts in place to document order and drops repetitions. */
function sortDistinct(nodes: NodeId[]): void {
	let sorted = true
	for (let i = 1; i < nodes.length; i++) {
		if (nodes[i]! <= nodes[i - 1]!) {
			sorted = false
			break
		}
	}
	if (sorted) return
	nodes.sort((a, b) => a - b)
	let kept = 1
	for (let i = 1; i < nodes.length; i++) if (nodes[i] !== nodes[i - 1]) nodes[kept++] = nodes[i]!
	nodes.length = kept
}

/** The result of a path whose last step is computed: all nodes, or no node. */
function finishPath(items: Item[]): void {
	let nodes = 0
	for (const item of items) if (typeof item === 'number') nodes++
	if (nodes === 0) return
	if (nodes < items.length) fail('XPTY0018', 'the last step of a path gives both nodes and atomic values')
	sortDistinct(items as NodeId[])
}

/** Of two sequences of nodes, those that `keep` wants, in document order and none twice. */
function merged(
	a: readonly NodeId[],
	b: readonly NodeId[],
	keep: (inA: boolean, inB: boolean) => boolean,
): NodeId[] {
	const left = ascending(a)
	const right = ascending(b)
	const all: NodeId[] = []
	let i = 0
	let k = 0
	while (i < left.length || k < right.length) {
		const x = i < left.length ? left[i]! : Number.POSITIVE_INFINITY
		const y = k < right.length ? right[k]! : Number.POSITIVE_INFINITY
		const node = x < y ? x : y
		if (keep(x === node, y === node)) all.push(node)
		if (x === node) i++
		if (y === node) k++
	}
	return all
}

/** The nodes in document order, none twice: mostly they come so. */
function ascending(nodes: readonly NodeId[]): readonly NodeId[] {
	for (let i = 1; i < nodes.length; i++)
		if (nodes[i]! <= nodes[i - 1]!) {
			const sorted = [...nodes]
			sortDistinct(sorted)
			return sorted
		}
	return nodes
}

/** All nodes of both; the one as it is where the other has none. */
function union(a: readonly NodeId[], b: readonly NodeId[]): readonly NodeId[] {
	if (b.length === 0) return ascending(a)
	if (a.length === 0) return ascending(b)
	return merged(a, b, () => true)
}

export const runtime = {
	Atomic,
	Decimal,
	FunctionItem,
	zero: new Atomic('integer', Decimal.zero),
	pin: (uri: string, local: string): number => names.pin(uri, local),
	fail,
	tooMany: (what: string): never => fail('XPTY0004', `${what} has more than one value`),
	missing: (what: string): never => fail('XPTY0004', `${what} has no value`),
	wrongType: (what: string): never => fail('XPTY0004', `${what} is of another type than required`),
	fn: (uri: string, local: string) => findFunction({ uri, local })?.call,
	/** A regular expression compiled at its first use; a wrong one is a dynamic error then (FORX0002). */
	regex(pattern: string, flags: string): () => ReturnType<typeof compileRegex> {
		let compiled: ReturnType<typeof compileRegex> | undefined
		return () => (compiled ??= compileRegex(pattern, flags))
	},
	resolver(json: string): (prefix: string) => string | undefined {
		const map = JSON.parse(json) as Record<string, string>
		return (prefix) => map[prefix]
	},

	atomize: (t: Tree, item: Item): Item =>
		typeof item === 'number' && t.kind[item]! <= kinds.text
			? new Atomic('untypedAtomic', t.stringValue(item))
			: atomize(item, t),
	itemText: (t: Tree, item: Item): string =>
		typeof item === 'number'
			? t.stringValue(item)
			: typeof item === 'string'
				? item
				: item instanceof FunctionItem
					? fail('FOTY0014', 'a function has no string value')
					: atomicToString(item),
	boxAll: (values: readonly unknown[], rep: Rep): Item[] => values.map((v) => box(v, rep)),
	boxOptional: (value: unknown, rep: Rep): Item | undefined =>
		value === undefined ? undefined : box(value, rep),
	listed: <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]),
	convert,
	convertBare,
	asFunction: (item: Item, what: string): Item =>
		item instanceof FunctionItem ? item : fail('XPTY0004', `${what} is not a function`),
	invoke: (f: FunctionItem, ...args: Item[][]): Item[] =>
		f.arity === args.length
			? f.call(...args)
			: fail('XPTY0004', `a function of ${f.arity} arguments is called with ${args.length}`),
	/** `$f(1, ?)`: `undefined` stands for what is left open. */
	partial(f: FunctionItem, args: readonly (Item[] | undefined)[]): FunctionItem {
		if (f.arity !== args.length)
			fail('XPTY0004', `a function of ${f.arity} arguments is called with ${args.length}`)
		const open = args.filter((a) => a === undefined).length
		return new FunctionItem(f.label, open, (...given) => {
			let next = 0
			return f.call(...args.map((a) => a ?? given[next++]!))
		})
	},
	toNumeric: (item: Item): Item => (item instanceof Atomic && isNumeric(item) ? item : cast(item, 'double')),
	check(item: Item, type: AtomicType | undefined, what: string): void {
		if (type !== undefined && !runtime.isInstance(item, type)) fail('XPTY0004', `${what} is not xs:${type}`)
	},
	isAtomic: (item: Item): boolean => typeof item !== 'number' && !(item instanceof FunctionItem),
	isInstance: (item: Item, type: AtomicType | 'numeric'): boolean =>
		typeof item !== 'number' &&
		!(item instanceof FunctionItem) &&
		(type === 'numeric' ? isNumeric(item) : derivesFrom(typeOf(item), type)),
	truth: (items: readonly Item[]): boolean => booleanValue(items),
	truthOfItem: (item: Item): boolean => booleanValue([item]),
	/** A predicate's value: a single number is compared with the position. */
	predicate(items: readonly Item[], position: number): boolean {
		const [first] = items
		if (items.length === 1 && first instanceof Atomic && isNumeric(first)) return toNumber(first) === position
		return booleanValue(items)
	},

	stringToDouble,
	stringToNumber,
	stringToDecimal,
	stringToInteger,
	stringToBoolean,
	doubleToString,
	doubleToDecimal,
	isDecimal,
	isDouble,
	isDate,
	cast,
	castable,
	numberOf: (item: Item): number =>
		item instanceof FunctionItem
			? fail('FOTY0013', 'a function is no number')
			: typeof item === 'string'
				? stringToNumber(item)
				: typeof item === 'boolean'
					? Number(item)
					: castable(item, 'double')
						? ((cast(item, 'double') as Atomic).value as number)
						: Number.NaN,
	doubleIdiv: integerDivide,
	arithmetic,
	negate,
	plus,
	compareStrings,
	valueCompare,
	generalPair,
	generalCompare,
	compareAll: (t: Tree, op: Comparison, a: readonly Item[], b: readonly Item[]): boolean =>
		compareAll(op, a, b, t),
	textToNumber,
	numberToText,
	atomToNumber,
	itemToText: (t: Tree, item: Item): string => itemToText(item, t),

	normalizeSpace,
	/** Whether the list holds the text with a mark on either side. */
	codes(list: string, mark: string): (text: string) => boolean {
		let codes: ReadonlySet<string> | undefined
		return (text) => {
			if (text.includes(mark)) return list.includes(mark + text + mark)
			// What stands before the first mark has none before it, what stands after the last none after it.
			codes ??= new Set(list.split(mark).slice(1, -1))
			return codes.has(text)
		}
	},
	/** Keeps a node by a text that it has; nodes come in document order. */
	keep(kept: Map<string, NodeId[]>, text: string, node: NodeId): void {
		const nodes = kept.get(text)
		if (nodes === undefined) kept.set(text, [node])
		else if (nodes.at(-1) !== node) nodes.push(node)
	},
	/** Nodes cannot be kept where one of them raises an error: whoever asks for them meets it, or does not. */
	unkept(error: unknown): undefined {
		if (error instanceof DynamicError) return undefined
		throw error
	},
	/** xsl:value-of: the items' texts, joined. */
	join: (t: Tree, items: readonly Item[], separator: string): string =>
		items.map((i) => runtime.itemText(t, i)).join(separator),
	/** xsl:copy-of in a message: elements and text as XML, anything else as its text. */
	copies(t: Tree, items: readonly Item[]): string {
		let nodes = 0
		const one = (item: Item): string => {
			if (typeof item !== 'number') return escapedText(runtime.itemText(t, item))
			if (t.kind[item] === kinds.attribute) return escapedText(t.stringValue(item))
			nodes += (item === 0 ? t.count : t.end[item]!) - item
			if (nodes > copyLimit) fail('XPDY0130', `a message copies more than ${copyLimit} nodes`)
			return t.kind[item]! > kinds.text ? '' : markupOf(t, item)
		}
		return items.map(one).join('')
	},
	localName: (t: Tree, n: NodeId): string => (t.name[n]! < 0 ? '' : t.names.local(t.name[n]!)),
	nodeName(t: Tree, n: NodeId): string {
		const prefix = t.prefixOf(n)
		const local = runtime.localName(t, n)
		return prefix === '' ? local : `${prefix}:${local}`
	},
	node: (item: Item, code: string): NodeId =>
		typeof item === 'number' ? item : fail(code, 'a node is needed here, not an atomic value'),
	rootIs: (t: Tree, test: (n: NodeId) => boolean): boolean => t.root !== 0 && test(t.root),
	axis: (t: Tree, n: NodeId, axis: Axis): NodeId[] => axisNodes(t, n, axis),
	sortDistinct,
	finishPath,
	union,
	intersect: (a: readonly NodeId[], b: readonly NodeId[]): NodeId[] => merged(a, b, (x, y) => x && y),
	except: (a: readonly NodeId[], b: readonly NodeId[]): NodeId[] => merged(a, b, (x, y) => x && !y),
	/** `from to to`: at most ten million integers. */
	range(from: Decimal | undefined, to: Decimal | undefined): Decimal[] {
		if (from === undefined || to === undefined) return []
		runtime.rangeEnd(0, to.sub(from).toNumber())
		const out: Decimal[] = []
		for (let i = from; i.cmp(to) <= 0; i = i.add(oneDecimal)) out.push(i)
		return out
	},
	/** The end of a range, if it is not too long. */
	rangeEnd: (from: number, to: number): number =>
		to - from < 10_000_000 ? to : fail('XPDY0130', `the range ${from} to ${to} is too long`),
	/** Before the body of a rule set's function: recursion is bounded in depth and in all. */
	enter(s: RunState): void {
		if (++s.depth === 1) s.calls = 0
		else if (s.depth > recursionLimit)
			fail('XPDY0130', `functions call each other more than ${recursionLimit} deep`)
		else if (++s.calls > callLimit) fail('XPDY0130', `functions call each other more than ${callLimit} times`)
	},
	/** Of the nodes, those in the subtree of `top`. */
	within: (t: Tree, nodes: readonly NodeId[], top: NodeId): NodeId[] =>
		nodes.filter((n) => n >= top && n < t.end[top]!),
	/** In loops that may hold loops, so that one assertion cannot take for ever. */
	tick(s: RunState): void {
		if ((++s.rounds & 63) === 0 && s.stop?.()) throw new Stopped()
	},
}

export type Runtime = typeof runtime
