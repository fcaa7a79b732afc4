/** Changes of figures: amounts as the sums want them, VAT categories and rates as they stand elsewhere. */

import { shown } from '../measures/sight.ts'
import { businessTerms, nodesOf } from '../terms/term.ts'
import type { Add } from './candidate.ts'
import { carriers, equationsOf, isBroken, solvedFor } from './equations.ts'
import { type Looked, termsOf } from './look.ts'
import { frequent, plainNumber } from './values.ts'

/** Each operand of each sum that does not come out, as the others make it. */
export function amounts(looked: Looked, add: Add): void {
	const { tree, invoice, syntax } = looked
	const broken = equationsOf(tree, invoice, syntax).filter(isBroken)
	const times = new Map<number, number>()
	for (const { total, parts } of broken)
		for (const { node } of [total, ...parts]) if (node !== 0) times.set(node, (times.get(node) ?? 0) + 1)
	for (const equation of broken) {
		const { total, parts } = equation
		const few =
			parts.length <= 12
				? parts
				: parts.filter(({ node, value }) => value === undefined || (times.get(node) ?? 0) > 1)
		for (const operand of [total, ...few.slice(0, 12)]) {
			if (operand.node === 0) continue
			if (operand.value === undefined) {
				const plain = plainNumber(tree.stringValue(operand.node))
				if (plain !== undefined)
					add('spelling', [{ op: 'set-text', node: operand.node, value: plain }], operand.term)
			}
			const value = solvedFor(equation, operand)
			if (value === undefined || (operand.value !== undefined && value.eq(operand.value))) continue
			const text = businessTerms.get(operand.term)?.kind === 'amount' ? shown(value) : value.toString()
			const share = operand === total ? 0 : value.isZero() && operand.term !== 'BT-131' ? -1 : 1
			const extra = share - Math.min(2, (times.get(operand.node) ?? 1) - 1)
			add('computed', [{ op: 'set-text', node: operand.node, value: text }], operand.term, extra)
		}
	}
}

const categoryTerms = ['BT-118', ...carriers.map(({ category }) => category)] as const
const rateTerms = ['BT-119', ...carriers.map(({ rate }) => rate)] as const

/** Categories and rates of lines, allowances, charges and breakdowns, as they stand elsewhere. */
export function vat(looked: Looked, add: Add): void {
	const rules = looked.refusing.map(({ rule }) => rule)
	if (
		!rules.some((rule) =>
			/^BR-(S|Z|E|AE|IC|G|O|AF|AG|IG|IP|B)-\d\d$|^BR-CO-(04|17|18)$|^BR-(47|48|CL-17|CL-18)$/.test(rule),
		)
	)
		return
	const { tree, invoice, syntax } = looked
	const named = new Set(looked.refusing.map((finding) => termsOf(finding, looked)[0]))
	for (const terms of [categoryTerms, rateTerms]) {
		const nodes = terms.flatMap((term) =>
			nodesOf(tree, invoice, syntax, term).map((node) => ({
				node,
				term,
				value: tree.stringValue(node).trim(),
			})),
		)
		const values = frequent(nodes.map(({ value }) => value))
		if (terms === rateTerms && !values.includes('0')) values.push('0')
		const rare = (value: string) => nodes.filter((other) => other.value === value).length
		const ranked = nodes.sort((a, b) => rare(a.value) - rare(b.value)).slice(0, 10)
		for (const { node, term, value } of ranked)
			for (const other of values)
				if (other !== value)
					add('agreeing', [{ op: 'set-text', node, value: other }], term, named.has(term) ? -1 : 0)
	}
}
