/**
 * Regular expressions that can take forever: those in which one text can be read in exponentially many ways.
 *
 * The expression becomes an automaton of its letters (Glushkov's: a state a place where a letter is read). Two
 * different ways round from a place to itself over the same letters double the work with every round. An engine
 * that tries one way after the other then hangs on a text that almost fits.
 */

interface Fragment {
	readonly empty: boolean
	readonly first: readonly number[]
	readonly last: readonly number[]
}

/** A text of letters that shows the growth, or undefined where the expression is harmless or cannot be read. */
export function slowPart(pattern: string): string | undefined {
	let automaton: Automaton
	try {
		automaton = new Reader(pattern).automaton()
	} catch {
		return undefined
	}
	return automaton.positions.length > 400 ? undefined : ambiguous(automaton)
}

interface Automaton {
	/** What each place reads. */
	readonly positions: readonly { readonly text: string; readonly accepts: RegExp | undefined }[]
	/** By place: what may be read next; a place that stands twice is reached in two ways. */
	readonly follow: readonly (readonly number[])[]
}

class Reader {
	readonly #text: string
	#at = 0
	readonly #positions: { text: string; accepts: RegExp | undefined }[] = []
	readonly #follow: number[][] = []

	constructor(text: string) {
		this.#text = text
	}

	automaton(): Automaton {
		this.#alternatives()
		if (this.#at < this.#text.length) throw new Error('unread')
		return { positions: this.#positions, follow: this.#follow }
	}

	#alternatives(): Fragment {
		let found = this.#sequence()
		while (this.#text[this.#at] === '|') {
			this.#at++
			const other = this.#sequence()
			found = {
				empty: found.empty || other.empty,
				first: [...found.first, ...other.first],
				last: [...found.last, ...other.last],
			}
		}
		return found
	}

	#sequence(): Fragment {
		let found: Fragment = { empty: true, first: [], last: [] }
		while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at]!))
			found = this.#joined(found, this.#repeated())
		return found
	}

	#joined(left: Fragment, right: Fragment): Fragment {
		for (const from of left.last) this.#follow[from]!.push(...right.first)
		return {
			empty: left.empty && right.empty,
			first: left.empty ? [...left.first, ...right.first] : left.first,
			last: right.empty ? [...left.last, ...right.last] : right.last,
		}
	}

	#repeated(): Fragment {
		const start = this.#at
		let found = this.#atom()
		const end = this.#at
		const [counted, least, comma, most] =
			/^(?:[*+?]|\{(\d+)(,)?(\d+)?\})/.exec(this.#text.slice(this.#at)) ?? []
		if (counted === undefined) return found
		this.#at += counted.length
		if (this.#text[this.#at] === '?') this.#at++
		const min = counted === '*' || counted === '?' ? 0 : counted === '+' ? 1 : Number(least)
		const max =
			counted === '*' || counted === '+' || (comma !== undefined && most === undefined)
				? Number.POSITIVE_INFINITY
				: counted === '?'
					? 1
					: Number(most ?? least)
		const after = this.#at
		// A few copies show what a bounded repetition does; it cannot go round for ever.
		const copies = Math.min(Number.isFinite(max) ? max : min, 3)
		for (let copy = 1; copy < copies; copy++) {
			this.#at = start
			const again = this.#atom()
			if (this.#at !== end) throw new Error('misread')
			found = this.#joined(found, copy >= min ? { ...again, empty: true } : again)
		}
		this.#at = after
		if (max === Number.POSITIVE_INFINITY)
			for (const from of found.last) this.#follow[from]!.push(...found.first)
		return min === 0 ? { ...found, empty: true } : found
	}

	#atom(): Fragment {
		const rest = this.#text.slice(this.#at)
		const [look] = /^\((?:\?[=!]|\?<[=!])/.exec(rest) ?? []
		const [open] = /^\((?:\?:|\?<[^>]*>)?/.exec(rest) ?? []
		if (open !== undefined) {
			this.#at += (look ?? open).length
			const inner = this.#alternatives()
			if (this.#text[this.#at++] !== ')') throw new Error('unclosed')
			return look === undefined ? inner : { empty: true, first: [], last: [] }
		}
		const [anchor] = /^(?:[\^$]|\\[bB])/.exec(rest) ?? []
		if (anchor !== undefined) {
			this.#at += anchor.length
			return { empty: true, first: [], last: [] }
		}
		const [letter] =
			/^(?:\[(?:\\.|[^\\\]])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\.|.)/su.exec(
				rest,
			) ?? []
		if (letter === undefined) throw new Error('unreadable')
		this.#at += letter.length
		const place = this.#positions.push({ text: letter, accepts: classOf(letter) }) - 1
		this.#follow.push([])
		return { empty: false, first: [place], last: [place] }
	}
}

/** A letter or class by itself; undefined where it is of another dialect, and may be any letter. */
function classOf(letter: string): RegExp | undefined {
	try {
		return new RegExp(`^(?:${letter})$`, 'su')
	} catch {
		return undefined
	}
}

/** Letters that tell the classes of the expression apart, as far as it matters. */
function alphabet(positions: Automaton['positions']): string[] {
	const letters = new Set([...' aAzZ059_-.,/:#@éÉ€\n', ...'bcXY1'])
	for (const { text } of positions) for (const letter of text) letters.add(letter)
	return [...letters]
}

function ambiguous({ positions, follow }: Automaton): string | undefined {
	const letters = alphabet(positions)
	const reads = positions.map(({ accepts }) => new Set(letters.filter((one) => accepts?.test(one) ?? true)))
	const meet = (a: number, b: number): string | undefined => [...reads[a]!].find((one) => reads[b]!.has(one))
	const reach = closure(follow)
	for (const [from, next] of follow.entries())
		for (const [i, to] of next.entries())
			if (next.indexOf(to) !== i && reach[to]!.has(from)) return positions[to]!.text
	// Pairs of places that one text can lead to at once, from each place to itself.
	const size = positions.length
	for (let start = 0; start < size; start++) {
		if (!reach[start]!.has(start)) continue
		const seen = new Set<number>()
		const waiting: [number, number][] = [[start, start]]
		const split: [number, number][] = []
		for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
			const [a, b] = pair
			for (const nextA of follow[a]!)
				for (const nextB of follow[b]!) {
					const key = nextA * size + nextB
					if (seen.has(key) || !reach[nextA]!.has(start) || !reach[nextB]!.has(start)) continue
					if (meet(nextA, nextB) === undefined) continue
					seen.add(key)
					waiting.push([nextA, nextB])
					if (nextA !== nextB) split.push([nextA, nextB])
				}
		}
		if (split.some(([a, b]) => returns(a, b, start, follow, meet, size))) return positions[start]!.text
	}
	return undefined
}

/** Whether both places of a pair come back to `start` over the same letters. */
function returns(
	a: number,
	b: number,
	start: number,
	follow: Automaton['follow'],
	meet: (a: number, b: number) => string | undefined,
	size: number,
): boolean {
	const seen = new Set<number>()
	const waiting: [number, number][] = [[a, b]]
	for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop())
		for (const nextA of follow[pair[0]]!)
			for (const nextB of follow[pair[1]]!) {
				if (meet(nextA, nextB) === undefined) continue
				if (nextA === start && nextB === start) return true
				const key = nextA * size + nextB
				if (seen.has(key)) continue
				seen.add(key)
				waiting.push([nextA, nextB])
			}
	return false
}

/** By place: all that can be read after it. */
function closure(follow: Automaton['follow']): Set<number>[] {
	return follow.map((next) => {
		const seen = new Set<number>()
		const waiting = [...next]
		for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
			if (seen.has(place)) continue
			seen.add(place)
			waiting.push(...follow[place]!)
		}
		return seen
	})
}
