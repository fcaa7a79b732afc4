/**
 * The common part of XPath, read by hand.
 *
 * The parser of fontoxpath knows the whole language and takes its time, most of a rule set's compile. Most of what
 * rules say is paths, comparisons, calls, conditions and quantifiers: these are read here, into the very Expr that
 * the parser's output would become. Whatever is anything else, or wrong, is not read at all: the parser decides,
 * and complains. It is the oracle of the tests.
 */
import type { ArithmeticOperator, Axis, Binding, ComparisonOperator, Expr, NodeTest, Step } from './ast.ts'
import { functionNamespace, schemaNamespace } from './namespaces.ts'

/** Thrown at the first sign of something that is not read here. */
const other = Symbol('other')

const token =
	/[ \t\n]*(?:(\d+\.?\d*(?![\w.])|\.\d+(?![\w.]))|("[^"&\r]*"|'[^'&\r]*')(?!["'])|(\$?[A-Za-z_][\w-]*(?:\.[\w-]+)*(?::[A-Za-z_*][\w-]*(?:\.[\w-]+)*)?)(?![\w.\u0080-\uffff]|:(?!:))|(::|\/\/|\.\.|!=|<=|>=|\(:|[-+*/()[\],.@=<>|]|$))/y
const axisStart = /[ \t\n]*([a-z-]+)::(?=[\w*])/y

const general: Readonly<Record<string, ComparisonOperator>> = {
	'=': 'eq',
	'!=': 'ne',
	'<': 'lt',
	'<=': 'le',
	'>': 'gt',
	'>=': 'ge',
}
const value: ReadonlySet<string> = new Set<ComparisonOperator>(['eq', 'ne', 'lt', 'le', 'gt', 'ge'])
const products: Readonly<Record<string, ArithmeticOperator>> = {
	'*': 'mul',
	div: 'div',
	idiv: 'idiv',
	mod: 'mod',
}
/** Axes that stay near their node; the others are left to the whole grammar. */
export const commonAxes: ReadonlySet<string> = new Set<Axis>([
	'child',
	'descendant',
	'descendant-or-self',
	'self',
	'attribute',
	'parent',
	'ancestor',
	'ancestor-or-self',
	'following-sibling',
	'preceding-sibling',
])
/** Names before a parenthesis that are no functions. */
const reserved =
	/^(?:array|attribute|comment|document-node|element|empty-sequence|function|if|item|map|namespace-node|node|processing-instruction|schema-attribute|schema-element|switch|text|typeswitch)$/
/** Expressions inside one another. */
const mostDeep = 100

/** `lookup`: a prefix's namespace; undefined where it is not bound. Undefined: another parser has to read it. */
export function readCommon(text: string, lookup: (prefix: string) => string | undefined): Expr | undefined {
	try {
		const reader = new CommonReader(text, lookup)
		const expr = reader.single()
		return reader.ended ? expr : undefined
	} catch (error) {
		if (error === other) return undefined
		throw error
	}
}

type Kind = 'number' | 'string' | 'name' | 'sign'

class CommonReader {
	readonly #text: string
	readonly #lookup: (prefix: string) => string | undefined
	/** The token ahead, and where it begins and ends. */
	#kind: Kind = 'sign'
	#token = ''
	#start = 0
	#end = 0
	#depth = 0

	constructor(text: string, lookup: (prefix: string) => string | undefined) {
		this.#text = text
		this.#lookup = lookup
		this.#next()
	}

	get ended(): boolean {
		return this.#kind === 'sign' && this.#token === ''
	}

	#next(): void {
		this.#start = this.#end
		token.lastIndex = this.#end
		const match = token.exec(this.#text)
		if (match === null) throw other
		const [, number, string, name, sign] = match
		this.#kind = number ? 'number' : string ? 'string' : name ? 'name' : 'sign'
		this.#token = number ?? string ?? name ?? sign!
		this.#end = token.lastIndex
		if (this.#token === '(:') throw other
	}

	#is(sign: string): boolean {
		return this.#token === sign && (this.#kind === 'sign' || this.#kind === 'name')
	}

	#took(sign: string): boolean {
		if (!this.#is(sign)) return false
		this.#next()
		return true
	}

	#take(sign: string): void {
		if (!this.#took(sign)) throw other
	}

	/** The next character after the token ahead that is no white space. */
	#after(): string {
		let at = this.#end
		while (at < this.#text.length && ' \t\n'.includes(this.#text[at]!)) at++
		return this.#text[at] ?? ''
	}

	single(): Expr {
		if (++this.#depth > mostDeep) throw other
		const expr = this.#kind === 'name' ? (this.#clause() ?? this.#or()) : this.#or()
		this.#depth--
		return expr
	}

	#clause(): Expr | undefined {
		const word = this.#token
		const after = this.#after()
		if (word === 'if' && after === '(') {
			this.#next()
			this.#take('(')
			const test = this.single()
			this.#take(')')
			this.#take('then')
			const yes = this.single()
			this.#take('else')
			// biome-ignore lint/suspicious/noThenProperty: the word of the language
			return { kind: 'if', test, then: yes, otherwise: this.single() }
		}
		if (after !== '$') return undefined
		if (word === 'some' || word === 'every') {
			const bindings = this.#bindings()
			this.#take('satisfies')
			return { kind: 'quantified', every: word === 'every', bindings, test: this.single() }
		}
		if (word === 'for') {
			const bindings = this.#bindings()
			this.#take('return')
			return { kind: 'flwor', bindings, result: this.single() }
		}
		throw other
	}

	#bindings(): Binding[] {
		const bindings: Binding[] = []
		do {
			this.#next()
			const name = this.#variable()
			this.#take('in')
			bindings.push({ kind: 'for', name, type: undefined, expr: this.single() })
		} while (this.#is(','))
		return bindings
	}

	#or(): Expr {
		let left = this.#and()
		while (this.#took('or')) left = { kind: 'or', left, right: this.#and() }
		return left
	}

	#and(): Expr {
		let left = this.#comparison()
		while (this.#took('and')) left = { kind: 'and', left, right: this.#comparison() }
		return left
	}

	#comparison(): Expr {
		const left = this.#sum()
		const op = this.#token
		if (this.#kind === 'sign' && Object.hasOwn(general, op)) {
			this.#next()
			// `<<` and `>>` compare the order of nodes.
			if (this.#is(op)) throw other
			return { kind: 'general', op: general[op]!, left, right: this.#sum() }
		}
		if (this.#kind === 'name' && value.has(op)) {
			this.#next()
			return { kind: 'value', op: op as ComparisonOperator, left, right: this.#sum() }
		}
		return left
	}

	#sum(): Expr {
		let left = this.#product()
		for (;;) {
			const op = this.#is('+') ? 'add' : this.#is('-') ? 'sub' : undefined
			if (op === undefined) return left
			this.#next()
			left = { kind: 'arithmetic', op, left, right: this.#product() }
		}
	}

	#product(): Expr {
		let left = this.#union()
		while (this.#kind !== 'string' && Object.hasOwn(products, this.#token)) {
			const op = products[this.#token]!
			this.#next()
			left = { kind: 'arithmetic', op, left, right: this.#union() }
		}
		return left
	}

	#union(): Expr {
		let left = this.#cast()
		while (this.#is('|') || this.#is('union')) {
			this.#next()
			left = { kind: 'set', op: 'union', left, right: this.#cast() }
		}
		return left
	}

	#cast(): Expr {
		const expr = this.#signed()
		if (this.#kind !== 'name' || (this.#token !== 'castable' && this.#token !== 'cast')) return expr
		const kind = this.#token
		this.#next()
		this.#take('as')
		if (this.#kind !== 'name') throw other
		const { uri, local } = this.#expanded('')
		if (uri !== schemaNamespace || local === 'error' || '?*+'.includes(this.#after() || 'x')) throw other
		this.#next()
		return { kind, expr, type: local, optional: false }
	}

	#signed(): Expr {
		if (this.#is('+')) throw other
		if (!this.#took('-')) return this.#path()
		if (this.#is('-')) throw other
		return { kind: 'sign', minus: true, operand: this.#path() }
	}

	#path(): Expr {
		const steps: Step[] = []
		let root = false
		if (this.#is('/') || this.#is('//')) {
			root = true
			const deep = this.#is('//')
			this.#next()
			if (deep) steps.push(anywhere())
			else if (!this.#beginsStep()) return { kind: 'path', root, steps }
		}
		for (;;) {
			steps.push(this.#step())
			if (this.#took('//')) steps.push(anywhere())
			else if (!this.#took('/')) break
		}
		const [first] = steps
		if (!root && steps.length === 1 && first!.kind === 'filter' && first!.predicates.length === 0)
			return first!.expr
		return { kind: 'path', root, steps }
	}

	/** After a slash that may be all of a path: a word there could be meant as an operator. */
	#beginsStep(): boolean {
		if (this.#kind === 'name') {
			if (!/^[\w.-]+:|^[A-Z]/.test(this.#token)) throw other
			return true
		}
		if (this.#kind !== 'sign' || this.#token === '(') throw other
		return this.#token === '*' || this.#token === '@' || this.#token === '.' || this.#token === '..'
	}

	#step(): Step {
		const step = this.#primary()
		const predicates: Expr[] = []
		while (this.#took('[')) {
			predicates.push(this.single())
			this.#take(']')
		}
		return { ...step, predicates }
	}

	#primary(): Step {
		const { predicates } = none
		const filter = (expr: Expr): Step => ({ kind: 'filter', expr, predicates })
		const text = this.#token
		switch (this.#kind) {
			case 'number':
				this.#next()
				return filter({ kind: 'number', type: text.includes('.') ? 'decimal' : 'integer', text })
			case 'string':
				this.#next()
				return filter({ kind: 'string', value: text.slice(1, -1) })
			case 'name':
				return text.startsWith('$')
					? filter({ kind: 'variable', name: this.#variable() })
					: this.#named(filter)
			default:
				return this.#sign(filter)
		}
	}

	#sign(filter: (expr: Expr) => Step): Step {
		const { predicates } = none
		if (this.#took('.')) return filter({ kind: 'context' })
		if (this.#took('..')) return { kind: 'axis', axis: 'parent', test: { kind: 'node' }, predicates }
		if (this.#took('@')) return { kind: 'axis', axis: 'attribute', test: this.#test(), predicates }
		if (this.#is('*')) return { kind: 'axis', axis: 'child', test: this.#test(), predicates }
		this.#take('(')
		const items: Expr[] = []
		if (!this.#is(')')) {
			do items.push(this.single())
			while (this.#took(','))
		}
		this.#take(')')
		return filter(items.length === 1 ? items[0]! : { kind: 'sequence', items })
	}

	#named(filter: (expr: Expr) => Step): Step {
		const { predicates } = none
		axisStart.lastIndex = this.#start
		const axis = axisStart.exec(this.#text)?.[1]
		if (axis !== undefined) {
			if (!commonAxes.has(axis)) throw other
			this.#end = axisStart.lastIndex
			this.#next()
			return { kind: 'axis', axis: axis as Axis, test: this.#test(), predicates }
		}
		if (this.#after() === '(' && !reserved.test(this.#token)) {
			if (this.#token.endsWith('*')) throw other
			const name = this.#expanded(functionNamespace)
			this.#next()
			this.#take('(')
			const args: Expr[] = []
			if (!this.#is(')')) {
				do args.push(this.single())
				while (this.#took(','))
			}
			this.#take(')')
			// What follows may call what was given.
			if (this.#is('(')) throw other
			return filter({ kind: 'call', name, args })
		}
		const isText = this.#token === 'text' || this.#token === 'node' || this.#after() !== '('
		if (!isText) throw other
		return { kind: 'axis', axis: 'child', test: this.#test(), predicates }
	}

	#test(): NodeTest {
		if (this.#took('*')) {
			// Of any namespace, with a local name.
			if (this.#text[this.#start] === ':') throw other
			return { kind: 'name', uri: undefined, local: undefined }
		}
		if (this.#kind !== 'name' || this.#token.startsWith('$')) throw other
		const text = this.#token
		if (this.#after() === '(') {
			if (text !== 'text' && text !== 'node') throw other
			this.#next()
			this.#take('(')
			this.#take(')')
			return { kind: text }
		}
		const { uri, local } = this.#expanded('')
		this.#next()
		return { kind: 'name', uri, local: local === '*' ? undefined : local }
	}

	/** The name ahead; it is not passed. */
	#expanded(otherwise: string): { readonly uri: string; readonly local: string } {
		const [prefix, local] = this.#token.split(':') as [string, string | undefined]
		if (local === undefined) return { uri: otherwise, local: prefix }
		const uri = this.#lookup(prefix)
		if (uri === undefined || (local !== '*' && local.includes('*'))) throw other
		return { uri, local }
	}

	#variable(): string {
		if (this.#kind !== 'name' || !this.#token.startsWith('$') || this.#token.includes('*')) throw other
		this.#token = this.#token.slice(1)
		const { uri, local } = this.#expanded('')
		this.#next()
		return uri === '' ? local : `{${uri}}${local}`
	}
}

const none: { readonly predicates: readonly Expr[] } = { predicates: [] }

const anywhere = (): Step => ({
	kind: 'axis',
	axis: 'descendant-or-self',
	test: { kind: 'node' },
	predicates: [],
})
