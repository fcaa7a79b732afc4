/**
 * Writes what a run did as SVRL, the report language of ISO/IEC 19757-3 (Annex D).
 *
 * Active patterns, the rules that fired and what they found stand one after the other, in the order of the
 * rule set. SVRL has no word for an assertion that could not be evaluated: it is written as a failed assert
 * with the role `error`, so that no reader of the report takes silence for success.
 */
import { Fault } from '#engine'
import { isNcName } from './vocabulary.ts'

/** Plain text, or text with the marks that the rule file gave it and copies of nodes. */
export type SvrlText = string | readonly (string | SvrlMark | SvrlCopy)[]

/** Elements of the document as well-formed XML. */
export interface SvrlCopy {
	readonly markup: string
}

export interface SvrlMark {
	readonly element: 'emph' | 'dir' | 'span'
	/** As in the rule file: `class`, or `value` (ltr, rtl) of a `dir`. */
	readonly attributes: Readonly<Record<string, string>>
	readonly text: string
}

const svrlNamespace = 'http://purl.oclc.org/dsdl/svrl'

export interface SvrlOutcome {
	readonly kind: 'assert' | 'report' | 'error'
	readonly assertion: {
		readonly id: string
		readonly test: string
		readonly role?: string
		readonly flag?: string
		readonly see?: string
		readonly icon?: string
		readonly fpi?: string
		readonly lang?: string
	}
	/** An XPath that selects the node. */
	readonly location: string
	readonly text: SvrlText
	readonly diagnostics?: readonly { readonly id: string; readonly lang?: string; readonly text: SvrlText }[]
	readonly properties?: readonly {
		readonly id: string
		readonly role?: string
		readonly scheme?: string
		readonly text: SvrlText
	}[]
}

export interface SvrlRun {
	readonly title?: string
	readonly phase?: string
	readonly schemaVersion?: string
	/** Prefixes that the locations and contexts use. */
	readonly namespaces: Readonly<Record<string, string>>
	/** Name or address of the document that was judged. */
	readonly document?: string
	/** The active patterns, whether or not a rule of theirs fired. */
	readonly patterns: readonly {
		readonly pattern: { readonly id?: string; readonly name?: string }
		/** One entry for each node that a rule fired on. */
		readonly fired: readonly {
			readonly rule: {
				readonly id?: string
				readonly context: string
				readonly role?: string
				readonly flag?: string
			}
			readonly outcomes: readonly SvrlOutcome[]
		}[]
	}[]
}

/** Throws a Fault `no-rules` when no pattern was active: SVRL cannot say so, and nothing could be concluded. */
export function svrl(run: SvrlRun): string {
	if (run.patterns.length === 0) throw new Fault('no-rules', 'no pattern was active')
	const { title, phase, schemaVersion } = run
	const lines = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<svrl:schematron-output xmlns:svrl="${svrlNamespace}"${attributes({ title, phase: token(phase), schemaVersion })}>`,
	]
	for (const [prefix, uri] of Object.entries(run.namespaces)) {
		lines.push(`  <svrl:ns-prefix-in-attribute-values${attributes({ prefix, uri })}/>`)
	}
	for (const { pattern, fired } of run.patterns) {
		const { name } = pattern
		lines.push(`  <svrl:active-pattern${attributes({ id: ncName(pattern.id), name })}/>`)
		for (const { rule, outcomes } of fired) {
			const { context, role, flag } = rule
			const document = run.document === undefined ? undefined : encodeURI(wellFormed(run.document))
			lines.push(`  <svrl:fired-rule${attributes({ id: ncName(rule.id), context, role, flag, document })}/>`)
			for (const outcome of outcomes) lines.push(...outcomeLines(outcome))
		}
	}
	lines.push('</svrl:schematron-output>', '')
	return lines.join('\n')
}

function outcomeLines(outcome: SvrlOutcome): readonly string[] {
	const { assertion, location } = outcome
	const { test, flag, see, icon, fpi, lang } = assertion
	const element = outcome.kind === 'report' ? 'successful-report' : 'failed-assert'
	const role = outcome.kind === 'error' ? 'error' : assertion.role
	return [
		`  <svrl:${element}${attributes({ id: ncName(assertion.id), location, test, role, flag })}>`,
		...(outcome.diagnostics ?? []).map(
			(one) =>
				`    <svrl:diagnostic-reference${attributes({ diagnostic: token(one.id) })}>${human(one.text, { lang: one.lang })}</svrl:diagnostic-reference>`,
		),
		...(outcome.properties ?? []).map(
			(one) =>
				`    <svrl:property-reference${attributes({ property: token(one.id), role: one.role, scheme: one.scheme })}>${human(one.text, {})}</svrl:property-reference>`,
		),
		`    ${human(outcome.text, { lang, see, icon, fpi })}`,
		`  </svrl:${element}>`,
	]
}

interface HumanText {
	readonly lang?: string | undefined
	readonly see?: string | undefined
	readonly icon?: string | undefined
	readonly fpi?: string | undefined
}

function human(text: SvrlText, { lang, see, icon, fpi }: HumanText): string {
	const parts = typeof text === 'string' ? [text] : text
	const content = parts
		.map((part) => {
			if (typeof part === 'string') return escaped(part)
			return 'markup' in part ? copied(part) : marked(part)
		})
		.join('')
	return `<svrl:text${attributes({ 'xml:lang': lang, see, icon, fpi })}>${content}</svrl:text>`
}

/** Of foreign elements SVRL says only that they are foreign: its own stand as text. */
function copied({ markup }: SvrlCopy): string {
	return markup.includes(svrlNamespace) ? escaped(markup) : markup
}

function marked({ element, attributes: given, text }: SvrlMark): string {
	const own =
		element === 'dir'
			? { class: given.class, dir: given.value }
			: // A span must have a class; emphasis may.
				{ class: given.class ?? (element === 'span' ? '' : undefined) }
	return `<svrl:${element}${attributes(own)}>${escaped(text)}</svrl:${element}>`
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
	return Object.entries(values)
		.map(([name, value]) =>
			value === undefined
				? ''
				: ` ${name}="${escaped(value).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')}"`,
		)
		.join('')
}

const escaped = (text: string): string =>
	wellFormed(text)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('\r', '&#13;')

/** Characters that no XML document can hold become U+FFFD. */
const wellFormed = (text: string): string =>
	text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')

/** SVRL wants names without colon; what an id has beyond that becomes `_`. */
function ncName(id: string | undefined): string | undefined {
	if (id === undefined || id === '' || isNcName(id)) return id === '' ? undefined : id
	const kept = [...id].map((character) => (isNcName(`_${character}`) ? character : '_')).join('')
	return isNcName(kept) ? kept : `_${kept}`
}

/** A name token, which may start with any name character. */
function token(id: string | undefined): string | undefined {
	if (id === undefined) return undefined
	return [...id]
		.map((character) => (isNcName(`_${character}`) || character === ':' ? character : '_'))
		.join('')
}
