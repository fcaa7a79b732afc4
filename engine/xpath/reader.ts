/**
 * The parser's records of expressions as Exprs.
 *
 * What XPath does not have (the parser knows XQuery too) or the compiler does not support is refused here, by name.
 */
import type { Axis, Binding, ComparisonOperator, Expr, Step } from './ast.ts'
import { commonAxes } from './common.ts'
import { NameReader } from './name-reader.ts'
import { StaticError, Unsupported } from './static-error.ts'
import { child, elements, find, only, plainName, type Syntax, textOf, withReturns } from './syntax.ts'

const general: Readonly<Record<string, ComparisonOperator>> = {
	equalOp: 'eq',
	notEqualOp: 'ne',
	lessThanOp: 'lt',
	lessThanOrEqualOp: 'le',
	greaterThanOp: 'gt',
	greaterThanOrEqualOp: 'ge',
}
const value: Readonly<Record<string, ComparisonOperator>> = {
	eqOp: 'eq',
	neOp: 'ne',
	ltOp: 'lt',
	leOp: 'le',
	gtOp: 'gt',
	geOp: 'ge',
}
const arithmetic = {
	addOp: 'add',
	subtractOp: 'sub',
	multiplyOp: 'mul',
	divOp: 'div',
	idivOp: 'idiv',
	modOp: 'mod',
} as const
const order = { isOp: 'is', nodeBeforeOp: 'before', nodeAfterOp: 'after' } as const
const sets = { unionOp: 'union', intersectOp: 'intersect', exceptOp: 'except' } as const
const axes: ReadonlySet<string> = new Set([...commonAxes, 'following', 'preceding'])

const unsupported = new Set([
	'mapConstructor',
	'arrayConstructor',
	'squareArray',
	'curlyArray',
	'unaryLookup',
])

/** Turns one expression's records into Exprs; `lookup` resolves prefixes. */
export class Reader {
	readonly #names: NameReader

	constructor(lookup: (prefix: string) => string) {
		this.#names = new NameReader(lookup)
	}

	expr(node: Syntax): Expr {
		const operands = () => ({
			left: this.expr(only(child(node, 'firstOperand'))),
			right: this.expr(only(child(node, 'secondOperand'))),
		})
		const name = node.name
		if (name in general) return { kind: 'general', op: general[name]!, ...operands() }
		if (name in value) return { kind: 'value', op: value[name]!, ...operands() }
		if (name in arithmetic)
			return { kind: 'arithmetic', op: arithmetic[name as keyof typeof arithmetic], ...operands() }
		if (name in order) return { kind: 'order', op: order[name as keyof typeof order], ...operands() }
		if (name in sets) return { kind: 'set', op: sets[name as keyof typeof sets], ...operands() }
		switch (name) {
			case 'stringConstantExpr':
				return {
					kind: 'string',
					value: withReturns(textOf(child(node, 'value'))),
				}
			case 'integerConstantExpr':
				return { kind: 'number', type: 'integer', text: textOf(child(node, 'value')) }
			case 'decimalConstantExpr':
				return { kind: 'number', type: 'decimal', text: textOf(child(node, 'value')) }
			case 'doubleConstantExpr':
				return { kind: 'number', type: 'double', text: textOf(child(node, 'value')) }
			case 'varRef':
				return { kind: 'variable', name: this.#names.variable(child(node, 'name')) }
			case 'contextItemExpr':
				return { kind: 'context' }
			case 'pathExpr':
				return this.#path(node)
			case 'sequenceExpr': {
				const items = elements(node).map((n) => this.expr(n))
				return items.length === 1 ? items[0]! : { kind: 'sequence', items }
			}
			case 'andOp':
				return { kind: 'and', ...operands() }
			case 'orOp':
				return { kind: 'or', ...operands() }
			case 'unaryMinusOp':
			case 'unaryPlusOp':
				return {
					kind: 'sign',
					minus: name === 'unaryMinusOp',
					operand: this.expr(only(child(node, 'operand'))),
				}
			case 'rangeSequenceExpr':
				return {
					kind: 'range',
					from: this.expr(only(child(node, 'startExpr'))),
					to: this.expr(only(child(node, 'endExpr'))),
				}
			case 'stringConcatenateOp': {
				const { left, right } = operands()
				return { kind: 'concat', parts: left.kind === 'concat' ? [...left.parts, right] : [left, right] }
			}
			case 'simpleMapExpr':
				return elements(node)
					.map((n) => this.expr(n))
					.reduce((left, right) => ({ kind: 'map', left, right }))
			case 'ifThenElseExpr':
				return {
					kind: 'if',
					test: this.expr(only(child(node, 'ifClause'))),
					// biome-ignore lint/suspicious/noThenProperty: the word of the language
					then: this.expr(only(child(node, 'thenClause'))),
					otherwise: this.expr(only(child(node, 'elseClause'))),
				}
			case 'flworExpr':
				return this.#flwor(node)
			case 'quantifiedExpr':
				return {
					kind: 'quantified',
					every: textOf(child(node, 'quantifier')) === 'every',
					bindings: elements(node)
						.filter((n) => n.name === 'quantifiedExprInClause')
						.map((n) => this.#binding('for', n, 'sourceExpr')),
					test: this.expr(only(child(node, 'predicateExpr'))),
				}
			case 'instanceOfExpr':
			case 'treatExpr': {
				const expr = this.expr(only(child(node, 'argExpr')))
				const type = this.#names.sequenceType(child(node, 'sequenceType'))
				return name === 'treatExpr' ? { kind: 'treat', expr, type } : { kind: 'instance', expr, type }
			}
			case 'castExpr':
			case 'castableExpr': {
				const type = child(node, 'singleType')
				return {
					kind: name === 'castExpr' ? 'cast' : 'castable',
					expr: this.expr(only(child(node, 'argExpr'))),
					type: this.#names.atomic(child(type, 'atomicType')),
					optional: find(type, 'optional') !== undefined,
				}
			}
			case 'functionCallExpr':
				return {
					kind: 'call',
					name: this.#names.functionName(child(node, 'functionName')),
					args: this.#args(node),
				}
			case 'namedFunctionRef':
				return {
					kind: 'function-ref',
					name: this.#names.functionName(child(node, 'functionName')),
					arity: Number(textOf(child(child(node, 'integerConstantExpr'), 'value'))),
				}
			case 'inlineFunctionExpr':
				return this.#inlineFunction(node)
			case 'dynamicFunctionInvocationExpr':
				return {
					kind: 'invoke',
					target: this.expr(only(child(node, 'functionItem'))),
					args: this.#args(node),
				}
			case 'arrowExpr':
				return this.#arrow(node)
			default:
				if (unsupported.has(name)) throw new Unsupported('maps and arrays are not supported')
				throw new StaticError('XPST0003', `the ${plainName(name)} expression is not part of XPath`)
		}
	}

	#path(node: Syntax): Expr {
		const parts = elements(node)
		const root = parts[0]?.name === 'rootExpr'
		const steps = parts.filter((n) => n.name !== 'rootExpr').map((n) => this.#step(n))
		const [first] = steps
		if (!root && steps.length === 1 && first?.kind === 'filter' && first.predicates.length === 0)
			return first.expr
		return { kind: 'path', root, steps }
	}

	#step(node: Syntax): Step {
		const unknown = elements(node).find((n) => n.name === 'lookup')
		if (unknown !== undefined) throw new Unsupported('maps and arrays are not supported')
		const predicates = find(node, 'predicates')
		const conditions = predicates === undefined ? [] : elements(predicates).map((n) => this.expr(n))
		const filter = find(node, 'filterExpr')
		if (filter !== undefined) return { kind: 'filter', expr: this.expr(only(filter)), predicates: conditions }
		const axis = textOf(child(node, 'xpathAxis'))
		if (!axes.has(axis)) throw new StaticError('XPST0010', `the axis ${axis} is not supported`)
		const test = elements(node).find((n) => n.name !== 'xpathAxis' && n.name !== 'predicates')
		if (test === undefined) throw new StaticError('XPST0003', 'a step has no node test')
		return {
			kind: 'axis',
			axis: axis as Axis,
			test: this.#names.test(test),
			predicates: conditions,
		}
	}

	#flwor(node: Syntax): Expr {
		const bindings: Binding[] = []
		for (const clause of elements(node)) {
			if (clause.name === 'forClause')
				for (const item of elements(clause)) bindings.push(this.#binding('for', item, 'forExpr'))
			else if (clause.name === 'letClause')
				for (const item of elements(clause)) bindings.push(this.#binding('let', item, 'letExpr'))
			else if (clause.name !== 'returnClause')
				throw new StaticError('XPST0003', `the ${plainName(clause.name)} is not part of XPath`)
		}
		if (elements(node).length > 2)
			throw new StaticError('XPST0003', 'each "for" or "let" needs a "return" of its own in XPath')
		return { kind: 'flwor', bindings, result: this.expr(only(child(node, 'returnClause'))) }
	}

	#binding(kind: 'for' | 'let', node: Syntax, source: string): Binding {
		if (find(node, 'positionalVariableBinding') !== undefined)
			throw new StaticError('XPST0003', '"at" is not part of XPath')
		const binding = child(node, 'typedVariableBinding')
		const type = find(binding, 'typeDeclaration')
		return {
			kind,
			name: this.#names.variable(child(binding, 'varName')),
			type: type === undefined ? undefined : this.#names.sequenceType(type),
			expr: this.expr(only(child(node, source))),
		}
	}

	#inlineFunction(node: Syntax): Expr {
		const result = find(node, 'typeDeclaration')
		const params = elements(child(node, 'paramList')).map((param) => {
			const type = find(param, 'typeDeclaration')
			return {
				name: this.#names.variable(child(param, 'varName')),
				type: type === undefined ? undefined : this.#names.sequenceType(type),
			}
		})
		if (new Set(params.map((p) => p.name)).size < params.length)
			throw new StaticError('XQST0039', 'two parameters of a function have one name')
		return {
			kind: 'function',
			params,
			result: result === undefined ? undefined : this.#names.sequenceType(result),
			body: this.expr(only(child(node, 'functionBody'))),
		}
	}

	#arrow(node: Syntax): Expr {
		const [source, target] = elements(node)
		const args = [this.expr(only(source!)), ...this.#args(node)]
		if (target!.name === 'EQName') return { kind: 'call', name: this.#names.functionName(target!), args }
		return { kind: 'invoke', target: this.expr(target!), args }
	}

	#args(node: Syntax): (Expr | undefined)[] {
		// `$f()` has no list of arguments at all.
		const list = find(node, 'arguments')
		return list === undefined
			? []
			: elements(list).map((n) => (n.name === 'argumentPlaceholder' ? undefined : this.expr(n)))
	}
}
