/**
 * Verdicts as SARIF 2.1.0, which editors and code hosts show beside the line.
 *
 * A document is a run: its file with its digest, the rules that it breaks, and a result a finding with region,
 * path and, where the change can be written as a replacement of text, a fix. A document of which nothing may be
 * concluded is a result of level `error`.
 */
import type { Edit, ExplainedFinding, Patch, Verdict } from '#rules'
import { frameOf } from './frame.ts'
import { linkTo } from './link.ts'
import type { Rendering, Report } from './report.ts'
import { label, words } from './words.ts'

export const sarif: Report = {
	name: 'sarif',
	open: () => '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n',
	between: ',\n',
	one: (verdict, rendering) => JSON.stringify(runOf(verdict, rendering)),
	close: () => '\n]}\n',
}

const levels = { fatal: 'error', warning: 'warning', information: 'note' } as const

function runOf(verdict: Verdict, rendering: Rendering): object {
	const { source, findings, checkedWith, document, asOf } = verdict
	const codes = new Map<number, string>()
	for (const { code, findings: indexes } of verdict.rejections)
		for (const index of indexes) codes.set(index, code)
	const ids = [...new Set(findings.map(({ rule }) => rule))]
	const uri = encodeURI(source.replaceAll('\\', '/'))
	const results = findings.map((finding, index) =>
		resultOf(finding, { uri, code: codes.get(index), index: ids.indexOf(finding.rule), rendering }),
	)
	if (results.length === 0 && verdict.verdict !== 'accepted')
		results.push({ ruleId: 'verdict', level: 'error', message: { text: verdict.verdict } })
	return {
		tool: {
			driver: {
				name: 'recevable',
				rules: ids.map((id) => ruleOf(findings.find(({ rule }) => rule === id)!, rendering)),
			},
			extensions: checkedWith.map(({ id, version, sha256 }) => ({
				name: id,
				...(version !== '' && { version }),
				properties: { sha256 },
			})),
		},
		automationDetails: { id: source },
		language: rendering.lang,
		columnKind: 'utf16CodeUnits',
		artifacts: [{ location: { uri }, length: document.bytes, ...hashes(document.sha256) }],
		results,
		properties: { verdict: verdict.verdict, asOf },
	}
}

const hashes = (sha256: string): object => (sha256 === '' ? {} : { hashes: { 'sha-256': sha256 } })

function ruleOf({ rule, severity, why, fix, help: page }: ExplainedFinding, { lang }: Rendering): object {
	const help = [fix[lang], why[lang]].filter((text) => text !== '').join('\n')
	return {
		id: rule,
		defaultConfiguration: { level: levels[severity] },
		...(why[lang] !== '' && { fullDescription: { text: why[lang] } }),
		...(help !== '' && { help: { text: help } }),
		...(page !== undefined && { helpUri: linkTo(page) }),
	}
}

interface Where {
	readonly uri: string
	/** The platform's code, of a finding that refuses. */
	readonly code: string | undefined
	readonly index: number
	readonly rendering: Rendering
}

function resultOf(finding: ExplainedFinding, { uri, code, index, rendering }: Where): object {
	const { rule, severity, kind, location, message, found, expected, terms, ruleSet, causedBy, fix, doubt } =
		finding
	const { lang, text } = rendering
	const line = (word: 'found' | 'expected' | 'fix' | 'doubt', value: string | undefined): string[] =>
		value === undefined || value === '' ? [] : [`${label(word, lang)} ${value}`]
	const said = [
		message[lang],
		...line('found', found),
		...line('expected', expected),
		...line('fix', fix[lang]),
		...line('doubt', doubt?.message[lang]),
	]
	const fixes = [...(fix.patch ? [fix.patch] : []), ...(fix.alternatives ?? [])].flatMap((patch) =>
		fixOf(patch, uri, rendering),
	)
	return {
		ruleId: rule,
		ruleIndex: index,
		level: code === undefined && severity !== 'fatal' ? levels[severity] : 'error',
		message: { text: said.join('\n') },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri, index: 0 },
					...(location.line > 0 && !location.path.startsWith('pdf:') && { region: regionOf(location, text) }),
				},
				...(location.path !== '' && {
					logicalLocations: [{ fullyQualifiedName: location.path, kind: 'element' }],
				}),
			},
		],
		...(fixes.length > 0 && { fixes }),
		properties: {
			ruleSet,
			severity,
			terms,
			...(code !== undefined && { code }),
			...(found !== undefined && { found }),
			...(expected !== undefined && { expected }),
			...(causedBy !== undefined && { causedBy }),
			...(kind !== undefined && { kind }),
			...(doubt !== undefined && { doubt: doubt.kind, release: doubt.release }),
		},
	}
}

/** The name at the place, and the line as far as it is short. */
function regionOf(location: ExplainedFinding['location'], text: string | undefined): object {
	const { line, column } = location
	const frame = text === undefined ? undefined : frameOf(text, location)
	const start = { startLine: line, startColumn: column }
	if (frame === undefined) return start
	const marked = frame.caret.length - frame.caret.indexOf('^')
	return { ...start, endLine: line, endColumn: column + marked, snippet: { text: frame.source } }
}

/** A fix where every edit is a replacement of text that can be found again. */
function fixOf({ edits, summary, reason, heals }: Patch, uri: string, { lang, text }: Rendering): object[] {
	if (text === undefined) return []
	const replacements = edits.map((edit) => replacementOf(edit, text))
	if (replacements.some((replacement) => replacement === undefined)) return []
	const proof = words[lang][heals ? 'proven' : 'partly'][0]
	return [
		{
			description: { text: `${summary[lang]} ${reason[lang]} ${proof}` },
			artifactChanges: [{ artifactLocation: { uri, index: 0 }, replacements }],
		},
	]
}

/** Characters of the text between an element's tags. */
function replacementOf({ op, location, before, value }: Edit, text: string): object | undefined {
	if (op !== 'set-text' || before === undefined || value === undefined) return undefined
	const start = text.indexOf('>', location.offset) + 1
	if (start === 0 || text.slice(start, start + before.length + 2) !== `${before}</`) return undefined
	return {
		deletedRegion: { charOffset: start, charLength: before.length },
		insertedContent: { text: value.replace(/[&<]/g, (mark) => (mark === '&' ? '&amp;' : '&lt;')) },
	}
}
