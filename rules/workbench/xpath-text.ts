/**
 * An expression as XPath text again, so that a changed one can stand in a rule set's source.
 *
 * What is printed parses to what was printed. Every operator inside another expression stands in parentheses,
 * and nothing else does, since parentheses are what a parser is slow on. Names get the prefixes given, else their namespace in braces.
 */
import { type ExpandedName, type Expr, functionNamespace, type SequenceType, type Step } from '#engine'

type NodeTest = Extract<Step, { kind: 'axis' }>['test']
type ItemType = SequenceType['item']

/** Prefix → URI, as the rule set declares them. */
export type Prefixes = Readonly<Record<string, string>>

export function xpathText(expr: Expr, namespaces: Prefixes): string {
	const prefixes = new Map(
		Object.entries(namespaces)
			.filter(([prefix]) => prefix !== '')
			.map(([prefix, uri]) => [uri, prefix]),
	)
	return new Printer(prefixes).whole(expr)
}

const comparisons = { eq: '=', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const
const arithmetic = { add: '+', sub: '-', mul: '*', div: 'div', idiv: 'idiv', mod: 'mod' } as const
const orders = { is: 'is', before: '<<', after: '>>' } as const
const cards = { one: '', opt: '?', many: '*', some: '+', none: '' } as const

const operators: ReadonlySet<Expr['kind']> = new Set<Expr['kind']>([
	'and',
	'or',
	'arithmetic',
	'sign',
	'general',
	'value',
	'order',
	'set',
	'range',
	'concat',
	'map',
	'if',
	'flwor',
	'quantified',
	'instance',
	'treat',
	'cast',
	'castable',
	'function',
])

/** What `//` stands for between two steps. */
const isGap = (step: Step): boolean =>
	step.kind === 'axis' &&
	step.axis === 'descendant-or-self' &&
	step.test.kind === 'node' &&
	step.predicates.length === 0

class Printer {
	readonly #prefixes: ReadonlyMap<string, string>

	constructor(prefixes: ReadonlyMap<string, string>) {
		this.#prefixes = prefixes
	}

	/** As an operand: operators in parentheses. */
	operand(expr: Expr): string {
		const text = this.whole(expr)
		return operators.has(expr.kind) ? `(${text})` : text
	}

	/** Where no other operator can take a part of it. */
	whole(expr: Expr): string {
		const infix = (left: Expr, operator: string, right: Expr): string =>
			`${this.operand(left)} ${operator} ${this.operand(right)}`
		switch (expr.kind) {
			case 'string':
				return `'${expr.value.replaceAll("'", "''")}'`
			case 'number':
				return expr.text
			case 'variable':
				return `$${this.#braced(expr.name)}`
			case 'context':
				return '.'
			case 'path':
				return this.#path(expr.root, expr.steps)
			case 'sequence':
				return `(${expr.items.map((item) => this.whole(item)).join(', ')})`
			case 'and':
			case 'or':
				return infix(expr.left, expr.kind, expr.right)
			case 'arithmetic':
				return infix(expr.left, arithmetic[expr.op], expr.right)
			case 'sign':
				return `${expr.minus ? '-' : '+'} ${this.operand(expr.operand)}`
			case 'general':
				return infix(expr.left, comparisons[expr.op], expr.right)
			case 'value':
				return infix(expr.left, expr.op, expr.right)
			case 'order':
				return infix(expr.left, orders[expr.op], expr.right)
			case 'set':
				return infix(expr.left, expr.op, expr.right)
			case 'range':
				return infix(expr.from, 'to', expr.to)
			case 'concat':
				return expr.parts.map((part) => this.operand(part)).join(' || ')
			case 'map':
				return infix(expr.left, '!', expr.right)
			case 'if':
				return `if (${this.whole(expr.test)}) then ${this.operand(expr.then)} else ${this.operand(expr.otherwise)}`
			case 'flwor':
				return `${this.#bindings(expr.bindings[0]!.kind, expr.bindings)} return ${this.operand(expr.result)}`
			case 'quantified':
				return `${this.#bindings(expr.every ? 'every' : 'some', expr.bindings)} satisfies ${this.operand(expr.test)}`
			case 'instance':
				return `${this.operand(expr.expr)} instance of ${this.#type(expr.type)}`
			case 'treat':
				return `${this.operand(expr.expr)} treat as ${this.#type(expr.type)}`
			case 'cast':
			case 'castable':
				return `${this.operand(expr.expr)} ${expr.kind} as xs:${expr.type}${expr.optional ? '?' : ''}`
			case 'call':
				return `${this.#function(expr.name)}(${this.#args(expr.args)})`
			case 'function-ref':
				return `${this.#function(expr.name)}#${expr.arity}`
			case 'function': {
				const params = expr.params.map(({ name, type }) => `$${this.#braced(name)}${this.#as(type)}`)
				return `function(${params.join(', ')})${this.#as(expr.result)} { ${this.whole(expr.body)} }`
			}
			case 'invoke':
				return `(${this.whole(expr.target)})(${this.#args(expr.args)})`
		}
	}

	#path(root: boolean, steps: readonly Step[]): string {
		// A lone slash would take what follows for a step.
		if (steps.length === 0) return '(/)'
		let text = ''
		let slash = root ? '/' : ''
		for (const [i, step] of steps.entries()) {
			const between = i > 0 || root
			if (between && i < steps.length - 1 && isGap(step)) {
				if (slash === '//') text += '//descendant-or-self::node()'
				slash = '//'
				continue
			}
			text += slash + this.#step(step)
			slash = '/'
		}
		return text
	}

	#step(step: Step): string {
		const predicates = step.predicates.map((predicate) => `[${this.whole(predicate)}]`).join('')
		if (step.kind === 'filter') {
			const simple =
				step.expr.kind === 'context' || step.expr.kind === 'variable' || step.expr.kind === 'call'
			return `${simple ? this.whole(step.expr) : `(${this.whole(step.expr)})`}${predicates}`
		}
		const plain = step.test.kind === 'name'
		const axis =
			plain && step.axis === 'child' ? '' : plain && step.axis === 'attribute' ? '@' : `${step.axis}::`
		return `${axis}${this.#test(step.test)}${predicates}`
	}

	#test(test: NodeTest): string {
		switch (test.kind) {
			case 'name':
				if (test.local === undefined)
					return test.uri === undefined ? '*' : `${this.#prefix(test.uri) ?? `Q{${test.uri}}`}*`
				return test.uri === undefined ? `*:${test.local}` : this.#name(test as ExpandedName)
			case 'node':
			case 'text':
			case 'comment':
				return `${test.kind}()`
			case 'instruction':
				return `processing-instruction(${test.target ?? ''})`
			case 'element':
			case 'attribute': {
				const type = test.type === undefined ? '' : `, ${this.#name(test.type)}`
				return `${test.kind}(${test.name === undefined ? (type === '' ? '' : '*') : this.#name(test.name)}${type})`
			}
			case 'document':
				return `document-node(${test.element === undefined ? '' : this.#test(test.element)})`
		}
	}

	#bindings(word: string, bindings: Extract<Expr, { kind: 'flwor' }>['bindings']): string {
		const bound = bindings.map(
			({ kind, name, type, expr }) =>
				`$${this.#braced(name)}${this.#as(type)} ${kind === 'let' ? ':=' : 'in'} ${this.operand(expr)}`,
		)
		return `${word} ${bound.join(', ')}`
	}

	#args(args: readonly (Expr | undefined)[]): string {
		return args.map((arg) => (arg === undefined ? '?' : this.whole(arg))).join(', ')
	}

	#as(type: SequenceType | undefined): string {
		return type === undefined ? '' : ` as ${this.#type(type)}`
	}

	#type({ item, card }: SequenceType): string {
		return card === 'none' ? 'empty-sequence()' : `${this.#item(item)}${cards[card]}`
	}

	#item(item: ItemType): string {
		switch (item.kind) {
			case 'item':
				return 'item()'
			case 'atomic':
				return `xs:${item.type}`
			case 'function':
				return 'function(*)'
			case 'node':
				return this.#test(item.test)
		}
	}

	/** Names of the function namespace need no prefix. */
	#function(name: ExpandedName): string {
		return name.uri === functionNamespace ? name.local : this.#name(name)
	}

	#name({ uri, local }: ExpandedName): string {
		return uri === '' ? local : `${this.#prefix(uri) ?? `Q{${uri}}`}${local}`
	}

	#prefix(uri: string): string | undefined {
		const prefix = this.#prefixes.get(uri)
		return prefix === undefined ? undefined : `${prefix}:`
	}

	/** A variable's name, which the parser keeps as `local` or `{uri}local`. */
	#braced(name: string): string {
		const [, uri, local] = /^\{([^}]*)\}(.*)$/s.exec(name) ?? []
		return uri === undefined ? name : this.#name({ uri, local: local! })
	}
}
