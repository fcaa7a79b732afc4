/**
 * The verdict as JUnit XML, so that what builds software shows invoices as it shows tests.
 *
 * A document is a suite. Each rule it breaks is a case that fails; rules that only warn are cases that pass, with
 * what they say as output. A document in order is one case that passes; one of which nothing may be concluded is
 * one in error, never a success.
 */
import type { ExplainedFinding, Verdict } from '#rules'
import { plain } from '../terminal.ts'
import { escaped } from './markup.ts'
import type { Rendering, Report } from './report.ts'
import { mendLines } from './text.ts'
import { label } from './words.ts'

export const junit: Report = {
	name: 'junit',
	open: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="recevable">\n',
	one: suite,
	close: () => '</testsuites>\n',
}

function suite(verdict: Verdict, rendering: Rendering): string {
	const { source, findings, rejections, verdict: decision, asOf } = verdict
	const codes = new Map<number, string>()
	for (const { code, findings: indexes } of rejections) for (const index of indexes) codes.set(index, code)
	const cases = findings.map((finding, index) => testCase(verdict, finding, codes.get(index), rendering))
	const undecided = decision === 'undecided'
	let failures = codes.size
	let errors = 0
	if (undecided || (decision !== 'accepted' && failures === 0)) {
		errors = 1
		cases.push(
			`<testcase classname="${escaped(source)}" name="verdict"><error type="${decision}" message="${decision}"/></testcase>`,
		)
	} else if (decision === 'accepted') {
		failures = 0
		cases.push(`<testcase classname="${escaped(source)}" name="verdict"/>`)
	}
	return `<testsuite name="${escaped(source)}" tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0">
<properties><property name="verdict" value="${decision}"/><property name="asOf" value="${asOf}"/><property name="sha256" value="${verdict.document.sha256}"/></properties>
${cases.join('\n')}
</testsuite>
`
}

/** A code is there where the finding refuses. */
function testCase(
	{ source, findings }: Verdict,
	finding: ExplainedFinding,
	code: string | undefined,
	{ lang }: Rendering,
): string {
	const { rule, location, message } = finding
	const head = `<testcase classname="${escaped(source)}" name="${escaped(rule)}" file="${escaped(source)}" line="${location.line}">`
	const { causedBy } = finding
	const cause = causedBy === undefined ? undefined : findings[causedBy]?.rule
	const said = body(finding, cause, lang).map(escaped).join('\n')
	if (code === undefined) return `${head}<system-out>${said}</system-out></testcase>`
	return `${head}<failure type="${escaped(code)}" message="${escaped(message[lang])}">${said}</failure></testcase>`
}

/** What is wrong, from which other rule it follows, where and how to correct it, and whether that was proven. */
function body(finding: ExplainedFinding, cause: string | undefined, lang: 'fr' | 'en'): string[] {
	const { location, message, why, fix, found, expected } = finding
	const line = (
		word: 'found' | 'expected' | 'why' | 'fix' | 'causedBy' | 'doubt',
		text: string | undefined,
	): string[] => (text === undefined || text === '' ? [] : [`${label(word, lang)} ${text}`])
	return [
		message[lang],
		...line('found', found),
		...line('expected', expected),
		...line('fix', fix[lang]),
		...line('why', why[lang]),
		...line('causedBy', cause),
		...line('doubt', finding.doubt?.message[lang]),
		...mendLines(finding, { lang, paint: plain }).map((text) => text.trim()),
		`${location.path} (${location.line}:${location.column})`,
	]
}
