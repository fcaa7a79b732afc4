/**
 * One walk over many nodes that fills several families at once (families.ts).
 *
 * The lines of a large document stand far apart in memory, and going to them again costs more than what is asked
 * there. So families that start from the same nodes are filled together:
 *
 *     for (const n of let_all_lines(t, s)) { …keep n in kept1… …keep its children in kept2… }
 *
 * Where an error is met, or nodes out of order, none is filled so: each that is asked for walks for itself.
 */
import type { AxisStep, Expr, PathExpr, Step } from '../ast.ts'
import { atomized } from './convert.ts'
import {
	anyOrder,
	documentNode,
	type Emitter,
	inOrder,
	type Scope,
	type Surroundings,
	type Value,
} from './emitter.ts'

interface Filled {
	/** Of the function that gives the family. */
	readonly name: string
	/** What is done with a node of the walk. */
	readonly lines: readonly string[]
}

export class Walk {
	/** Of the function that fills the families and says whether it did. */
	readonly name: string
	readonly #e: Emitter
	readonly #scope: Scope
	readonly #start: Expr
	readonly #item: Value
	readonly #families: Filled[] = []

	constructor(e: Emitter, scope: Scope, start: Expr, node: Value['node']) {
		this.name = e.module.fresh('walk')
		this.#e = e.inside(start)
		this.#scope = scope
		this.#start = start
		this.#item = { code: `${this.name}_n`, rep: 'node', count: 'one', simple: true, ...(node && { node }) }
	}

	/** Fills the family of that name too: by `by`, a text, of the nodes to which the steps lead. */
	add(name: string, steps: readonly Step[], by: Expr): void {
		const e = this.#e
		const { lines } = e.capture(() =>
			e.each({ ...this.#scope, item: this.#item }, { kind: 'path', root: false, steps }, anyOrder, (node) => {
				const item = e.simple(node)
				e.line(`if (${item.code} <= ${name}_last) return false`)
				e.line(`${name}_last = ${item.code}`)
				e.each({ variables: new Map(), item, position: '1', size: '1' }, by, anyOrder, (value) =>
					e.line(`rt.keep(${name}_found, ${atomized(e, value).code}, ${item.code})`),
				)
			}),
		)
		this.#families.push({ name, lines })
	}

	text(): string {
		const { name } = this
		// One alone walks as well by itself.
		if (this.#families.length < 2) return `function ${name}() {\n\treturn false\n}`
		const e = this.#e
		e.each(this.#scope, this.#start, inOrder, (node) => {
			e.line(`const ${this.#item.code} = ${node.code}`)
			for (const { lines } of this.#families) e.block('', () => e.lines(lines))
		})
		const names = this.#families.map((family) => family.name)
		const begun = names.map((one) => `\tconst ${one}_found = new Map()\n\tlet ${one}_last = -1\n`).join('')
		const done = names.map((one) => `\t${one}_v = ${one}_found\n\t${one}_at = s.epoch\n`).join('')
		const head = `let ${name}_at = -1\nfunction ${name}(t, s) {\n\tif (${name}_at === s.epoch) return false\n\t${name}_at = s.epoch\n`
		return `${head}${begun}\ttry {\n${e.body()}\n\t} catch (error) {\n\t\trt.unkept(error)\n\t\treturn false\n\t}\n${done}\treturn true\n}`
	}
}

/** The walk that such a path's families can share, and the steps from its nodes; undefined where there is none. */
export function walkOf(
	e: Emitter,
	path: PathExpr,
	variables: ReadonlyMap<string, Value>,
): { readonly walk: Walk; readonly steps: readonly Step[] } | undefined {
	const [first, ...rest] = path.steps
	if (first === undefined) return undefined
	const start = startOf(path, first)
	if (start === undefined) return undefined
	const variable = start.kind === 'variable' ? variables.get(start.name) : undefined
	const { walks, repeats } = e.around
	const key = `${repeats.about(start).number} ${variable?.code ?? ''}`
	let walk = walks.get(key)
	if (walk === undefined) {
		const scope: Scope = { variables, item: documentNode, position: '1', size: '1' }
		walk = new Walk(e, scope, start, start.kind === 'variable' ? variable?.node : 'element')
		walks.set(key, walk)
	}
	const here: Step = { kind: 'filter', expr: { kind: 'context' }, predicates: first.predicates }
	return { walk, steps: [here, ...rest] }
}

/** `//name` or `$nodes`, without the predicates there. */
function startOf({ root }: PathExpr, first: Step): Expr | undefined {
	if (!root) return first.kind === 'filter' && first.expr.kind === 'variable' ? first.expr : undefined
	if (first.kind !== 'axis' || first.axis !== 'descendant' || !isNamed(first)) return undefined
	return { kind: 'path', root: true, steps: [{ ...first, predicates: [] }] }
}

function isNamed({ test }: AxisStep): boolean {
	return test.kind === 'name' && test.uri !== undefined && test.local !== undefined
}

/** Adds the functions of all walks, once no family can join them any more. */
export function addWalks({ module, walks }: Surroundings): void {
	for (const walk of walks.values()) module.add(walk.text())
}
