/**
 * Paths that differ in one text alone: `//a[b = 'S']`, `//a[b = 'Z']` and so on, one for each VAT category.
 *
 * Their nodes are looked through once a document and kept by the text that tells them apart; each path takes those of
 * its own, and an absent category has none. Where looking at all of them raises an error, which a path that stops
 * early may never meet, or meet after another, everybody goes the long way.
 */
import type { Expr, FilterStep, PathExpr, Step } from '../ast.ts'
import { isAbsolute, isOfItem } from '../static.ts'
import { atomized } from './convert.ts'
import { anyOrder, documentNode, type Emitter, inOrder, type Scope, type Value } from './emitter.ts'
import { literal } from './module.ts'
import type { Repeats } from './repeats.ts'
import { asksForPlace, mentionsEither, simplified, spread } from './steps.ts'
import { walkOf } from './walk.ts'

/** A path as one of a family. */
export interface Member {
	/** The same for all of the family. */
	readonly family: string
	/** Their nodes, whatever their text, */
	readonly all: PathExpr
	/** from which this tells their texts; */
	readonly by: Expr
	readonly text: string
	/** what else they must be, */
	readonly also: readonly Expr[]
	/** and the steps from there. */
	readonly rest: readonly Step[]
	/** The variable that they start from, if it is one. */
	readonly start: string | undefined
}

const never = (): boolean => false

export class Families {
	readonly #repeats: Repeats
	readonly #texts = new Map<string, Set<string>>()
	readonly #known = new WeakMap<PathExpr, readonly Member[]>()

	constructor(repeats: Repeats) {
		this.#repeats = repeats
	}

	/** Takes note of the paths in the expression. */
	add(part: object): void {
		const expr = part as Expr
		const path = expr.kind === 'general' ? asCondition(expr) : expr
		if (path?.kind === 'path')
			for (const { family, text } of this.#members(path)) {
				const texts = this.#texts.get(family)
				if (texts === undefined) this.#texts.set(family, new Set([text]))
				else texts.add(text)
			}
		for (const value of Object.values(part)) if (typeof value === 'object' && value !== null) this.add(value)
	}

	/** The path as one of its largest family; undefined where it has none. */
	member(path: PathExpr): Member | undefined {
		let largest = 1
		let found: Member | undefined
		for (const member of this.#members(path)) {
			const size = this.#texts.get(member.family)?.size ?? 0
			if (size > largest) {
				largest = size
				found = member
			}
		}
		return found
	}

	#members(path: PathExpr): readonly Member[] {
		let members = this.#known.get(path)
		if (members === undefined) this.#known.set(path, (members = this.#read(path)))
		return members
	}

	#read(path: PathExpr): Member[] {
		const { root, steps: written } = spread(path) ?? path
		const steps = simplified(written)
		const members: Member[] = []
		const [first] = steps
		const start =
			!root && first?.kind === 'filter' && first.expr.kind === 'variable' ? first.expr.name : undefined
		for (const [i, step] of steps.entries()) {
			if (!(step.kind === 'axis' || (i === 0 && !root)) || step.predicates.some(asksForPlace)) break
			const conditions = step.predicates.flatMap(conjuncts)
			for (const [k, condition] of conditions.entries()) {
				const told = textTold(condition)
				if (told === undefined) continue
				// What comes before must be seen to raise no error for nodes of other texts.
				const own = { ...step, predicates: conditions.slice(0, k) }
				const also = conditions.slice(k + 1)
				const all: PathExpr = { kind: 'path', root, steps: [...steps.slice(0, i), own] }
				if (!isAbsolute(all, (name) => name === start)) continue
				const family = `${this.#repeats.about(all).number} ${this.#repeats.about(told.by).number}`
				members.push({ family, all, ...told, also, rest: steps.slice(i + 1), start })
			}
			if (!step.predicates.every((one) => isOfItem(one, never))) break
		}
		return members
	}
}

/** `a and b` as a and b. */
function conjuncts(condition: Expr): readonly Expr[] {
	if (condition.kind !== 'and') return [condition]
	const parts = [...conjuncts(condition.left), ...conjuncts(condition.right)]
	return parts.some(asksForPlace) ? [condition] : parts
}

/** `by = 'text'`, where `by` is a matter of the node alone. */
function textTold(condition: Expr): Pick<Member, 'by' | 'text'> | undefined {
	if (condition.kind !== 'general' || condition.op !== 'eq') return undefined
	const { left, right } = condition
	const [by, text] = right.kind === 'string' ? [left, right] : [right, left]
	if (text.kind !== 'string' || by.kind === 'string' || !isOfItem(by, never) || mentionsEither(by))
		return undefined
	return { by, text: text.value }
}

/** `path = 'text'` as the path to the nodes that are so, which are there just where it is true; undefined for others. */
export function asCondition({
	kind,
	op,
	left,
	right,
}: Extract<Expr, { kind: 'general' | 'value' }>): PathExpr | undefined {
	const [path, text] = right.kind === 'string' ? [left, right] : [right, left]
	const last = path.kind === 'path' ? path.steps.at(-1) : undefined
	if (
		kind !== 'general' ||
		op !== 'eq' ||
		path.kind !== 'path' ||
		text.kind !== 'string' ||
		last?.kind !== 'axis'
	)
		return undefined
	const told: Expr = { kind: 'general', op, left: { kind: 'context' }, right: text }
	if (last.predicates.some(asksForPlace)) return undefined
	return { ...path, steps: [...path.steps.slice(0, -1), { ...last, predicates: [...last.predicates, told] }] }
}

/** A comparison that is told by what is kept of a family, as the path to ask for. */
export function keptCondition(e: Emitter, scope: Scope, expr: Expr): PathExpr | undefined {
	if (e.kept === undefined || expr.kind !== 'general') return undefined
	const path = asCondition(expr)
	return path !== undefined && isKept(e, scope, path) ? path : undefined
}

/** Whether the path is taken whole from what is kept of its family. */
export function isKept(e: Emitter, scope: Scope, expr: Expr): boolean {
	if (e.kept === undefined || expr.kind !== 'path') return false
	const member = e.around.families.member(expr)
	return member !== undefined && member.rest.length === 0 && keeper(e, scope, member) !== undefined
}

/** The nodes of the member's text, up to its further conditions: a variable that may hold nothing. */
export function keptNodes(e: Emitter, scope: Scope, member: Member): string | undefined {
	const name = keeper(e, scope, member)
	if (e.kept === undefined || name === undefined) return undefined
	let kept = e.kept.get(name)
	if (kept === undefined) e.kept.set(name, (kept = e.fresh('kept')))
	return e.bind(`${kept}.get(${literal(member.text)})`, 'a')
}

/** The path up to the step that tells the text, as the start of what follows. */
export function headOf({ all, by, text, also }: Member): FilterStep {
	const last = all.steps.at(-1)!
	const told: Expr = { kind: 'general', op: 'eq', left: by, right: { kind: 'string', value: text } }
	const steps = [...all.steps.slice(0, -1), { ...last, predicates: [...last.predicates, told, ...also] }]
	return { kind: 'filter', expr: { ...all, steps }, predicates: [] }
}

/** The function that keeps the family's nodes, by text; undefined where what tells them apart is no text. */
export function keeper(e: Emitter, scope: Scope, { family, all, by, start }: Member): string | undefined {
	const { keepers } = e.around
	const variable = start === undefined ? undefined : scope.variables.get(start)
	// Of a variable's nodes none may come twice, nor after a later one.
	const known = variable?.global === true && variable.rep === 'node' && variable.sorted === true
	if (start !== undefined && !known) return undefined
	const variables = new Map(known ? [[start!, variable]] : [])
	const key = `${family} ${variable?.code}`
	if (!keepers.has(key)) keepers.set(key, made(e, all, by, variables))
	return keepers.get(key)
}

function made(
	e: Emitter,
	all: PathExpr,
	by: Expr,
	variables: ReadonlyMap<string, Value>,
): string | undefined {
	const name = e.module.fresh('kept')
	const inside = e.inside(all)
	const focus = { variables, position: '1', size: '1' }
	let texts = true
	inside.each({ ...focus, item: documentNode }, all, inOrder, (node) => {
		const item = inside.simple(node)
		inside.each({ ...focus, item, variables: new Map() }, by, anyOrder, (value) => {
			const atom = atomized(inside, value)
			if (atom.rep !== 'untyped' && atom.rep !== 'string') texts = false
			inside.line(`rt.keep(found, ${atom.code}, ${item.code})`)
		})
	})
	if (!texts) return undefined
	const shared = walkOf(e, all, variables)
	shared?.walk.add(name, shared.steps, by)
	const together = shared === undefined ? '' : `\tif (${shared.walk.name}(t, s)) return ${name}_v\n`
	e.module.add(
		`let ${name}_v, ${name}_at = -1\nfunction ${name}(t, s) {\n\tif (${name}_at === s.epoch) return ${name}_v\n${together}\t${name}_v = undefined\n\t${name}_at = s.epoch\n\tconst found = new Map()\n\ttry {\n${inside.body()}\n\t} catch (error) {\n\t\treturn rt.unkept(error)\n\t}\n\t${name}_v = found\n\treturn found\n}`,
	)
	return name
}
