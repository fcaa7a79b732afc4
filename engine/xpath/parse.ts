/**
 * XPath text to Expr: the common part by hand (common.ts), all else by fontoxpath's parser.
 *
 * The parser writes XQueryX through a node factory; ours makes plain records instead of DOM nodes. What
 * XPath does not have (the parser knows XQuery too) or the compiler does not support is refused here, by name.
 */
import type fontoxpath from 'fontoxpath'
import type { Position } from '../fault.ts'
import type {
	Axis,
	Binding,
	Cardinality,
	ComparisonOperator,
	ExpandedName,
	Expr,
	ItemType,
	NodeTest,
	SequenceType,
	Step,
} from './ast.ts'
import { atomicTypes } from './atomic-types.ts'
import { commonAxes, readCommon } from './common.ts'
import { functionNamespace, mathNamespace, schemaNamespace } from './namespaces.ts'
import { respelled } from './spelling.ts'

export { functionNamespace, mathNamespace, schemaNamespace } from './namespaces.ts'

/** A static error: W3C code and reason; whoever knows the file makes a Fault of it. */
export class StaticError extends Error {
	override readonly name = 'StaticError'
	readonly code: string
	/** Where the expression stands that it is about, once known. */
	at: Position | undefined

	constructor(code: string, message: string) {
		super(message)
		this.code = code
	}
}

/** Runs a step that is about the expression at that place; what is wrong is told with the innermost place. */
export function placed<T>(at: Position, run: () => T): T {
	try {
		return run()
	} catch (error) {
		if (error instanceof StaticError) error.at ??= at
		throw error
	}
}

/** A construct that the compiler leaves out, though it may be right XPath. */
export class Unsupported extends StaticError {
	constructor(message: string) {
		super('unsupported', message)
	}
}

export interface StaticNames {
	/** Prefix → URI. */
	readonly namespaces: Readonly<Record<string, string>>
}

/** Prefixes that every expression knows unless it binds them otherwise. */
export const builtInPrefixes: Readonly<Record<string, string>> = {
	xs: schemaNamespace,
	fn: functionNamespace,
	math: mathNamespace,
	xml: 'http://www.w3.org/XML/1998/namespace',
}

/** Stands for a carriage return while the parser reads, which would make it a line feed. */
const carriageReturn = '\uE00D'

export function parseXPath(text: string, names: StaticNames): Expr {
	const { namespaces } = names
	return readCommon(text, (prefix) => namespaces[prefix] ?? builtInPrefixes[prefix]) ?? parseAny(text, names)
}

/** By fontoxpath's parser, whatever it is. */
export function parseAny(text: string, names: StaticNames): Expr {
	const module = xqueryx(text.includes('\r') ? withoutReturns(text) : text)
	const main = find(module, 'mainModule')
	if (main === undefined || elements(module).length > 1 || elements(main).length > 1)
		throw new StaticError('XPST0003', 'an XQuery prolog is not part of XPath')
	const lookup = (prefix: string): string => {
		const uri = names.namespaces[prefix] ?? builtInPrefixes[prefix]
		if (uri === undefined)
			throw new StaticError('XPST0081', `the prefix "${prefix}" is not bound to a namespace`)
		return uri
	}
	return new Reader(lookup).expr(only(child(main, 'queryBody')))
}

function withoutReturns(text: string): string {
	return text.replace(/"[^"]*"|'[^']*'|\r/g, (part) =>
		part === '\r' ? ' ' : part.replaceAll('\r', carriageReturn),
	)
}

/** A variable's declared name as expressions resolve it: `local` or `{uri}local`. */
export function variableName(name: string, namespaces: Readonly<Record<string, string>>): string {
	const colon = name.indexOf(':')
	if (colon < 0) return name
	const uri = namespaces[name.slice(0, colon)]
	if (uri === undefined)
		throw new StaticError('XPST0081', `the prefix of $${name} is not bound to a namespace`)
	return `{${uri}}${name.slice(colon + 1)}`
}

/** A sequence type as text (`xs:decimal?`), read by the same parser unless it is a plain one. */
export function parseSequenceType(text: string, names: StaticNames): SequenceType {
	const plain = plainType(text, names)
	if (plain !== undefined) return plain
	const expr = parseXPath(`() instance of ${text}`, names)
	if (expr.kind !== 'instance') throw new StaticError('XPST0003', `"${text}" is not a sequence type`)
	return expr.type
}

function plainType(text: string, { namespaces }: StaticNames): SequenceType | undefined {
	const match = /^(?:(\w+):(\w+)|(item|node|element)\(\))([?*+]?)$/.exec(text)
	if (match === null) return undefined
	const [, prefix, local, node, indicator] = match
	const card = cardinalities[indicator!]!
	if (node === 'item') return { item: { kind: 'item' }, card }
	if (node === 'node') return { item: { kind: 'node', test: { kind: 'node' } }, card }
	if (node === 'element')
		return { item: { kind: 'node', test: { kind: 'element', name: undefined, type: undefined } }, card }
	const uri = namespaces[prefix!] ?? builtInPrefixes[prefix!]
	const known = uri === schemaNamespace && local !== 'error' && typeNames.has(local!)
	return known ? { item: { kind: 'atomic', type: local! }, card } : undefined
}

/** An element or text of the parser's output. */
interface Syntax {
	readonly nodeType: number
	readonly name: string
	readonly text: string
	readonly attributes: Record<string, string>
	readonly children: Syntax[]
	setAttributeNS(uri: string | null, name: string, value: string): void
	appendChild(node: Syntax): Syntax
	insertBefore(node: Syntax, before: Syntax | null): Syntax
	removeChild(node: Syntax): Syntax
}

function syntax(nodeType: number, qualified: string, text: string): Syntax {
	const children: Syntax[] = []
	const attributes: Record<string, string> = {}
	return {
		nodeType,
		name: qualified.slice(qualified.indexOf(':') + 1),
		text,
		attributes,
		children,
		setAttributeNS(_uri, name, value) {
			attributes[name.slice(name.indexOf(':') + 1)] = value
		},
		appendChild(node) {
			children.push(node)
			return node
		},
		insertBefore(node, before) {
			const at = before === null ? -1 : children.indexOf(before)
			children.splice(at < 0 ? children.length : at, 0, node)
			return node
		},
		removeChild(node) {
			children.splice(children.indexOf(node), 1)
			return node
		},
	}
}

const factory = {
	createElementNS: (_uri: string | null, name: string) => syntax(1, name, ''),
	createTextNode: (text: string) => syntax(3, '', text),
	createComment: (text: string) => syntax(8, '', text),
	createProcessingInstruction: (target: string, text: string) => syntax(7, target, text),
	createCDATASection: (text: string) => syntax(4, '', text),
	createAttributeNS: (_uri: string | null, name: string) => syntax(2, name, ''),
	createDocument: () => syntax(9, '', ''),
}

let parser: typeof fontoxpath | undefined

/**
 * The parser, loaded when a rule text is first read: a program that runs compiled rule sets never needs it.
 * Asked for and not imported, so that this file loads where there is no Node.
 */
function loadParser(): typeof fontoxpath {
	parser ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)(
		'fontoxpath',
	) as typeof fontoxpath
	return parser
}

function xqueryx(text: string): Syntax {
	try {
		return parsed(text)
	} catch (error) {
		const other = respelled(text)
		if (other !== text) {
			try {
				return parsed(other)
			} catch {
				// The complaint about what was written is the one to show.
			}
		}
		if (/(?:^|[^\w'"])namespace\s*::/.test(text))
			throw new StaticError('XPST0010', 'the axis namespace is not supported')
		const message = (error as Error).message
		const place = /at <>:(\d+):(\d+)/.exec(message)
		const where = place === null ? '' : ` near "${excerpt(text, Number(place[1]), Number(place[2]))}"`
		throw new StaticError(
			/\b(X[A-Z]{3}\d{4})\b/.exec(message)?.[1] ?? 'XPST0003',
			`not a valid XPath expression${where}`,
		)
	}
}

function parsed(text: string): Syntax {
	const fontoxpath = loadParser()
	const options = { language: fontoxpath.Language.XPATH_3_1_LANGUAGE, annotateAst: false, debug: false }
	return fontoxpath.parseScript(text, options as never, factory as never) as unknown as Syntax
}

/** What stands at a line and column of an expression, for a message. */
function excerpt(text: string, line: number, column: number): string {
	const start =
		text
			.split('\n')
			.slice(0, line - 1)
			.join('\n').length +
		(line > 1 ? 1 : 0) +
		column -
		1
	return text.slice(Math.max(0, start - 10), start + 20).replace(/\s+/g, ' ')
}

function elements(node: Syntax): Syntax[] {
	return node.children.filter((c) => c.nodeType === 1)
}

function find(node: Syntax, name: string): Syntax | undefined {
	return node.children.find((c) => c.name === name)
}

function child(node: Syntax, name: string): Syntax {
	const found = find(node, name)
	if (found === undefined) throw new StaticError('XPST0003', `a part (${name}) of the expression is missing`)
	return found
}

function only(node: Syntax): Syntax {
	const [first] = elements(node)
	if (first === undefined) throw new StaticError('XPST0003', 'the expression is empty')
	return first
}

function textOf(node: Syntax): string {
	return node.children.map((c) => c.text).join('')
}

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
const cardinalities: Readonly<Record<string, Cardinality>> = {
	'': 'one',
	'?': 'opt',
	'*': 'many',
	'+': 'some',
}

const unsupported = new Set([
	'mapConstructor',
	'arrayConstructor',
	'squareArray',
	'curlyArray',
	'unaryLookup',
])
/** "Reserved function names" (XPath 3.1, A.3). */
const reserved: ReadonlySet<string> = new Set([
	'array',
	'attribute',
	'comment',
	'document-node',
	'element',
	'empty-sequence',
	'function',
	'if',
	'item',
	'map',
	'namespace-node',
	'node',
	'processing-instruction',
	'schema-attribute',
	'schema-element',
	'switch',
	'text',
	'typeswitch',
])
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/'
const typeNames: ReadonlySet<string> = new Set([...atomicTypes, 'numeric'])

/** Turns one expression's records into Exprs; `lookup` resolves prefixes. */
class Reader {
	readonly #lookup: (prefix: string) => string

	constructor(lookup: (prefix: string) => string) {
		this.#lookup = lookup
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
					value: textOf(child(node, 'value')).replaceAll(carriageReturn, '\r'),
				}
			case 'integerConstantExpr':
				return { kind: 'number', type: 'integer', text: textOf(child(node, 'value')) }
			case 'decimalConstantExpr':
				return { kind: 'number', type: 'decimal', text: textOf(child(node, 'value')) }
			case 'doubleConstantExpr':
				return { kind: 'number', type: 'double', text: textOf(child(node, 'value')) }
			case 'varRef':
				return { kind: 'variable', name: this.#variable(child(node, 'name')) }
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
				const type = this.#sequenceType(child(node, 'sequenceType'))
				return name === 'treatExpr' ? { kind: 'treat', expr, type } : { kind: 'instance', expr, type }
			}
			case 'castExpr':
			case 'castableExpr': {
				const type = child(node, 'singleType')
				return {
					kind: name === 'castExpr' ? 'cast' : 'castable',
					expr: this.expr(only(child(node, 'argExpr'))),
					type: this.#atomic(child(type, 'atomicType')),
					optional: find(type, 'optional') !== undefined,
				}
			}
			case 'functionCallExpr':
				return { kind: 'call', name: this.#functionName(child(node, 'functionName')), args: this.#args(node) }
			case 'namedFunctionRef':
				return {
					kind: 'function-ref',
					name: this.#functionName(child(node, 'functionName')),
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
			test: this.#test(test),
			predicates: conditions,
		}
	}

	#test(node: Syntax): NodeTest {
		switch (node.name) {
			case 'nameTest':
				return { kind: 'name', ...this.#elementName(node) }
			case 'Wildcard':
				return this.#wildcard(node)
			case 'anyKindTest':
				return { kind: 'node' }
			case 'textTest':
				return { kind: 'text' }
			case 'commentTest':
				return { kind: 'comment' }
			case 'piTest': {
				const target = find(node, 'piTarget')
				return { kind: 'instruction', target: target === undefined ? undefined : textOf(target).trim() }
			}
			case 'elementTest':
			case 'attributeTest': {
				const kind = node.name === 'elementTest' ? 'element' : 'attribute'
				const holder = find(node, `${kind}Name`)
				const qname = holder === undefined ? undefined : find(holder, 'QName')
				const type = find(node, 'typeName')
				return {
					kind,
					name: qname === undefined ? undefined : this.#elementName(qname),
					type: type === undefined ? undefined : { uri: this.#uri(type, ''), local: textOf(type) },
				}
			}
			case 'documentTest': {
				const [inner] = elements(node)
				return { kind: 'document', element: inner === undefined ? undefined : this.#test(inner) }
			}
			case 'schemaElementTest':
			case 'schemaAttributeTest':
				throw new StaticError(
					'XPST0008',
					`no schema is known that declares {${this.#uri(node, '')}}${textOf(node)}`,
				)
			case 'namespaceTest':
				throw new Unsupported('namespace nodes are not supported')
			default:
				throw new StaticError('XPST0003', `${plainName(node.name)} is no node test`)
		}
	}

	#wildcard(node: Syntax): NodeTest {
		const parts = elements(node)
		if (parts.length === 0) return { kind: 'name', uri: undefined, local: undefined }
		if (parts[0]!.name === 'star') return { kind: 'name', uri: undefined, local: textOf(parts[1]!) }
		const uri = parts[0]!.name === 'uri' ? textOf(parts[0]!) : this.#lookup(textOf(parts[0]!))
		return { kind: 'name', uri, local: undefined }
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
			name: this.#variable(child(binding, 'varName')),
			type: type === undefined ? undefined : this.#sequenceType(type),
			expr: this.expr(only(child(node, source))),
		}
	}

	#inlineFunction(node: Syntax): Expr {
		const result = find(node, 'typeDeclaration')
		const params = elements(child(node, 'paramList')).map((param) => {
			const type = find(param, 'typeDeclaration')
			return {
				name: this.#variable(child(param, 'varName')),
				type: type === undefined ? undefined : this.#sequenceType(type),
			}
		})
		if (new Set(params.map((p) => p.name)).size < params.length)
			throw new StaticError('XQST0039', 'two parameters of a function have one name')
		return {
			kind: 'function',
			params,
			result: result === undefined ? undefined : this.#sequenceType(result),
			body: this.expr(only(child(node, 'functionBody'))),
		}
	}

	#arrow(node: Syntax): Expr {
		const [source, target] = elements(node)
		const args = [this.expr(only(source!)), ...this.#args(node)]
		if (target!.name === 'EQName') return { kind: 'call', name: this.#functionName(target!), args }
		return { kind: 'invoke', target: this.expr(target!), args }
	}

	#args(node: Syntax): (Expr | undefined)[] {
		// `$f()` has no list of arguments at all.
		const list = find(node, 'arguments')
		return list === undefined
			? []
			: elements(list).map((n) => (n.name === 'argumentPlaceholder' ? undefined : this.expr(n)))
	}

	#sequenceType(node: Syntax): SequenceType {
		const indicator = find(node, 'occurrenceIndicator')
		const card = cardinalities[indicator === undefined ? '' : textOf(indicator)] ?? 'one'
		const type = elements(node).find((n) => n.name !== 'occurrenceIndicator')!
		if (type.name === 'voidSequenceType') return { item: { kind: 'item' }, card: 'none' }
		return { item: this.#itemType(type), card }
	}

	#itemType(node: Syntax): ItemType {
		switch (node.name) {
			case 'anyItemType':
				return { kind: 'item' }
			case 'atomicType': {
				const type = this.#atomic(node)
				if (!typeNames.has(type)) throw new StaticError('XPST0051', `there is no type xs:${type}`)
				return { kind: 'atomic', type }
			}
			case 'anyFunctionTest':
				return { kind: 'function' }
			case 'typedFunctionTest':
				throw new Unsupported('function types other than function(*) are not supported')
			case 'parenthesizedItemType':
				return this.#itemType(only(node))
			case 'anyMapTest':
			case 'typedMapTest':
			case 'anyArrayTest':
			case 'typedArrayTest':
				throw new Unsupported('maps and arrays are not supported')
			default:
				return { kind: 'node', test: this.#test(node) }
		}
	}

	#atomic(node: Syntax): string {
		const local = textOf(node)
		const uri = this.#uri(node, '')
		if (uri !== schemaNamespace) throw new StaticError('XPST0051', `the type ${local} is not known`)
		if (local === 'error') throw new Unsupported('the type xs:error is not supported')
		return local
	}

	#elementName(node: Syntax): ExpandedName {
		return { uri: this.#uri(node, ''), local: textOf(node) }
	}

	#functionName(node: Syntax): ExpandedName {
		if (!node.attributes.prefix && node.attributes.URI === undefined && reserved.has(textOf(node)))
			throw new StaticError('XPST0003', `"${textOf(node)}" cannot be the name of a function`)
		return { uri: this.#uri(node, functionNamespace), local: textOf(node) }
	}

	#variable(node: Syntax): string {
		const uri = this.#uri(node, '')
		return uri === '' ? textOf(node) : `{${uri}}${textOf(node)}`
	}

	/** The namespace of a name: written out, or by its prefix, or the default of its kind of name. */
	#uri(node: Syntax, otherwise: string): string {
		const { URI: uri, prefix } = node.attributes
		if (uri !== undefined) {
			if (uri.trim() === xmlnsNamespace)
				throw new StaticError('XQST0070', `no name can be in the namespace ${xmlnsNamespace}`)
			return uri.trim().replace(/\s+/g, ' ')
		}
		return prefix === undefined || prefix === '' ? otherwise : this.#lookup(prefix)
	}
}

/** `mapConstructor` → "map constructor", for a message. */
function plainName(name: string): string {
	return name.replace(/(?:Expr|Op|Test)$/, '').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
}
