/**
 * An expression as fontoxpath's parser reads it: XQueryX, as plain records.
 *
 * The parser writes through a node factory; ours makes records instead of DOM nodes.
 */
import type fontoxpath from 'fontoxpath'
import { respelled } from './spelling.ts'
import { StaticError } from './static-error.ts'

/** An element or text of the parser's output. */
export interface Syntax {
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

/** The expression as the parser reads it, perhaps spelled otherwise; XPST0003 and its like where it does not. */
export function xqueryx(written: string): Syntax {
	const text = written.includes('\r') ? withoutReturns(written) : written
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

export function elements(node: Syntax): Syntax[] {
	return node.children.filter((c) => c.nodeType === 1)
}

export function find(node: Syntax, name: string): Syntax | undefined {
	return node.children.find((c) => c.name === name)
}

export function child(node: Syntax, name: string): Syntax {
	const found = find(node, name)
	if (found === undefined) throw new StaticError('XPST0003', `a part (${name}) of the expression is missing`)
	return found
}

export function only(node: Syntax): Syntax {
	const [first] = elements(node)
	if (first === undefined) throw new StaticError('XPST0003', 'the expression is empty')
	return first
}

export function textOf(node: Syntax): string {
	return node.children.map((c) => c.text).join('')
}

/** Stands for a carriage return while the parser reads, which would make it a line feed. */
const carriageReturn = '\uE00D'

function withoutReturns(text: string): string {
	return text.replace(/"[^"]*"|'[^']*'|\r/g, (part) =>
		part === '\r' ? ' ' : part.replaceAll('\r', carriageReturn),
	)
}

/** A text that was read, with its carriage returns again. */
export function withReturns(text: string): string {
	return text.replaceAll(carriageReturn, '\r')
}

/** `mapConstructor` → "map constructor", for a message. */
export function plainName(name: string): string {
	return name.replace(/(?:Expr|Op|Test)$/, '').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)
}
