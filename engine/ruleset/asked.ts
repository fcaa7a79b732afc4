/**
 * Facts (quiet.ts) of a path as numbers, as they are asked there while a document is judged (spared.ts).
 *
 *     candidate: where it ends, its number, where its groups begin, alternatives that spare all of them; groups
 *     group:     where it ends, where its alternatives begin; assertions, each with its place among the sleepers or -1;
 *                alternatives
 *     alternative: where it ends, where its words end; words, other facts by three numbers each, all of which must hold
 *
 * A word is a path and bits of its shape (shape.ts): of these, `each` must be there and all others must not.
 * What spares all of a rule's assertions is asked once, and so is what assertions have in common.
 */
import { names } from '../tree/names.ts'
import { paths } from '../tree/paths.ts'
import type { Fact, NameStep, Program } from './program.ts'
import { shape, shapeBits } from './shape.ts'

/** Facts that no shape tells, as numbers. */
export const facts = {
	/** path, check */
	passes: 0,
	/** path, check: each node above has one, unless the check passes without */
	eachUnless: 1,
	/** family, text as a number of `Planner.texts` */
	unkept: 2,
} as const

/** Numbers of such a fact. */
export const factLength = 3

/** What is asked at a path of the rules that may match there, pattern by pattern. */
export function askedAt(
	{ rules, assertions }: Program,
	visits: readonly (readonly { readonly rule: number }[])[],
	path: number,
	textOf: (text: string) => number,
): readonly number[] {
	const out: number[] = []
	let sleepers = 0
	for (const [number, { rule }] of visits.flat().entries()) {
		const asked: Asked[] = []
		for (const assertion of rules[rule]!.assertions) {
			const { guard, quiet } = assertions[assertion]!
			const place = guard === undefined ? -1 : sleepers++
			if (quiet === undefined) continue
			// Of the document node no counts are kept.
			const alternatives = path === 0 ? [] : quiet.map((all) => alternativeOf(all, path, textOf))
			const possible = alternatives.filter((all) => all !== undefined)
			// What always holds spares it for good.
			if (possible.some(([words, others]) => words.length + others.length === 0)) continue
			asked.push({ assertion, place, alternatives: possible })
		}
		if (asked.length > 0) addCandidate(out, number, asked)
	}
	return out
}

/** Words, and other facts. */
type Alternative = readonly [words: readonly number[], others: readonly number[]]

interface Asked {
	readonly assertion: number
	readonly place: number
	readonly alternatives: readonly Alternative[]
}

function addCandidate(out: number[], number: number, asked: readonly Asked[]): void {
	const texts = asked.map(({ alternatives }) => alternatives.map((all) => all.join(':')))
	const common = texts.reduce((all, one) => all.filter((text) => one.includes(text)))
	const start = out.push(0, number, 0) - 3
	const [{ alternatives }] = asked as [Asked]
	addAlternatives(
		out,
		alternatives.filter((_, i) => common.includes(texts[0]![i]!)),
	)
	out[start + 2] = out.length
	const groups = Map.groupBy(asked.keys(), (i) =>
		texts[i]!.filter((text) => !common.includes(text)).join(';'),
	)
	for (const members of groups.values()) {
		const group = out.push(0, 0) - 2
		for (const i of members) out.push(asked[i]!.assertion, asked[i]!.place)
		out[group + 1] = out.length
		const [first] = members as [number]
		addAlternatives(
			out,
			asked[first]!.alternatives.filter((_, i) => !common.includes(texts[first]![i]!)),
		)
		out[group] = out.length
	}
	out[start] = out.length
}

function addAlternatives(out: number[], alternatives: readonly Alternative[]): void {
	for (const [words, others] of alternatives) {
		const wordsEnd = out.length + 2 + words.length
		out.push(wordsEnd + others.length, wordsEnd, ...words, ...others)
	}
}

/** The path that steps lead to; -1 above the document node. */
function pathBelow(path: number, steps: readonly NameStep[]): number {
	return steps.reduce((at, { up, attribute, uri, local }) => {
		if (at < 0 || up) return at < 0 ? -1 : paths.parent(at)
		const name = names.intern(uri!, local!)
		return attribute ? paths.attribute(at, name) : paths.child(at, name)
	}, path)
}

/** Where the steps of a fact of that path start, and what is left of them. */
function resolved(
	steps: readonly NameStep[],
	path: number,
): { readonly start: number; readonly steps: readonly NameStep[] } {
	const [first, next] = steps
	if (!first?.root) return { start: path, steps }
	if (!next?.gap) return { start: 0, steps: steps.slice(1) }
	let top = path
	while (paths.parent(top) > 0) top = paths.parent(top)
	const isTop = paths.name(top) === names.intern(next.uri!, next.local!)
	return { start: top, steps: steps.slice(isTop ? 2 : 1) }
}

/** Whether the element of a path is named so, or one above it. */
function isNamed(path: number, { axis, uri, local }: Extract<Fact, { is: 'named' }>): boolean {
	const name = names.intern(uri, local)
	const is = (at: number): boolean => paths.name(at) === name && !paths.isAttribute(at)
	if (axis === 'self') return is(path)
	let above = paths.parent(path)
	while (above > 0 && !is(above)) above = paths.parent(above)
	return above > 0
}

/** Facts of a path as numbers; undefined where they cannot all hold. */
function alternativeOf(
	all: readonly Fact[],
	path: number,
	textOf: (text: string) => number,
): Alternative | undefined {
	const bits = new Map<number, number>()
	const others: number[] = []
	for (const fact of all) {
		const { start, steps } = resolved(fact.steps, path)
		const to = (count: number): number => pathBelow(start, steps.slice(0, count))
		const told = (at: number, bit: number): void => void bits.set(at, (bits.get(at) ?? 0) | bit)
		const end = to(steps.length)
		// Of the document node nothing is kept, and above it is none.
		if (end <= 0) return undefined
		switch (fact.is) {
			case 'unkept':
				others.push(facts.unkept, fact.family, textOf(fact.text))
				break
			case 'named':
				if (isNamed(end, fact) === fact.not) return undefined
				break
			case 'passes':
				others.push(facts.passes, end, fact.check)
				break
			case 'none':
				told(end, shape.present)
				break
			case 'filled':
				told(end, shape.blank)
				break
			case 'single':
				for (const i of steps.keys()) if (!steps[i]!.up) told(to(i + 1), shape.repeated)
				break
			case 'each':
				for (const i of steps.keys())
					if (steps[i]!.up) continue
					else if (fact.unless === undefined) told(to(i + 1), shape.each)
					else others.push(facts.eachUnless, to(i + 1), fact.unless)
		}
	}
	const words = [...bits].map(([at, bit]) => (at << shapeBits) | bit)
	const absent = shape.each | shape.present
	return [...bits.values()].some((bit) => (bit & absent) === absent) ? undefined : [words, others]
}
