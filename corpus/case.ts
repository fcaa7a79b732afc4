/**
 * Stated cases: an invoice made from a base by a few edits, and the findings it must give.
 *
 * A `.cases` file is read line by line; depth is given by tabs, `#` opens a comment.
 *
 *     rules br-fr-ubl br-fr-cii         the rule sets that judge, where they are not those of the invoice
 *     base ubl-invoice.xml              the invoice that the cases below start from
 *
 *     An allowance gives no reason      a case opens with its title
 *     	as no-reason                     its name, where later cases start from what it makes
 *     	from other-name                  another base for this case alone
 *     	remove cac:AllowanceCharge/cbc:AllowanceChargeReason
 *     	=> BR-33 fatal, BR-CO-21 fatal   each rule with its severity, and how often if more than once
 *
 *     each in cac:OrderReference        a table: one case a line, paths read from there
 *     	add cbc:UUID = 1 => UBL-CR-017 warning
 *     	repeat cbc:ID ; set cbc:ID[2] = X => nothing
 *
 * Edits are `set PATH = VALUE`, `add PATH = VALUE`, `repeat PATH` and `remove PATH` (see edit.ts). An element to
 * add may have attributes, `@name=value`, and children, each on a line of its own one tab deeper.
 */
import { Fault, type Position } from '#engine'
import type { Counts } from './expected.ts'

/** An element as it is to be put in. */
export interface NewElement {
	readonly name: string
	readonly attributes: Readonly<Record<string, string>>
	readonly text: string
	readonly children: readonly NewElement[]
}

/** Element names from the root's children down, each with a position where several stand; perhaps an attribute. */
export type Path = readonly string[]

export type Edit = { readonly at: Position } & (
	| { readonly kind: 'set'; readonly path: Path; readonly value: string }
	/** `path` leads to the parent. */
	| { readonly kind: 'add'; readonly path: Path; readonly element: NewElement }
	| { readonly kind: 'repeat' | 'remove'; readonly path: Path }
)

export interface StatedCase {
	readonly title: string
	readonly at: Position
	/** What it starts from: a file beside its own, or an earlier case of its file by name. */
	readonly from: string
	readonly name?: string
	readonly edits: readonly Edit[]
	readonly expected: Counts
	/** Rule sets that judge it alone; absent: those that its syntax and profile call for. */
	readonly rules?: readonly string[]
}

interface Line {
	readonly depth: number
	readonly text: string
	readonly at: Position
}

/** Throws a Fault `rule-text-invalid` at the first line that is none of the forms. */
export function readCases(file: string, text: string): readonly StatedCase[] {
	const cases: StatedCase[] = []
	let base: string | undefined
	let rules: readonly string[] | undefined
	for (const [head, ...body] of blocksOf(linesOf(file, text))) {
		const [, directive, value] = /^(base|rules) (\S+(?: \S+)*)$/.exec(head!.text) ?? []
		if (directive === 'rules') rules = value!.split(' ')
		if (directive === 'base') base = value!
		if (directive !== undefined) {
			if (body.length > 0) fail(body[0]!, `"${directive}" has no lines of its own`)
		} else if (/^each( in \S+)?$/.test(head!.text)) {
			const within = head!.text === 'each' ? [] : pathOf(head!.text.slice('each in '.length))
			for (const line of body) cases.push(readRow(line, within, base))
		} else cases.push(readBlock(head!, body, base))
	}
	return rules === undefined ? cases : cases.map((stated) => ({ ...stated, rules }))
}

function linesOf(file: string, text: string): Line[] {
	const lines: Line[] = []
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		if (/^\s*(#|$)/.test(line)) continue
		const [, tabs, rest] = /^(\t*)(.*?)\s*$/.exec(line)!
		const at = { file, line: index + 1, column: tabs!.length + 1 }
		if (/^\s/.test(rest!)) throw new Fault('rule-text-invalid', 'depth is given by tabs', at)
		lines.push({ depth: tabs!.length, text: rest!, at })
	}
	return lines
}

/** Lines at depth 0, each with the deeper ones that follow it. */
function blocksOf(lines: readonly Line[]): Line[][] {
	const blocks: Line[][] = []
	for (const line of lines) {
		if (line.depth === 0) blocks.push([line])
		else if (blocks.length === 0) fail(line, 'the first line stands at the margin')
		else blocks.at(-1)!.push(line)
	}
	return blocks
}

function readBlock(head: Line, body: readonly Line[], base: string | undefined): StatedCase {
	let from = base
	let name: string | undefined
	let stated = false
	const edits: Edit[] = []
	const expected = new Map<string, number>()
	for (const [line, ...children] of nested(body, 1)) {
		const [, word, rest] = /^(as|from|=>) (.*)$/.exec(line!.text) ?? []
		if (word === undefined) edits.push(readEdit(line!, line!.text, [], children))
		else if (children.length > 0) fail(children[0]!, `"${word}" has no lines of its own`)
		else if (word === 'as') name = rest!
		else if (word === 'from') from = rest!
		else {
			stated = true
			addFindings(line!, rest!, expected)
		}
	}
	if (!stated) fail(head, `"${head.text}" does not say what is to be found: => ID severity, or => nothing`)
	if (from === undefined) fail(head, 'a case needs a base')
	return {
		title: head.text,
		at: head.at,
		from,
		...(name === undefined ? {} : { name }),
		edits,
		expected,
	}
}

/** `EDIT ; EDIT => FINDINGS` */
function readRow(line: Line, within: Path, base: string | undefined): StatedCase {
	if (line.depth !== 1) fail(line, 'a case of a table stands on one line')
	const arrow = line.text.lastIndexOf(' => ')
	if (arrow < 0) fail(line, 'expected: EDIT => FINDINGS')
	if (base === undefined) fail(line, 'a case needs a base')
	const edits = line.text.slice(0, arrow).trimEnd()
	const expected = new Map<string, number>()
	addFindings(line, line.text.slice(arrow + 4), expected)
	return {
		title: within.length === 0 ? edits : `${within.join('/')}: ${edits}`,
		at: line.at,
		from: base,
		edits: edits.split(' ; ').map((edit) => readEdit(line, edit.trim(), within, [])),
		expected,
	}
}

function readEdit(line: Line, text: string, within: Path, children: readonly Line[]): Edit {
	const { at } = line
	const [, kind, rest] = /^(set|add|repeat|remove) +(\S.*)$/.exec(text) ?? []
	if (kind !== 'add' && children.length > 0) fail(children[0]!, 'only an element to add has lines of its own')
	if (kind === 'repeat' || kind === 'remove') return { kind, at, path: [...within, ...pathOf(rest!)] }
	if (kind === 'set') {
		const [, path, value] = /^(\S+) =(?: (.*))?$/.exec(rest!) ?? []
		if (path === undefined) fail(line, 'expected: set PATH = VALUE')
		return { kind, at, path: [...within, ...pathOf(path)], value: literal(value) }
	}
	if (kind !== 'add') return fail(line, `"${text}" is no edit: set, add, repeat or remove`)
	const { name, ...element } = readElement(line, rest!, children)
	const path = [...within, ...pathOf(name)]
	return { kind, at, path: path.slice(0, -1), element: { name: path.at(-1)!, ...element } }
}

/** `NAME @attribute=value = TEXT`, each part but the name optional. */
function readElement(line: Line, text: string, children: readonly Line[]): NewElement {
	const [, name, attributes, value] =
		/^([^\s@]+)((?: +@[\w:.-]+=(?:"[^"]*"|\S+))*)(?: +=(?: (.*))?)?$/.exec(text) ??
		fail(line, 'expected: NAME @attribute=value = TEXT')
	return {
		name: name!,
		attributes: Object.fromEntries(
			[...attributes!.matchAll(/@([\w:.-]+)=("[^"]*"|\S+)/g)].map(([, key, given]) => [key, literal(given)]),
		),
		text: literal(value),
		children: nested(children, children[0]?.depth ?? 0).map(([child, ...below]) =>
			readElement(child!, child!.text, below),
		),
	}
}

/** Lines at `depth`, each with the deeper ones that follow it. */
function nested(lines: readonly Line[], depth: number): Line[][] {
	const groups: Line[][] = []
	for (const line of lines) {
		if (line.depth === depth) groups.push([line])
		else if (line.depth < depth || groups.length === 0) fail(line, `this line stands too deep`)
		else groups.at(-1)!.push(line)
	}
	return groups
}

/** Quotes keep white space at the ends. */
const literal = (text = ''): string => /^"(.*)"$/.exec(text)?.[1] ?? text

const pathOf = (text: string): Path => text.split('/').filter((step) => step !== '')

function addFindings(line: Line, text: string, into: Map<string, number>): void {
	if (text === 'nothing') return
	for (const finding of text.split(/, */)) {
		const [, rule, severity, count] =
			/^(\S+) (fatal|warning|information|error)(?: (\d+))?$/.exec(finding) ??
			fail(line, `"${finding}" is no finding: ID severity, and how often`)
		const key = `${rule} ${severity}`
		if (into.has(key)) fail(line, `${key} is stated twice`)
		into.set(key, Number(count ?? 1))
	}
}

function fail(line: Line, what: string): never {
	throw new Fault('rule-text-invalid', what, line.at)
}
