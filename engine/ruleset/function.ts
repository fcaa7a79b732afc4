/**
 * The body of an xsl:function as JavaScript: instructions push what they give onto one array.
 *
 * Text that an instruction makes is untyped, as the text node it stands for would be once atomized.
 */
import type { Expr, SequenceType } from '../xpath/ast.ts'
import { argument, box, collected, repOf } from '../xpath/emit/convert.ts'
import {
	type Emitter,
	inOrder,
	type Scope,
	type Surroundings,
	type UserFunction,
	type Value,
} from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { literal } from '../xpath/emit/module.ts'
import { placed, variableName } from '../xpath/parse.ts'
import type { Expression, FunctionSource, Instruction } from './source.ts'

type Parse = (expression: Expression) => Expr
type ReadType = (as: string | undefined) => SequenceType | undefined

export function emitFunction(
	source: FunctionSource,
	declared: UserFunction,
	around: Surroundings,
	globals: ReadonlyMap<string, Value>,
	parse: Parse,
	type: ReadType,
): string {
	const e = newEmitter(around)
	const params = source.params.map((_, i) => `p${i}`)
	let scope: Scope = { variables: new Map(globals) }
	source.params.forEach((param, i) => {
		scope = withVariable(
			scope,
			variableName(param.name, source.namespaces),
			parameter(declared.params[i]!, params[i]!),
		)
	})
	e.line('rt.enter(s)')
	e.line('const out = []')
	emitBody(e, scope, source.body, 'out', parse, type)
	e.line('s.depth--')
	const raw: Value = { code: 'out', rep: 'item', count: 'many', simple: true }
	const value = argument(
		e,
		withVariable(scope, 'function result', raw),
		{ kind: 'variable', name: 'function result' },
		declared.result,
		`the result of ${source.local}()`,
	)
	return `function ${declared.code}(t, s${params.map((p) => `, ${p}`).join('')}) {\n${e.body()}\n\treturn ${value.code}\n}`
}

function parameter(type: SequenceType, code: string): Value {
	const count = type.card === 'many' || type.card === 'some' ? 'many' : type.card === 'one' ? 'one' : 'opt'
	return { code, rep: repOf(type.item), count, simple: true }
}

function withVariable(scope: Scope, name: string, value: Value): Scope {
	return { ...scope, variables: new Map([...scope.variables, [name, value]]) }
}

function emitBody(
	e: Emitter,
	scope: Scope,
	body: readonly Instruction[],
	out: string,
	parse: Parse,
	type: ReadType,
): void {
	let inner = scope
	for (const instruction of body) inner = emitInstruction(e, inner, instruction, out, parse, type)
}

/** Emits one instruction and gives the scope for those after it. */
function emitInstruction(
	e: Emitter,
	scope: Scope,
	instruction: Instruction,
	out: string,
	parse: Parse,
	type: ReadType,
): Scope {
	switch (instruction.kind) {
		case 'text':
			e.line(`${out}.push(new rt.Atomic('untypedAtomic', ${literal(instruction.text)}))`)
			return scope
		case 'sequence':
			placed(instruction.select.at, () =>
				e.each(scope, parse(instruction.select), inOrder, (item) => e.line(`${out}.push(${box(item)})`)),
			)
			return scope
		case 'value-of': {
			const items = placed(instruction.select.at, () => collected(e, scope, parse(instruction.select)))
			e.line(
				`${out}.push(new rt.Atomic('untypedAtomic', rt.join(t, ${items}, ${literal(instruction.separator)})))`,
			)
			return scope
		}
		case 'variable':
			return withVariable(
				scope,
				variableName(instruction.name, e.around.namespaces),
				placed(instruction.at, () => variableValue(e, scope, instruction, parse, type)),
			)
		case 'choose': {
			const otherwise = (index: number): void => {
				const when = instruction.when[index]
				if (when === undefined) return emitBody(e, scope, instruction.otherwise, out, parse, type)
				const truth = placed(when.test.at, () => e.truth(scope, parse(when.test)))
				e.block(`if (${truth})`, () => emitBody(e, scope, when.body, out, parse, type))
				e.block('else', () => otherwise(index + 1))
			}
			otherwise(0)
			return scope
		}
		case 'for-each':
			eachSelected(e, scope, instruction, parse, (inner) =>
				emitBody(e, inner, instruction.body, out, parse, type),
			)
			return scope
	}
}

function variableValue(
	e: Emitter,
	scope: Scope,
	instruction: Extract<Instruction, { kind: 'variable' }>,
	parse: Parse,
	type: ReadType,
): Value {
	const as = type(instruction.as)
	if (instruction.select !== undefined) {
		const { select, name } = instruction
		return placed(select.at, () =>
			as === undefined
				? e.simple(e.value(scope, parse(select)))
				: e.simple(argument(e, scope, parse(select), as, `$${name}`)),
		)
	}
	const items = e.fresh('a')
	e.line(`const ${items} = []`)
	emitBody(e, scope, instruction.body, items, parse, type)
	const raw: Value = { code: items, rep: 'item', count: 'many', simple: true }
	if (as === undefined)
		return { code: e.bind(`rt.join(t, ${items}, '')`), rep: 'untyped', count: 'one', simple: true }
	return e.simple(
		argument(
			e,
			withVariable(scope, 'variable content', raw),
			{ kind: 'variable', name: 'variable content' },
			as,
			`$${instruction.name}`,
		),
	)
}

/** xsl:for-each: the body once an item, with its position and their number where the body asks for them. */
function eachSelected(
	e: Emitter,
	scope: Scope,
	{ select }: Extract<Instruction, { kind: 'for-each' }>,
	parse: Parse,
	body: (scope: Scope) => void,
): void {
	const items = placed(select.at, () => collected(e, scope, parse(select)))
	const i = e.fresh('i')
	e.block(`for (let ${i} = 0; ${i} < ${items}.length; ${i}++)`, () => {
		e.line('rt.tick(s)')
		const item: Value = { code: e.bind(`${items}[${i}]`, 'n'), rep: 'item', count: 'one', simple: true }
		body({ ...scope, item, position: `(${i} + 1)`, size: `${items}.length`, current: item })
	})
}
