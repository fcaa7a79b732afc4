/**
 * A document looked at again, from the place of a finding, to say what was found and what was expected.
 *
 * Nothing here decides anything: a value that is no number simply leaves the measure out. Amounts are exact
 * decimals and shown with at least two digits after the point.
 */
import { Decimal, type Tree } from '#engine'
import type { Syntax } from '../syntax.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming, nodesOf, nodesUnder, valueAt } from '../terms/term.ts'
import type { Wording } from '../wording.ts'

export interface Measured {
	readonly found?: string
	readonly expected?: string
	/** The calculation in full, to be read after the message. */
	readonly working?: Wording
}

export interface Sight {
	readonly tree: Tree
	/** The invoice's element. */
	readonly invoice: number
	readonly syntax: Syntax
	/** The node that the rule fired on. */
	readonly node: number
	/** Instances of groups already looked up in this document. */
	readonly groups: Map<TermId, ReadonlySet<number>>
}

/** Undefined where there is nothing to show. */
export type Measure = (sight: Sight) => Measured | undefined

/** What measures the findings of a rule; undefined for rules of others. */
export type Measures = (rule: string) => Measure | undefined

/** Values of a term in the whole invoice. */
export function valuesAll({ tree, invoice, syntax }: Sight, id: TermId): string[] {
	return nodesOf(tree, invoice, syntax, id).map((node) => valueAt(tree, node, syntax, id))
}

/** Values of a term inside one instance of a group. */
export function valuesIn(sight: Sight, instance: number, group: TermId, id: TermId): string[] {
	const { tree, invoice, syntax } = sight
	return nodesUnder(tree, instance, group, invoice, syntax, id).map((node) => valueAt(tree, node, syntax, id))
}

/** The instance of a group that the finding stands in, 0 if it stands in none. */
export function enclosing({ tree, invoice, syntax, node, groups }: Sight, group: TermId): number {
	let instances = groups.get(group)
	if (instances === undefined) {
		instances = new Set(nodesOf(tree, invoice, syntax, group))
		groups.set(group, instances)
	}
	for (let n = node; n >= invoice && n >= 0; n = tree.parent[n]!) if (instances.has(n)) return n
	return 0
}

/** Nodes of a term in the innermost of its groups around the finding, else in the whole invoice. */
export function nodesAround(sight: Sight, id: TermId): readonly number[] {
	const { tree, invoice, syntax } = sight
	for (
		let group = businessTerms.get(id)?.group;
		group !== undefined;
		group = businessTerms.get(group)?.group
	) {
		const instance = enclosing(sight, group)
		if (instance !== 0) return nodesUnder(tree, instance, group, invoice, syntax, id)
	}
	return nodesOf(tree, invoice, syntax, id)
}

/** Their values. */
export function valuesAround(sight: Sight, id: TermId): string[] {
	return nodesAround(sight, id).map((node) => valueAt(sight.tree, node, sight.syntax, id))
}

/** Why a calculation cannot be done. */
export interface Obstacle {
	readonly problem: Wording
}

export function isObstacle(value: object | undefined): value is Obstacle {
	return value !== undefined && 'problem' in value
}

/** The one number that these texts of a term give; absent: zero, or an obstacle where it is required. */
export function single(texts: readonly string[], id: TermId, required: boolean): Decimal | Obstacle {
	const name = naming(id)
	const [text, second] = texts
	if (text === undefined)
		return required ? { problem: { fr: `il manque ${name.fr}`, en: `${name.en} is missing` } } : Decimal.zero
	if (second !== undefined) {
		const times = texts.length
		return { problem: { fr: `${name.fr} figure ${times} fois`, en: `${name.en} is given ${times} times` } }
	}
	return Decimal.parse(text) ?? notNumber(text, id)
}

/** All numbers that these texts of a term give. */
export function every(texts: readonly string[], id: TermId): Decimal[] | Obstacle {
	const all: Decimal[] = []
	for (const text of texts) {
		const number = Decimal.parse(text)
		if (number === undefined) return notNumber(text, id)
		all.push(number)
	}
	return all
}

function notNumber(text: string, id: TermId): Obstacle {
	const what = quoted(text)
	return {
		problem: { fr: `« ${what} » n’est pas un nombre (${id})`, en: `“${what}” is no number (${id})` },
	}
}

/** A measure that can only say why there is none. */
export function blocked({ problem }: Obstacle): Measured {
	return {
		working: { fr: `Calcul impossible : ${problem.fr}.`, en: `This cannot be worked out: ${problem.en}.` },
	}
}

export function sumOf(amounts: readonly Decimal[]): Decimal {
	return amounts.reduce((sum, amount) => sum.add(amount), Decimal.zero)
}

/** With two digits after the point, or more if it has more. */
export function shown(amount: Decimal): string {
	const text = amount.toString()
	const digits = text.length - 1 - text.indexOf('.')
	if (!text.includes('.')) return `${text}.00`
	return digits < 2 ? `${text}0` : text
}

/** Text found in a document, cut so that a report stays readable. */
export function quoted(text: string): string {
	const flat = text.replace(/\s+/g, ' ').trim()
	return flat.length <= 80 ? flat : `${flat.slice(0, 79)}…`
}

const mostParts = 8

/** `100.00 + 10.00 + … (42)`: the parts of a sum, cut after some. */
export function parts(amounts: readonly Decimal[]): string {
	if (amounts.length === 0) return shown(Decimal.zero)
	const first = amounts
		.slice(0, mostParts)
		.map((amount) => (amount.sign() < 0 ? `(${shown(amount)})` : shown(amount)))
	return amounts.length <= mostParts ? first.join(' + ') : `${first.join(' + ')} + … (${amounts.length})`
}

/** Found beside expected, with the calculation and the difference. */
export function compared(found: Decimal | undefined, expected: Decimal, calculation: string): Measured {
	const total = shown(expected)
	const steps = calculation === total ? total : `${calculation} = ${total}`
	if (found === undefined)
		return { expected: total, working: { fr: `Calcul : ${steps}.`, en: `Calculation: ${steps}.` } }
	const difference = shown(found.sub(expected))
	return {
		found: shown(found),
		expected: total,
		working: {
			fr: `Calcul : ${steps} ; la facture indique ${shown(found)} (écart : ${difference}).`,
			en: `Calculation: ${steps}; the invoice says ${shown(found)} (difference: ${difference}).`,
		},
	}
}
