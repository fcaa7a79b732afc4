/**
 * Where an expression can lead, by the graph of what may stand where.
 *
 * An expression gives a set of places, or undefined where that cannot be told. A step that leads from places that
 * are there to none is reported: no document has it. The answer is on the safe side: what is told is so.
 */
import { type Expr, functionNamespace, type Step } from '#engine'
import { anything, documentPlace, type Graph, type GraphPlace } from './graph.ts'
import { partsOf } from './parts.ts'

export type Places = ReadonlySet<number> | undefined

export interface Focus {
	readonly places: Places
	readonly variables: ReadonlyMap<string, Places>
	/** What current() gives. */
	readonly current: Places
}

type AxisStep = Extract<Step, { kind: 'axis' }>

export class Reach {
	readonly #graph: Graph
	readonly #report: (step: AxisStep) => void

	constructor(graph: Graph, report: (step: AxisStep) => void = () => {}) {
		this.#graph = graph
		this.#report = report
	}

	of(expr: Expr, focus: Focus): Places {
		switch (expr.kind) {
			case 'context':
				return focus.places
			case 'variable':
				return focus.variables.get(expr.name)
			case 'path':
				return this.#path(expr.root, expr.steps, focus)
			case 'set': {
				const left = this.of(expr.left, focus)
				const right = this.of(expr.right, focus)
				return expr.op === 'union' ? union(left, right) : left
			}
			case 'sequence':
				return expr.items.map((item) => this.of(item, focus)).reduce(union, new Set<number>())
			case 'if':
				this.of(expr.test, focus)
				return union(this.of(expr.then, focus), this.of(expr.otherwise, focus))
			case 'flwor':
			case 'quantified': {
				let inner = focus
				for (const { name, expr: value } of expr.bindings) {
					const variables = new Map(inner.variables).set(name, this.of(value, inner))
					inner = { ...inner, variables }
				}
				const places = this.of(expr.kind === 'flwor' ? expr.result : expr.test, inner)
				return expr.kind === 'flwor' ? places : undefined
			}
			case 'map':
				return this.of(expr.right, { ...focus, places: this.of(expr.left, focus) })
			case 'call': {
				const args = expr.args.map((arg) => (arg === undefined ? undefined : this.of(arg, focus)))
				const { uri, local } = expr.name
				if (uri !== functionNamespace) return undefined
				if (local === 'current') return focus.current
				return ['exactly-one', 'zero-or-one', 'one-or-more', 'reverse'].includes(local) ? args[0] : undefined
			}
			case 'function':
				return undefined
			default:
				for (const part of partsOf(expr)) this.of(part.expr, focus)
				return undefined
		}
	}

	/** The places that a match pattern takes: a relative one starts anywhere. */
	context(expr: Expr, variables: Focus['variables']): Places {
		if (expr.kind === 'set')
			return union(this.context(expr.left, variables), this.context(expr.right, variables))
		if (expr.kind !== 'path' || expr.root) {
			const document = new Set([documentPlace])
			return this.of(expr, { places: document, variables, current: undefined })
		}
		const all = new Set(this.#graph.places.keys())
		return this.of(expr, { places: all, variables, current: undefined })
	}

	#path(root: boolean, steps: readonly Step[], focus: Focus): Places {
		let places: Places = root ? new Set([documentPlace]) : focus.places
		for (const step of steps) {
			const before = places
			if (step.kind === 'filter') places = this.#filter(step.expr, { ...focus, places })
			else {
				places = this.#axis(step, places)
				if (places?.size === 0 && before !== undefined && before.size > 0) {
					this.#report(step)
					// What stands below has nothing to say any more.
					return places
				}
			}
			for (const predicate of step.predicates)
				if (places === undefined || places.size > 0) this.of(predicate, { ...focus, places })
		}
		return places
	}

	/** Of alternatives in the middle of a path, `(a | b)/c`, one is enough. */
	#filter(expr: Expr, focus: Focus): Places {
		if (expr.kind !== 'set' && expr.kind !== 'sequence') return this.of(expr, focus)
		const found = new Reach(this.#graph).of(expr, focus)
		return found?.size === 0 ? this.of(expr, focus) : found
	}

	#axis({ axis, test }: AxisStep, from: Places): Places {
		if (from === undefined) return undefined
		const { places } = this.#graph
		const fits = (place: GraphPlace, number: number, attribute: boolean): boolean => {
			if (number === anything) return !attribute || test.kind === 'name'
			if (test.kind === 'node') return true
			if (test.kind === 'name')
				return (
					place.attribute === attribute &&
					number !== documentPlace &&
					(test.uri === undefined || place.uri === test.uri) &&
					(test.local === undefined || place.local === test.local)
				)
			if (test.kind === 'element' || test.kind === 'attribute')
				return (
					place.attribute === (test.kind === 'attribute') &&
					number !== documentPlace &&
					(test.name === undefined || (place.uri === test.name.uri && place.local === test.name.local))
				)
			return number === documentPlace && test.kind === 'document'
		}
		// Text, comments and instructions may stand anywhere.
		if (['text', 'comment', 'instruction'].includes(test.kind)) return undefined
		const found = new Set<number>()
		const keep = (number: number, attribute = false): void => {
			if (fits(places[number]!, number, attribute)) found.add(number)
		}
		const children = (number: number): readonly number[] =>
			number === anything ? [anything] : places[number]!.children.filter((one) => !places[one]!.attribute)
		const everything = (
			start: readonly number[],
			next: (number: number) => readonly number[],
		): Set<number> => {
			const seen = new Set<number>()
			const waiting = [...start]
			for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
				if (seen.has(number)) continue
				seen.add(number)
				waiting.push(...next(number))
			}
			return seen
		}
		const parents = (number: number): readonly number[] =>
			number === anything ? [anything, ...places[number]!.parents] : places[number]!.parents
		for (const number of from)
			switch (axis) {
				case 'self':
					keep(number, places[number]!.attribute)
					break
				case 'child':
					for (const one of children(number)) keep(one)
					break
				case 'attribute':
					if (number === anything) keep(anything, true)
					else for (const one of places[number]!.children) if (places[one]!.attribute) keep(one, true)
					break
				case 'parent':
					for (const one of parents(number)) keep(one)
					break
				case 'descendant':
					for (const one of everything(children(number), children)) keep(one)
					break
				case 'descendant-or-self':
					for (const one of everything([number], children)) keep(one, places[one]!.attribute)
					break
				case 'ancestor':
					for (const one of everything(parents(number), parents)) keep(one)
					break
				case 'ancestor-or-self':
					for (const one of everything([number], parents)) keep(one, places[one]!.attribute)
					break
				default:
					for (const above of parents(number))
						for (const one of everything(children(above), children)) keep(one)
			}
		// What an extension might hold of that name is not what a rule is about where the format has the name itself.
		if (found.size > 1 && test.kind === 'name' && test.local !== undefined) found.delete(anything)
		return found
	}
}

const union = (left: Places, right: Places): Places =>
	left === undefined || right === undefined ? undefined : new Set([...left, ...right])
