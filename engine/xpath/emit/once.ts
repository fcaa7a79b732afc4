/**
 * What is computed once a document: sub-expressions that depend on it alone and read it by a path, in functions of
 * their own that keep their value.
 */
import type { Expr } from '../ast.ts'
import { StaticError } from '../parse.ts'
import { isAbsolute, readsDocument } from '../static.ts'
import { documentNode, type Emitter, type Scope, type Value } from './emitter.ts'

/** A sub-expression of the document alone becomes a function that keeps its value for the run. */
export function hoisted(
	e: Emitter,
	scope: Scope,
	expr: Expr,
	emit: (e: Emitter, scope: Scope, expr: Expr) => Value,
): Value | undefined {
	if (
		expr === e.own ||
		scope.item === undefined ||
		expr.kind === 'string' ||
		expr.kind === 'number' ||
		expr.kind === 'variable' ||
		expr.kind === 'context'
	)
		return undefined
	const isGlobal = (name: string): boolean => scope.variables.get(name)?.global === true
	if (!readsDocument(expr) || !isAbsolute(expr, isGlobal)) return undefined
	const globals = [...scope.variables].filter(([, v]) => v.global)
	const text = JSON.stringify(expr)
	const used = globals
		.filter(([name]) => text.includes(`"variable","name":${JSON.stringify(name)}`))
		.map(([, v]) => v.code)
	const shapes = shapesOf(e)
	const name = e.module.memo(`${emit.name} ${text} ${used.join(' ')}`, 'once', (name) => {
		const result = emitTwice(
			e,
			name,
			expr,
			't, s',
			(inside) =>
				emit(inside, { variables: new Map(globals), item: documentNode, position: '1', size: '1' }, expr),
			(name, inside, { code }) => memoFunction(name, inside, code),
		)
		shapes.set(name, result)
	})
	const shape = shapes.get(name)
	if (shape === undefined) throw new StaticError('XPST0003', 'an expression contains itself')
	return {
		code: `${name}(t, s)`,
		rep: shape.rep,
		count: shape.count,
		global: true,
		...(shape.node && { node: shape.node }),
		...(shape.sorted && { sorted: true }),
	}
}

/** A function that computes once a run: `s.epoch` differs from run to run. */
export function memoFunction(name: string, e: Emitter, result: string): string {
	return `let ${name}_v, ${name}_at = -1\nfunction ${name}(t, s) {\n\tif (${name}_at === s.epoch) return ${name}_v\n${e.body()}\n\t${name}_v = ${result}\n\t${name}_at = s.epoch\n\treturn ${name}_v\n}`
}

const shapesByModule = new WeakMap<object, Map<string, Value>>()

/** Shapes of the values that the module's memo functions give. */
function shapesOf(e: Emitter): Map<string, Value> {
	let shapes = shapesByModule.get(e.module)
	if (shapes === undefined) shapesByModule.set(e.module, (shapes = new Map()))
	return shapes
}

/**
 * Emits a function by what is kept of families (families.ts), and where it asks for any, once more without: `write`
 * makes the function, `long` the name of the other one, to be called as `call` has it.
 */
export function emitTwice<T extends { readonly rep: unknown } | string>(
	within: Emitter,
	name: string,
	own: Expr | undefined,
	call: string,
	emit: (e: Emitter) => T,
	write: (name: string, e: Emitter, result: T) => string,
): T {
	const { around } = within
	const e = within.inside(own, new Map())
	const result = emit(e)
	if (e.kept!.size > 0) {
		const long = within.inside(own)
		const same = emit(long)
		if (shapeOf(result) !== shapeOf(same)) {
			around.module.add(write(name, long, same))
			return same
		}
		around.module.add(write(`${name}_long`, long, same))
		for (const [keeper, kept] of e.kept!) e.open(`const ${kept} = ${keeper}(t, s)`)
		e.open(
			`if (${[...e.kept!.values()].map((kept) => `${kept} === undefined`).join(' || ')}) return ${name}_long(${call})`,
		)
	}
	around.module.add(write(name, e, result))
	return result
}

/** What the users of a value rely on. */
function shapeOf(value: unknown): string {
	if (typeof value === 'string') return ''
	const { rep, count, node, sorted } = value as Value
	return `${rep} ${count} ${node} ${sorted}`
}
