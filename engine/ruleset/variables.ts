/**
 * The variables of a Schematron: constants, functions of the document, functions of a rule's context node.
 */
import { constantList } from '../xpath/emit/comparisons.ts'
import { argument } from '../xpath/emit/convert.ts'
import { documentNode, type Emitter, type Scope, type Value } from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { identifier, literal } from '../xpath/emit/module.ts'
import { memoFunction } from '../xpath/emit/once.ts'
import { placed } from '../xpath/parse.ts'
import { isAbsolute } from '../xpath/static.ts'
import { type Compilation, note } from './compilation.ts'
import type { LetSource } from './source.ts'

/** The value that a node in variable `n` is. */
export const contextNode: Value = { code: 'n', rep: 'node', count: 'one', simple: true }

/** Variables of the document alone: each a function that computes once a run. */
export function globals(
	c: Compilation,
	lets: readonly LetSource[],
	outer: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
	const hold: Holder = (name, e, value) => ({
		code: `${name}(t, s)`,
		text: memoFunction(name, e, value.code),
		global: true,
	})
	return declared(c, lets, outer, { item: documentNode, position: '1', size: '1' }, hold)
}

/** Variables of a rule: functions of the context node that keep the value for the last node asked for. */
export function locals(
	c: Compilation,
	lets: readonly LetSource[],
	outer: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
	const hold: Holder = (name, e, value) => ({
		code: `${name}(t, n, s)`,
		text: `let ${name}_v, ${name}_n = -1, ${name}_at = -1\nfunction ${name}(t, n, s) {\n\tif (${name}_at === s.epoch && ${name}_n === n) return ${name}_v\n${e.body()}\n\t${name}_v = ${value.code}\n\t${name}_at = s.epoch\n\t${name}_n = n\n\treturn ${name}_v\n}`,
	})
	return declared(c, lets, outer, { item: contextNode, position: '1', size: '1', current: contextNode }, hold)
}

/** The text of the function that holds a variable's value, and the code that calls it. */
type Holder = (
	name: string,
	e: Emitter,
	value: Value,
) => { readonly code: string; readonly text: string; readonly global?: true }

function declared(
	c: Compilation,
	lets: readonly LetSource[],
	outer: ReadonlyMap<string, Value>,
	around: Omit<Scope, 'variables'>,
	hold: Holder,
): ReadonlyMap<string, Value> {
	const variables = new Map(outer)
	for (const source of lets) {
		const list = listOf(c, source)
		if (list !== undefined) {
			variables.set(c.variable(source), list)
			continue
		}
		const name = c.module.fresh(`let_${identifier(source.name)}_`)
		const e = newEmitter(c.around)
		const value = c.at(source.at, `let ${source.name}`, () =>
			letValue(c, e, { ...around, variables }, source),
		)
		const { text, ...held } = hold(name, e, value)
		c.module.add(note(`let ${source.name}`, source.at) + text)
		if (held.global && source.value !== undefined && source.as === undefined) {
			const expr = c.parse(source.value)
			if (isAbsolute(expr, (variable) => variables.get(variable)?.global === true))
				c.held.set(held.code, expr)
		}
		variables.set(c.variable(source), {
			...held,
			rep: value.rep,
			count: value.count,
			...(value.node && { node: value.node }),
			...(value.sorted && { sorted: true }),
		})
	}
	return variables
}

/** A variable that is a list of codes: one constant for all documents, looked up in a Set. */
function listOf(c: Compilation, { name, value, as, at }: LetSource): Value | undefined {
	if (value === undefined || as !== undefined || c.around.compatible) return undefined
	const list = c.at(at, `let ${name}`, () => constantList(c.parse(value)))
	if (list === undefined) return undefined
	const code = c.module.constant('codes', literal(list.texts))
	return { code, rep: list.rep, count: 'many', simple: true, global: true, texts: list.texts }
}

function letValue(c: Compilation, e: Emitter, scope: Scope, source: LetSource): Value {
	if (source.value === undefined)
		return { code: literal(source.content ?? ''), rep: 'untyped', count: 'one', simple: true }
	const { value } = source
	const expr = c.parse(value)
	const type = c.type(source.as)
	return placed(value.at, () =>
		type === undefined ? e.value(scope, expr) : argument(e, scope, expr, type, `$${source.name}`),
	)
}
