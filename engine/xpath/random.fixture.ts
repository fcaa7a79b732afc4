/**
 * Random documents and expressions, and what fontoxpath makes of them: for tests.
 *
 * What is asked of the oracle is what it is right about: no decimal fractions, no steps on from attributes.
 */
import fc, { type Arbitrary } from 'fast-check'
import fontoxpath from 'fontoxpath'
import * as slimdom from 'slimdom'

export const namespaces = { p: 'urn:p' }
const words = ['1', '2', '10', '-3', '2.50', '1e2', '+5', ' 7 ', 'x', 'xy', 'true', '', 'A b']
const names = ['a', 'b', 'c', 'p:a']

/** A document as text; the prefix p is declared at its root. */
export const document = fc
	.letrec<{ content: string }>((tie) => ({
		content: fc.oneof(
			{ maxDepth: 4, depthSize: 'medium' },
			fc.constantFrom(...words.filter((w) => w !== '')),
			fc.constantFrom('<!--n-->', '<?t d?>', ''),
			fc
				.tuple(
					fc.constantFrom(...names),
					fc.subarray(['i', 'j', 'p:i']),
					fc.constantFrom(...words),
					fc.array(tie('content'), { maxLength: 4 }),
				)
				.map(([name, attributes, value, content]) => {
					const written = attributes.map((a) => ` ${a}="${value}"`).join('')
					return `<${name}${written}>${content.join('')}</${name}>`
				}),
		),
	}))
	.content.map((content) => `<r xmlns:p="urn:p" i="1">${content}<a i="2">1<b>x</b></a><b j="10">2</b></r>`)

const expressionKinds = ['nodes', 'boolean', 'number', 'string', 'any'] as const
type Kind = (typeof expressionKinds)[number]
/** The arbitrary of a kind of expression. */
type Tie = (kind: Kind) => Arbitrary<string>
type Grammar = (tie: Tie) => Readonly<Record<Kind, readonly Arbitrary<string>[]>>

const choose = (...texts: string[]) => fc.constantFrom(...texts)
const filled = (template: string, ...parts: Arbitrary<string>[]): Arbitrary<string> =>
	fc
		.tuple(...parts)
		.map((values) => values.reduce((text, value, i) => text.replaceAll(`$${i + 1}`, () => value), template))

const axes = choose(
	'',
	'descendant::',
	'descendant-or-self::',
	'self::',
	'parent::',
	'ancestor::',
	'ancestor-or-self::',
	'following-sibling::',
	'preceding-sibling::',
)
const tests = choose('a', 'b', 'c', 'p:a', '*', 'p:*', 'node()', 'text()', 'comment()')
const attributes = choose('i', 'j', 'p:i', '*', 'node()')
const step = filled('$1$2', axes, tests)
/** Steps whose doubles fontoxpath leaves out. */
const onward = choose('a', 'b', '*', 'node()', '@i')
const literals = choose("'x'", "'1'", "''", "'10'", "'A b'")
const numbers = choose('0', '1', '2', '3', '10')
const comparison = choose('=', '!=', '<', '<=', '>', '>=')

/** Expressions that XPath 1.0 and 2.0 share. */
export const shared: Grammar = (tie) => ({
	nodes: [
		step,
		choose('self::node()', 'parent::node()', '(/)', '/r', '//a', '//b', '//p:a', '//*', '/r/a[1]'),
		filled('$1/$2', tie('nodes'), step),
		filled('$1//$2', tie('nodes'), tests),
		filled('$1[$2]', tie('nodes'), fc.oneof(tie('boolean'), tie('nodes'), tie('string'))),
		filled(
			'$1/$2[$3]',
			tie('nodes'),
			step,
			choose('1', '2', 'last()', 'position() < 3', 'position() = last()'),
		),
		filled('($1)[$2]', tie('nodes'), choose('1', '2', 'last()', 'position() > 1')),
		filled('($1 | $2)', tie('nodes'), tie('nodes')),
	],
	boolean: [
		choose('true()', 'false()'),
		filled('not($1)', fc.oneof(tie('boolean'), tie('nodes'))),
		filled('($1/@$2 $3 $4)', tie('nodes'), attributes, comparison, fc.oneof(literals, numbers)),
		filled('(count($1) $2 $3)', tie('nodes'), comparison, numbers),
		filled('boolean($1)', fc.oneof(tie('string'), tie('nodes'), tie('number'))),
		filled('($1 and $2)', tie('boolean'), tie('boolean')),
		filled('($1 or $2)', tie('boolean'), tie('nodes')),
		filled('($1 $2 $3)', tie('nodes'), comparison, numbers),
		filled('($1 $2 $3)', tie('number'), comparison, tie('number')),
		filled('($1 $2 $3)', tie('nodes'), choose('=', '!='), fc.oneof(literals, tie('nodes'))),
		filled('contains($1, $2)', tie('string'), tie('string')),
		filled('starts-with($1, $2)', tie('string'), tie('string')),
	],
	number: [
		numbers,
		filled('count($1)', tie('nodes')),
		filled('count($1/@$2)', tie('nodes'), attributes),
		filled('string-length($1)', tie('string')),
		filled('number($1)', tie('string')),
		filled('($1 $2 $3)', tie('number'), choose('+', '-', '*'), tie('number')),
		filled('($1 mod $2)', tie('number'), choose('2', '3')),
		filled('-$1', numbers),
		filled('floor($1)', tie('number')),
		filled('round($1)', tie('number')),
	],
	string: [
		literals,
		filled('string($1)', fc.oneof(tie('number'), tie('boolean'))),
		filled('concat($1, $2)', tie('string'), tie('string')),
		filled('normalize-space($1)', tie('string')),
		filled('substring($1, $2)', tie('string'), numbers),
		filled('substring-before($1, $2)', tie('string'), literals),
		filled('substring-after($1, $2)', tie('string'), literals),
		filled("translate($1, 'x1', 'yz')", tie('string')),
		filled('string($1/@i)', choose('.', '..', '/r')),
		choose('name()', 'local-name()', 'namespace-uri()', 'string()'),
	],
	any: [tie('nodes'), tie('boolean'), tie('number'), tie('string')],
})

/** What fontoxpath has notions of its own about. */
export const first: Grammar = () => ({
	nodes: [],
	boolean: [],
	number: [],
	string: [filled('substring($1, $2, $3)', literals, numbers, numbers)],
	any: [],
})

/** What XPath 2.0 and 3.1 add. */
export const later: Grammar = (tie) => ({
	nodes: [
		filled('($1 intersect $2)', tie('nodes'), tie('nodes')),
		filled('($1 except $2)', tie('nodes'), tie('nodes')),
		filled('$1/($2 | $3)', tie('nodes'), step, step),
		filled('(if ($1) then $2 else $3)', tie('boolean'), tie('nodes'), tie('nodes')),
		// The package xpath counts descendants among what follows, ancestors among what precedes.
		filled('$1$2::$3', choose('', './/a/', '//b/'), choose('following', 'preceding'), tests),
		choose('//*:a', '//element()', '//element(b)', 'root()', '()'),
	],
	boolean: [
		filled('exists($1)', tie('nodes')),
		filled('empty($1)', tie('nodes')),
		filled('(some $s in $1 satisfies $s $2 $3)', tie('nodes'), choose('=', '!='), literals),
		filled('(every $s in $1 satisfies $s/$2)', tie('nodes'), step),
		filled('($1 $2 $3)', tie('number'), choose('eq', 'ne', 'lt', 'le', 'gt', 'ge'), tie('number')),
		filled('($1 $2 $3)', tie('string'), choose('eq', 'ne', 'lt', 'ge', '=', '<'), tie('string')),
		filled(
			'($1 castable as xs:$2)',
			tie('string'),
			choose('integer', 'decimal', 'double', 'boolean', 'date'),
		),
		filled(
			'($1 instance of $2)',
			tie('any'),
			choose('xs:string', 'xs:integer', 'node()*', 'element()+', 'item()?'),
		),
		filled('ends-with($1, $2)', tie('string'), tie('string')),
		filled("matches($1, '^[0-9 ]+$')", tie('string')),
		filled("($1 = ('x', '1', 'A b', '2', '10', 'q'))", tie('nodes')),
		filled('deep-equal($1, $2)', tie('nodes'), tie('nodes')),
	],
	number: [
		filled('(if ($1) then $2 else $3)', tie('boolean'), tie('number'), tie('number')),
		filled('($1 idiv $2)', fc.oneof(numbers, filled('count($1)', tie('nodes'))), choose('2', '3')),
		filled('sum($1 ! string-length(.))', tie('nodes')),
		filled('count(distinct-values($1))', tie('nodes')),
		filled('count(1 to $1)', fc.oneof(numbers, filled('count($1)', tie('nodes')))),
		filled('count((for $n in $1 return $n/$2)/$3)', tie('nodes'), step, onward),
		filled('count((let $v := $1 return $v[$2])/$3)', tie('nodes'), choose('1', '.', 'b', '@i'), onward),
		filled('abs($1)', tie('number')),
		filled('max(($1, $2))', tie('number'), tie('number')),
	],
	string: [
		filled('($1 || $2)', tie('string'), tie('number')),
		filled("string-join($1 ! string(), '|')", tie('nodes')),
		filled("string-join(for $s in $1 return name($s), ',')", tie('nodes')),
		filled('upper-case($1)', tie('string')),
		filled("replace($1, '[x1]', 'z')", tie('string')),
		filled("string-join(tokenize($1, ' '), '+')", tie('string')),
		filled("($1 => concat('!'))", tie('string')),
		filled('string(($1)[1])', tie('nodes')),
	],
	any: [
		filled('($1, $2)', tie('any'), tie('any')),
		filled('$1/string()', tie('nodes')),
		filled('distinct-values($1/@$2/local-name())', tie('nodes'), choose('i', 'p:i')),
		filled('$1/string-length(.)', tie('nodes')),
		filled('reverse($1) ! string()', tie('nodes')),
		filled('$1 ! position()', tie('nodes')),
		filled('$1/position()', tie('nodes')),
		filled('(1 to $1)[. mod 2 = $2]', numbers, choose('0', '1')),
		filled('($1, $2)[$3]', tie('any'), tie('any'), choose('1', '2', 'last()')),
		filled('distinct-values($1)', tie('nodes')),
		filled('data($1)', tie('nodes')),
		filled('for $n in $1 return $n/$2', tie('nodes'), step),
		filled('for $x in $1, $y in $2 return $x', tie('nodes'), tie('any')),
	],
})

/** Expressions of a kind, `any` of them all. */
export function expressions(kind: Kind, ...grammars: Grammar[]): Arbitrary<string> {
	const rules = (tie: Tie, kind: Kind) =>
		fc.oneof({ maxDepth: 3, depthIdentifier: 'expression' }, ...grammars.flatMap((g) => g(tie)[kind]))
	return fc.letrec<Record<Kind, string>>((tie) => ({
		nodes: rules(tie, 'nodes'),
		boolean: rules(tie, 'boolean'),
		number: rules(tie, 'number'),
		string: rules(tie, 'string'),
		any: rules(tie, 'any'),
	}))[kind]
}

/** Nodes of a DOM document in the order in which the Tree numbers them. */
function numbered(root: slimdom.Document): slimdom.Node[] {
	const all: slimdom.Node[] = []
	const visit = (node: slimdom.Node): void => {
		all.push(node)
		if (node.nodeType === 1) {
			const { attributes } = node as slimdom.Element
			// The package xpath asks for attributes as the DOM's NamedNodeMap gives them.
			Object.assign(attributes, { item: (i: number) => attributes[i] })
			all.push(...attributes)
		}
		for (const child of node.childNodes) visit(child)
	}
	visit(root)
	return all
}

export type Plain = string | number | boolean

/** A document and one of its nodes, by number. */
export interface Place {
	readonly xml: string
	readonly node: number
}

export const place = fc.record({ xml: document, node: fc.nat({ max: 12 }) })

let known: { xml: string; dom: readonly slimdom.Node[] } = { xml: '', dom: [] }

/** The nodes of the document by number, and the context: that element, or the outermost. */
export function domOf({ xml, node }: Place): { dom: readonly slimdom.Node[]; context: number } {
	if (known.xml !== xml) {
		const parsed = slimdom.parseXmlDocument(xml)
		// The package xpath takes declarations for attributes.
		parsed.documentElement!.removeAttribute('xmlns:p')
		known = { xml, dom: numbered(parsed) }
	}
	return { dom: known.dom, context: known.dom[node]?.nodeType === 1 ? node : 1 }
}

/** The value, or the code of the error; `from` is the context where the place does not say it. */
export function byFontoxpath(expression: string, place: Place, from?: number): Plain[] | string {
	const { dom, context } = domOf(place)
	const plain = (item: unknown): Plain =>
		typeof item === 'object'
			? `#${dom.indexOf(item as slimdom.Node)}`
			: typeof item === 'number'
				? item + 0
				: (item as Plain)
	try {
		const found = fontoxpath.evaluateXPath(
			expression,
			dom[from ?? context],
			null,
			{},
			fontoxpath.ReturnType.ALL_RESULTS,
			{
				namespaceResolver: (prefix) => namespaces[prefix as 'p'] ?? null,
			},
		) as unknown[]
		return found.map(plain)
	} catch (error) {
		return /^\w+/.exec((error as Error).message)![0]
	}
}
