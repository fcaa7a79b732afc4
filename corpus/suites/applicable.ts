/**
 * Which cases of QT3 speak of what this engine claims: XPath over one document, without schemas.
 *
 * A case that does not apply gets a reason, one of a few sentences, so that the counts can be read.
 */
import type { Dependency, Environment, TestCase } from './catalog.ts'

/** Editions of the language that a case may name; `+` stands for the later ones too. */
const editions = ['XP31', 'XP20+', 'XP30+', 'XP31+']

const absentFeatures: Readonly<Record<string, string>> = {
	schemaImport: 'needs schema types',
	schemaValidation: 'needs schema types',
	'schema-location-hint': 'needs schema types',
	typedData: 'needs schema types',
	staticTyping: 'needs the static typing feature, which is optional',
	moduleImport: 'XQuery modules',
	serialization: 'serialization',
	'namespace-axis': 'needs the namespace axis, which is optional',
	'infoset-dtd': 'needs a document type definition',
	'fn-transform-XSLT': 'runs XSLT',
	'fn-transform-XSLT30': 'runs XSLT',
	'fn-load-xquery-module': 'XQuery modules',
	'fn-format-integer-CLDR': 'numbers in words',
	'olson-timezone': 'named time zones',
	non_unicode_codepoint_collation: 'collations other than by code point',
	'advanced-uca-fallback': 'collations other than by code point',
	'simple-uca-fallback': 'collations other than by code point',
	'directory-as-collection-uri': 'collections',
	non_empty_sequence_collection: 'collections',
	'collection-stability': 'collections',
	remote_http: 'documents from the network',
}

const presentFeatures: ReadonlySet<string> = new Set([
	'higherOrderFunctions',
	'arbitraryPrecisionDecimal',
	'xpath-1.0-compatibility',
])

/** Reasons of refusals that speak of what the engine leaves out on purpose. */
const leftOut =
	/maps and arrays|sees one document alone|makes no documents|runs no other programs|looked up by name|the only collation|no rule set is known/

/** Whether a refusal for that reason is about something outside what this engine claims. */
export function isOutside(reason: string): boolean {
	return leftOut.test(reason)
}

/** Why the case does not apply; undefined where it does. */
export function inapplicable(test: TestCase): string | undefined {
	for (const dependency of test.dependencies) {
		const reason = unmet(dependency)
		if (reason !== undefined) return reason
	}
	if (test.test === undefined) return 'XQuery modules'
	return test.environment === undefined ? undefined : unsuitable(test.environment, test.test)
}

function unmet({ type, value, satisfied }: Dependency): string | undefined {
	switch (type) {
		case 'spec': {
			const named = value.split(/\s+/)
			if (named.some((v) => editions.includes(v))) return undefined
			return named.some((v) => v.startsWith('XP')) ? 'an earlier edition of XPath' : 'XQuery'
		}
		case 'feature':
			if (presentFeatures.has(value)) return satisfied ? undefined : `needs ${value} to be absent`
			return satisfied ? (absentFeatures[value] ?? `needs ${value}`) : undefined
		case 'xml-version':
			return value === '1.1' ? 'XML 1.1' : undefined
		case 'xsd-version':
			return value === '1.0' ? 'XML Schema 1.0 where 1.1 differs' : undefined
		case 'default-language':
		case 'language':
			return (value === 'en') === satisfied ? undefined : 'languages other than English'
		case 'calendar':
			return satisfied ? 'calendars' : undefined
		case 'format-integer-sequence':
			if (!satisfied) return 'needs a numbering to be absent'
			return value === '一' ? 'Chinese numbering' : undefined
		case 'unicode-version':
			return 'one version of Unicode'
		case 'unicode-normalization-form':
			return (value === 'FULLY-NORMALIZED') === satisfied ? 'fully normalized text' : undefined
		default:
			return undefined
	}
}

function unsuitable({ parts }: Environment, expression: string): string | undefined {
	for (const part of parts) {
		const role = part.getAttribute('role')
		switch (part.localName) {
			case 'schema':
				return 'needs schema types'
			case 'source':
				if (!['', 'skip'].includes(part.getAttribute('validation') ?? '')) return 'needs schema types'
				if (role !== '.' && role !== null) return 'several documents'
				break
			case 'decimal-format': {
				const name = part.getAttribute('name')?.replace(/^.*:/, '')
				if (name === undefined || expression.includes(name)) return 'decimal formats, which XSLT declares'
				break
			}
			case 'collection':
				return 'collections'
			case 'function-library':
				return 'XQuery modules'
			case 'static-base-uri':
				if (part.getAttribute('uri') !== '#UNDEFINED') return 'needs a static base URI'
				break
			case 'collation':
				if (!part.getAttribute('uri')!.endsWith('/codepoint')) return 'collations other than by code point'
				break
		}
	}
	return undefined
}
