/**
 * How long a text may be before JavaScript's backtracking could take too long on it.
 *
 * A backtracking matcher tries, from each start, each way in which the pattern can fit. Where the next
 * character always decides the next step (the pattern is one-unambiguous) there is one way; else the ways
 * are counted: those of a sequence multiply, those of a choice add up, a repeated single set has as many as
 * it has lengths. The estimate is an upper bound, never a promise of speed.
 */
import type { Flags, Regex } from './syntax.ts'

/** Character steps that one match may cost: some milliseconds. */
const BUDGET = 5_000_000
/** Patterns of more single characters are taken for ambiguous unseen. */
const MAX_POSITIONS = 600

/** The greatest length for which backtracking stays within the budget. */
export function safeLength(regex: Regex, flags: Flags): number {
	const anchored = !flags.multiline && startsAnchored(regex)
	const unambiguous = isUnambiguous(regex)
	const longest = maxLength(regex)
	let low = 0
	let high = BUDGET
	while (low < high) {
		const n = Math.ceil((low + high) / 2)
		const cost = (anchored ? 1 : n) * Math.min(n, longest) * (unambiguous ? 1 : ways(regex, n))
		if (cost <= BUDGET) low = n
		else high = n - 1
	}
	return low
}

function startsAnchored(regex: Regex): boolean {
	switch (regex.kind) {
		case 'start':
			return true
		case 'group':
			return startsAnchored(regex.body)
		case 'sequence':
			return regex.items[0] !== undefined && startsAnchored(regex.items[0])
		case 'choice':
			return regex.branches.every(startsAnchored)
		default:
			return false
	}
}

/** Characters that a match can look at, at most. */
function maxLength(regex: Regex): number {
	switch (regex.kind) {
		case 'empty':
		case 'start':
		case 'end':
			return 1
		case 'set':
		case 'literal':
			return 1
		case 'group':
			return maxLength(regex.body)
		case 'sequence':
			return regex.items.reduce((sum, item) => sum + maxLength(item), 0)
		case 'choice':
			return Math.max(...regex.branches.map(maxLength))
		case 'repeat':
			return Math.max(1, maxLength(regex.body) * regex.max)
		case 'backreference':
			return Number.POSITIVE_INFINITY
	}
}

/** Ways in which the pattern can match at one place of a text of n characters. */
function ways(regex: Regex, n: number): number {
	switch (regex.kind) {
		case 'group':
			return ways(regex.body, n)
		case 'sequence':
			return regex.items.reduce((product, item) => product * ways(item, n), 1)
		case 'choice':
			return regex.branches.reduce((sum, branch) => sum + ways(branch, n), 0)
		case 'repeat': {
			const times = Math.min(regex.max, n)
			const inner = ways(regex.body, n)
			const lengths = Math.max(1, times - regex.min + 1)
			return inner === 1 && isFixed(regex.body) ? lengths : Math.max(2, inner) ** times
		}
		case 'backreference':
			return Number.POSITIVE_INFINITY
		default:
			return 1
	}
}

/** Whether each match of it has the same length, above zero. */
function isFixed(regex: Regex): boolean {
	switch (regex.kind) {
		case 'set':
		case 'literal':
			return true
		case 'group':
			return isFixed(regex.body)
		case 'sequence':
			return regex.items.every(isFixed)
		case 'repeat':
			return regex.min === regex.max && regex.min > 0 && isFixed(regex.body)
		default:
			return false
	}
}

/** A place in the pattern that takes a character, and the places that can take the next. */
interface Place {
	readonly matches: Mask
	readonly follow: Set<Place>
}

/** The ASCII characters of a set, as four words, and whether it has others. */
interface Mask {
	readonly ascii: readonly [number, number, number, number]
	readonly others: boolean
}

interface Part {
	readonly nullable: boolean
	readonly first: ReadonlySet<Place>
	readonly last: ReadonlySet<Place>
}

/**
 * Whether the position automaton (Glushkov's) of the pattern is deterministic, and no step from place to
 * place can be taken by two loops (as in `(a+)+`).
 */
function isUnambiguous(regex: Regex): boolean {
	const places: Place[] = []
	const nothing: Part = { nullable: true, first: new Set(), last: new Set() }

	let twice = false

	function connect(from: ReadonlySet<Place>, to: ReadonlySet<Place>): void {
		for (const place of from) {
			for (const next of to) {
				twice ||= place.follow.has(next)
				place.follow.add(next)
			}
		}
	}

	function join(a: Part, b: Part): Part {
		connect(a.last, b.first)
		return {
			nullable: a.nullable && b.nullable,
			first: a.nullable ? a.first.union(b.first) : a.first,
			last: b.nullable ? a.last.union(b.last) : b.last,
		}
	}

	function part(node: Regex): Part {
		switch (node.kind) {
			case 'set':
			case 'literal': {
				const place: Place = { matches: maskOf(node), follow: new Set() }
				places.push(place)
				return { nullable: false, first: new Set([place]), last: new Set([place]) }
			}
			case 'group':
				return part(node.body)
			case 'sequence':
				return node.items.reduce((done, item) => (tooMany() ? nothing : join(done, part(item))), nothing)
			case 'choice': {
				const parts = node.branches.map((branch) => (tooMany() ? nothing : part(branch)))
				return {
					nullable: parts.some((p) => p.nullable),
					first: new Set(parts.flatMap((p) => [...p.first])),
					last: new Set(parts.flatMap((p) => [...p.last])),
				}
			}
			case 'repeat': {
				const body = part(node.body)
				if (node.max > 1) connect(body.last, body.first)
				return { ...body, nullable: body.nullable || node.min === 0 }
			}
			default:
				return nothing
		}
	}

	const tooMany = (): boolean => places.length > MAX_POSITIONS
	const whole = part(regex)
	if (twice || tooMany() || hasBackreference(regex) || hasNullableLoop(regex)) return false
	return areDisjoint(whole.first) && places.every((place) => areDisjoint(place.follow))
}

export function hasBackreference(regex: Regex): boolean {
	switch (regex.kind) {
		case 'backreference':
			return true
		case 'group':
		case 'repeat':
			return hasBackreference(regex.body)
		case 'sequence':
			return regex.items.some(hasBackreference)
		case 'choice':
			return regex.branches.some(hasBackreference)
		default:
			return false
	}
}

/** Whether it can match nothing. */
export function isNullable(regex: Regex): boolean {
	switch (regex.kind) {
		case 'set':
		case 'literal':
			return false
		case 'group':
			return isNullable(regex.body)
		case 'sequence':
			return regex.items.every(isNullable)
		case 'choice':
			return regex.branches.some(isNullable)
		case 'repeat':
			return regex.min === 0 || isNullable(regex.body)
		default:
			return true
	}
}

/** A repeated body that can match nothing has ways that the places do not show. */
export function hasNullableLoop(regex: Regex): boolean {
	switch (regex.kind) {
		case 'group':
			return hasNullableLoop(regex.body)
		case 'repeat':
			return isNullable(regex.body) || hasNullableLoop(regex.body)
		case 'sequence':
			return regex.items.some(hasNullableLoop)
		case 'choice':
			return regex.branches.filter(isNullable).length > 1 || regex.branches.some(hasNullableLoop)
		default:
			return false
	}
}

function areDisjoint(places: ReadonlySet<Place>): boolean {
	const seen = [0, 0, 0, 0]
	let others = false
	for (const { matches } of places) {
		if (matches.others && others) return false
		others ||= matches.others
		for (let i = 0; i < 4; i++) {
			const word = matches.ascii[i]!
			if ((seen[i]! & word) !== 0) return false
			seen[i]! |= word
		}
	}
	return true
}

const masks = new Map<string, Mask>()

function maskOf(node: Regex & { kind: 'set' | 'literal' }): Mask {
	const ascii: [number, number, number, number] = [0, 0, 0, 0]
	if (node.kind === 'literal') {
		if (node.codePoint > 127) return { ascii, others: true }
		ascii[node.codePoint >> 5]! |= 1 << (node.codePoint & 31)
		return { ascii, others: false }
	}
	const known = masks.get(node.source)
	if (known !== undefined) return known
	const set = new RegExp(`^${node.source}$`, 'v')
	for (let code = 0; code < 128; code++) {
		if (set.test(String.fromCharCode(code))) ascii[code >> 5]! |= 1 << (code & 31)
	}
	const mask = { ascii, others: !/^\[[\w \\{}-]*\]$/.test(node.source) || mayLeaveAscii(node.source) }
	if (masks.size > 1000) masks.clear()
	masks.set(node.source, mask)
	return mask
}

/** Of a class of single characters and ranges, whether any lies above ASCII. */
function mayLeaveAscii(source: string): boolean {
	if (/\\[^utnr]/.test(source)) return true
	return [...source.matchAll(/\\u\{([0-9a-f]+)\}/g)].some((match) => Number.parseInt(match[1]!, 16) > 127)
}
