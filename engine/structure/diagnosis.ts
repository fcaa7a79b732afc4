/**
 * Says what is wrong at a place where the sweep met a fault, and how to go on from there.
 *
 * An automaton only says that a child may not come. Its siblings tell the rest: a name that the parent does
 * not know, one time too many, out of order, or standing where a required element should have come first.
 * After an element that came too early the required ones before it count as seen; where they follow later,
 * the swap is told once.
 */
import { positionOf } from '../tree/counting.ts'
import { kinds, type Tree } from '../tree/tree.ts'
import { due, type Position } from './automaton.ts'
import { type StructureFault, type StructureFinding, textOf } from './finding.ts'
import type { Type } from './reader.ts'
import type { StructureRule } from './rules.ts'
import { type Structure, unknown } from './structure.ts'

/** Names that a finding lists at most as expected. */
const mostExpected = 12
const mostFound = 80

export class Diagnosis {
	readonly findings: StructureFinding[] = []
	full = false
	readonly #structure: Structure
	readonly #tree: Tree
	readonly #limit: number
	/** Elements whose wrong order was told at a sibling of theirs. */
	readonly #excused = new Set<number>()
	#textReported = 0

	constructor(structure: Structure, tree: Tree, limit: number) {
		this.#structure = structure
		this.#tree = tree
		this.#limit = limit
	}

	badRoot(node: number): void {
		const expected = [...this.#structure.roots.keys()].map((name) => this.#structure.nameOf(name))
		this.#report('STRUCT-ROOT', node, { element: this.#name(node), expected })
	}

	/** A child that its parent's automaton does not take; returns the state to go on in, 0 to skip it. */
	unexpected(node: number, parent: number, type: number, state: number, column: number): number {
		if (this.#excused.has(node)) return state
		const holder = this.#structure.type(type)
		const position = this.#position(holder, state)
		const place = { element: this.#name(node), parent: this.#name(parent) }
		if (column === unknown) {
			this.#report('STRUCT-UNKNOWN', node, { ...place, expected: this.#expected(holder, state) })
			return 0
		}
		const index = column - 1
		const model = holder.model!
		const { max } = model.particles[index]!
		const here = position.particle
		if (index === here || (index < here && positionOf(this.#tree, node) > max)) {
			const expected = this.#expected(holder, state)
			this.#report('STRUCT-TOO-MANY', node, { ...place, expected, most: max })
			return state
		}
		if (model.choice) {
			const neighbour = { side: 'after' as const, element: this.#particle(holder, here) }
			this.#report('STRUCT-CHOICE', node, { ...place, expected: [], neighbour })
			return state
		}
		if (index < here) {
			const neighbour = { side: 'before' as const, element: this.#particle(holder, here) }
			this.#report('STRUCT-ORDER', node, {
				...place,
				expected: this.#expected(holder, state),
				neighbour,
			})
			return state
		}
		const wanted = due(model, position, index)
		const later = wanted.map((one) => this.#later(holder, node, one))
		const missing = wanted.filter((_, i) => later[i] === 0)
		if (missing.length === 0) {
			for (const one of later) this.#excused.add(one)
			const neighbour = { side: 'after' as const, element: this.#particle(holder, wanted.at(-1)!) }
			this.#report('STRUCT-ORDER', node, { ...place, expected: this.#expected(holder, state), neighbour })
		} else {
			const neighbour = { side: 'before' as const, element: place.element }
			for (const one of missing) {
				const name = this.#particle(holder, one)
				this.#report('STRUCT-MISSING', node, {
					element: name,
					parent: place.parent,
					expected: [name],
					neighbour,
				})
			}
		}
		return this.#stateAfter(holder, index)
	}

	/** An element that ends before its content is complete. */
	incomplete(node: number, type: number, state: number): void {
		const holder = this.#structure.type(type)
		const position = this.#position(holder, state)
		const wanted = due(holder.model!, position, holder.model!.particles.length)
		const names = wanted.map((index) => this.#particle(holder, index))
		const parent = this.#name(node)
		const last = this.#tree.end[node]! - 1
		if (holder.model!.choice) {
			this.#report('STRUCT-MISSING', node, { element: names[0]!, parent, expected: names }, last)
			return
		}
		const neighbour =
			position.particle < 0
				? undefined
				: { side: 'after' as const, element: this.#particle(holder, position.particle) }
		for (const name of names)
			this.#report(
				'STRUCT-MISSING',
				node,
				{ element: name, parent, expected: [name], ...(neighbour && { neighbour }) },
				last,
			)
	}

	strayText(text: number, element: number): void {
		if (this.#textReported === element) return
		this.#textReported = element
		const found = shortened(this.#tree.value[text]!)
		this.#report('STRUCT-TEXT', element, { ...this.#at(element), expected: [], found }, text)
	}

	/** An element of values that holds more than one node: comments may be among them, elements may not. */
	nested(node: number, first: number): void {
		const { kind, end } = this.#tree
		for (let inner = first; inner < end[node]!; inner++) {
			if (kind[inner] !== kinds.element) continue
			this.#report('STRUCT-NESTED', node, { ...this.#at(node), expected: [], found: this.#name(inner) })
			return
		}
	}

	badValue(node: number, type: number): void {
		this.#report('STRUCT-VALUE', node, {
			...this.#at(node),
			expected: [],
			valueKind: this.#structure.type(type).value!.kind,
			found: shortened(this.#tree.stringValue(node)),
		})
	}

	badAttribute(attribute: number, type: number): void {
		this.#report('STRUCT-ATTRIBUTE', attribute, {
			...this.#at(this.#tree.parent[attribute]!),
			attribute: this.#attributeName(attribute),
			expected: [...this.#structure.type(type).attributes.values()].map(({ use }) => use.name),
		})
	}

	badAttributeValue(attribute: number, type: number): void {
		const { use } = this.#structure.type(type).attributes.get(this.#tree.name[attribute]!)!
		this.#report('STRUCT-VALUE', attribute, {
			...this.#at(this.#tree.parent[attribute]!),
			attribute: use.name,
			expected: use.fixed === undefined ? [] : [use.fixed],
			valueKind: use.kind,
			...(use.length && { length: use.length }),
			found: shortened(this.#tree.value[attribute]!),
		})
	}

	missingAttributes(node: number, type: number, bits: number): void {
		for (const { use, bit } of this.#structure.type(type).attributes.values())
			if ((bits & bit) !== 0)
				this.#report('STRUCT-ATTRIBUTE-MISSING', node, {
					...this.#at(node),
					attribute: use.name,
					expected: [use.name],
				})
	}

	/**
	 * Whether an attribute of XML Schema's instance namespace is refused: schema locations never are, xsi:nil
	 * always, since no table has nillable elements; xsi:type may only repeat the declared type's name.
	 */
	refusesInstance(attribute: number, type: number): boolean {
		const tree = this.#tree
		const name = tree.names.local(tree.name[attribute]!)
		if (name === 'nil') return true
		if (name !== 'type') return false
		const local = tree.value[attribute]!.trim().replace(/^.*:/, '')
		const element = tree.names.local(tree.name[tree.parent[attribute]!]!)
		const declared = this.#structure.type(type).name.replace(/^.*:/, '')
		return local !== declared && local !== `${element}Type`
	}

	#report(rule: StructureRule, node: number, fault: StructureFault, at = node): void {
		if (this.findings.length >= this.#limit) {
			this.full = true
			return
		}
		this.findings.push({
			rule,
			ruleSet: this.#structure.id,
			severity: 'fatal',
			kind: 'assert',
			location: this.#tree.locate(node),
			node,
			at,
			text: textOf(rule, fault),
			...fault,
		})
	}

	#at(element: number): { element: string; parent?: string } {
		const parent = this.#tree.parent[element]!
		return { element: this.#name(element), ...(parent > 0 && { parent: this.#name(parent) }) }
	}

	#name(node: number): string {
		return this.#structure.nameOf(this.#tree.name[node]!)
	}

	#attributeName(node: number): string {
		const { names, name } = this.#tree
		const prefix = this.#tree.prefixOf(node)
		const local = names.local(name[node]!)
		return prefix === '' ? local : `${prefix}:${local}`
	}

	#particle(holder: Type, index: number): string {
		const { name } = holder.model!.particles[index]!
		return name ?? 'an element of another namespace'
	}

	#position({ automaton, model }: Type, state: number): Position {
		return automaton!.positions[(state - automaton!.start) / (model!.particles.length + 1)]!
	}

	/** The state in which a particle has come once, whatever came before. */
	#stateAfter({ automaton, model }: Type, index: number): number {
		const row = automaton!.positions.findIndex(({ particle }) => particle === index)
		return automaton!.start + row * (model!.particles.length + 1)
	}

	/** What may come in a state, what has to come first before what may. */
	#expected(holder: Type, state: number): string[] {
		const { next } = this.#structure
		const { particles } = holder.model!
		const possible = particles.map((_, index) => index).filter((index) => next[state + index + 1]! > 0)
		const wanted = new Set(due(holder.model!, this.#position(holder, state), particles.length))
		const ranked = [
			...possible.filter((index) => wanted.has(index)),
			...possible.filter((index) => !wanted.has(index)),
		]
		return ranked.slice(0, mostExpected).map((index) => this.#particle(holder, index))
	}

	/** The first sibling after a child that a particle takes; 0 if there is none. */
	#later(holder: Type, node: number, index: number): number {
		const { end, name, kind, parent } = this.#tree
		const stop = end[parent[node]!]!
		for (let n = end[node]!; n < stop; n = end[n]!)
			if (kind[n] === kinds.element && holder.columns.get(name[n]!) === index + 1) return n
		return 0
	}
}

function shortened(text: string): string {
	const flat = text.replace(/\s+/g, ' ').trim()
	return flat.length <= mostFound ? flat : `${flat.slice(0, mostFound - 1)}…`
}
