/**
 * Sub-expressions that a rule set asks for again and again become functions of the node that they start from.
 *
 * Rules say the same of the same nodes: a category's code, an amount as a decimal, whether a party has a name.
 * Written out each time, that is a megabyte of code, each piece of which runs once a document; as functions it
 * is a fraction, and what is small stays near the processor.
 */
import type { Expr } from '../ast.ts'
import { functionNamespace } from '../parse.ts'
import { isOfItem, mentions } from '../static.ts'
import type { Emitter, Scope, Value } from './emitter.ts'

/** Calls that look at all of many nodes for one value, which is worth keeping for who asks for it again at once. */
const aggregates: ReadonlySet<string> = new Set(['sum', 'count', 'avg', 'min', 'max'])

/** What a function can be given beside its node, and compared with what it was given last. */
const passable: ReadonlySet<Value['rep']> = new Set([
	'node',
	'boolean',
	'double',
	'int',
	'integer',
	'decimal',
])

/** Expressions that are as short as a call of a function. */
const short: ReadonlySet<Expr['kind']> = new Set(['string', 'number', 'variable', 'context', 'sequence'])

/**
 * The value by a function that all who ask for it share; undefined where it is to be written out.
 *
 * `emit` emits it inside that function.
 */
export function outlined(
	e: Emitter,
	scope: Scope,
	expr: Expr,
	emit: (e: Emitter, scope: Scope, expr: Expr) => Value,
): Value | undefined {
	const { item } = scope
	if (expr === e.own || short.has(expr.kind) || item?.rep !== 'node') return undefined
	const { repeats, parts } = e.around
	// Inside such a function, only what others ask for too is worth another.
	const alone = e.own === undefined ? 1 : repeats.count(e.own)
	if (repeats.count(expr) <= alone) return undefined
	const { number, variables, steps } = repeats.about(expr)
	const isGlobal = (name: string): boolean => scope.variables.get(name)?.global === true
	const keeps = isAggregate(expr)
	const passed = keeps ? locals(scope, variables) : []
	const isKnown = (name: string): boolean => isGlobal(name) || passed.some(([one]) => one === name)
	if (!steps || !isOfItem(expr, isKnown) || mentions(expr, 'position') || mentions(expr, 'last'))
		return undefined
	const given = [...scope.variables].filter(([name, { global }]) => global && variables.has(name))
	const used = given.map(([, { code }]) => code)
	// Of an element no more is known than of any node that may have children.
	const node = item.node === 'element' ? undefined : item.node
	const shapes = passed.map(([one, { rep, node }]) => `${one} ${rep} ${node}`)
	const key = `part ${emit.name} ${number} ${node ?? ''} ${[...used, ...shapes].join(' ')}`
	const name = e.module.memo(key, 'part', (name) => {
		const own = e.inside(expr)
		const start: Value = { code: 'n', rep: 'node', count: 'one', simple: true, ...(node && { node }) }
		const bound = passed.map(([one, { rep, node }], i): [string, Value] => [
			one,
			{ code: `p${i}`, rep, count: 'one', simple: true, ...(node && { node }) },
		])
		const variables = new Map([...given, ...bound])
		const result = emit(own, { variables, item: start, position: '1', size: '1' }, expr)
		parts.set(name, result)
		const write = keeps ? keepingFunction : plainFunction
		e.module.add(
			write(
				name,
				bound.map(([, { code }]) => code),
				own.body(),
				result.code,
			),
		)
	})
	const shape = parts.get(name)
	if (shape === undefined) return undefined
	const { code: _, simple: __, global: ___, constant: ____, texts: _____, ...rest } = shape
	const args = ['t', item.code, 's', ...passed.map(([, { code }]) => code)]
	return { ...rest, code: e.bind(`${name}(${args.join(', ')})`), simple: true }
}

function isAggregate(expr: Expr): boolean {
	return expr.kind === 'call' && expr.name.uri === functionNamespace && aggregates.has(expr.name.local)
}

/** The variables bound around an expression that it names, where they can be passed. */
function locals(scope: Scope, names: ReadonlySet<string>): readonly (readonly [string, Value])[] {
	return [...scope.variables].filter(
		([name, { global, simple, count, rep }]) =>
			names.has(name) && !global && simple && count === 'one' && passable.has(rep),
	)
}

function plainFunction(name: string, parameters: readonly string[], body: string, result: string): string {
	return `function ${name}(${['t', 'n', 's', ...parameters].join(', ')}) {\n${body}\n\treturn ${result}\n}`
}

/** A function that keeps its value for the node and what else it was given last. */
function keepingFunction(name: string, parameters: readonly string[], body: string, result: string): string {
	const same = parameters.map((one) => ` && ${name}_${one} === ${one}`).join('')
	const kept = parameters.map((one) => `\t${name}_${one} = ${one}\n`).join('')
	const variables = parameters.map((one) => `, ${name}_${one}`).join('')
	const head = `function ${name}(${['t', 'n', 's', ...parameters].join(', ')}) {`
	return `let ${name}_v, ${name}_n = -1, ${name}_at = -1${variables}\n${head}\n\tif (${name}_at === s.epoch && ${name}_n === n${same}) return ${name}_v\n${body}\n\t${name}_v = ${result}\n\t${name}_at = s.epoch\n\t${name}_n = n\n${kept}\treturn ${name}_v\n}`
}
