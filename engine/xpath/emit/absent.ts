/**
 * Functions of the specification that are left out, each with its reason.
 *
 * A rule set that calls one is refused when it loads; a name that stands nowhere is a mistake (XPST0017).
 */
import type { ExpandedName } from '../ast.ts'
import { functionNamespace, mathNamespace, Unsupported } from '../parse.ts'

const reasons: Readonly<Record<string, readonly string[]>> = {
	'an assertion sees one document alone': [
		'doc',
		'doc-available',
		'document-uri',
		'collection',
		'uri-collection',
		'unparsed-text',
		'unparsed-text-lines',
		'unparsed-text-available',
		'json-doc',
		'environment-variable',
		'available-environment-variables',
	],
	'maps and arrays are not supported': [
		'apply',
		'json-to-xml',
		'parse-json',
		'random-number-generator',
		'xml-to-json',
	],
	'an assertion makes no documents': ['analyze-string', 'parse-xml', 'parse-xml-fragment', 'serialize'],
	'an assertion runs no other programs': ['load-xquery-module', 'transform'],
	'functions are not looked up by name at run time': ['function-lookup', 'function-name'],
	'the only collation is by code point': ['collation-key'],
	'no rule set is known to use it': ['default-language', 'parse-ietf-date'],
}

const byName = new Map(
	Object.entries(reasons).flatMap(([reason, names]) => names.map((name): [string, string] => [name, reason])),
)

/** Throws for a function that the specification has and this engine has not. */
export function refuseAbsent({ uri, local }: ExpandedName): void {
	if (uri === `${functionNamespace}/map` || uri === `${functionNamespace}/array`)
		throw new Unsupported('maps and arrays are not supported')
	if (uri === mathNamespace && mathFunctions.has(local))
		throw new Unsupported(`math:${local}() is not supported`)
	const reason = uri === functionNamespace ? byName.get(local) : undefined
	if (reason !== undefined) throw new Unsupported(`${local}() is not supported: ${reason}`)
}

const mathFunctions = new Set('pi exp exp10 log log10 pow sqrt sin cos tan asin acos atan atan2'.split(' '))

const collations =
	/^http:\/\/www\.w3\.org\/(?:2013\/collation\/UCA|2005\/xpath-functions\/collation\/(?!codepoint$))/

/** Throws for a literal that names a collation of the specification other than by code point. */
export function refuseCollation(text: string): void {
	if (collations.test(text)) throw new Unsupported('the only collation is by code point')
}
