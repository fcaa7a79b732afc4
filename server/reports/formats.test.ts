/** The reports for browsers, editors and builds, made from one real verdict with its causes and corrections. */
import { readFileSync } from 'node:fs'
import { parseXmlDocument } from 'slimdom'
import { expect, test } from 'vitest'
import { type Lang, mended, type Verdict, validate } from '#rules'
import { ownRuleSet } from '../rule-sets.ts'
import { plain } from '../terminal.ts'
import { grouped } from './causes.ts'
import { type ReportName, reports } from './index.ts'

const base = readFileSync(new URL('../page/samples/facture.xml', import.meta.url), 'utf8')
const broken = base.replace(/(<cbc:PayableAmount [^>]*>)[^<]*/, '$1100.00')
const context = {
	source: 'in/<&">.xml',
	sha256: 'a'.repeat(64),
	asOf: '2026-11-21',
	rules: { kind: 'chosen', load: ownRuleSet },
} as const

function judged(text: string): Verdict {
	return mended(validate(new TextEncoder().encode(text), context), context).verdict
}

const right = judged(base)
const wrong = judged(broken)

function whole(name: ReportName, verdicts: readonly Verdict[], text = broken, lang: Lang = 'fr'): string {
	const report = reports[name]
	const rendering = { lang, paint: plain, text }
	const count = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	for (const { verdict } of verdicts) count[verdict]++
	const documents = verdicts.map((verdict) => report.one(verdict, rendering)).join(report.between ?? '')
	return `${report.open?.(rendering) ?? ''}${documents}${report.close?.(count, rendering) ?? ''}`
}

test('the page tells cause, place, change and proof, in either language', () => {
	const french = whole('html', [wrong])
	expect(french).toContain('<html lang="fr">')
	expect(french).toMatch(/Facture rejetée.*MONTANTTOTAL_ERR \(213\)/s)
	expect(french).toMatch(/<mark>&lt;cbc:PayableAmount<\/mark>/)
	expect(french).toMatch(/ligne 135, colonne 5/)
	expect(french).toMatch(/<del>.*100\.00<\/del> <ins>.*1000\.00<\/ins>/)
	expect(french).toContain('✓ Vérifiée')
	const english = whole('html', [wrong], broken, 'en')
	expect(english).toMatch(/Invoice rejected.*Proposed change.*✓ Proven/s)
	expect(english).not.toMatch(/Corrigez|Vérifiée/)
})

test('the page stands alone and takes nothing from an invoice as markup', () => {
	const hostile = broken.replace('<cbc:ID>F2026-0142', '<cbc:ID>&lt;script&gt;alert(1)&lt;/script&gt;')
	const page = whole('html', [judged(hostile)], hostile)
	// The only links are those to the catalogue's pages.
	const links = [...page.matchAll(/<a href="([^"]*)">/g)].map(([, href]) => href)
	expect(links).toContain('http://127.0.0.1:8080/rules/BR-CO-16.html')
	expect(links.filter((href) => !/^http:\/\/127\.0\.0\.1:8080\/rules\/[\w.-]+\.html$/.test(href!))).toEqual(
		[],
	)
	expect(page.replace(/<a href="[^"]*">/g, '')).not.toMatch(/<script|https?:\/\/|src=|href=|in\/<|\son\w+=/)
	expect(page).toContain('&lt;script&gt;')
})

test('an accepted document is said to be so, with the rules applied', () => {
	const page = whole('html', [right], base)
	expect(page).toMatch(/Facture recevable.*en16931-ubl/s)
	expect(page).not.toContain('Ce qu’il faut corriger')
})

test('JUnit XML is well-formed, and counts what it holds', () => {
	const hostile = base.replace('<cbc:ID>F2026-0142', '<cbc:ID>]]&gt;&#x7f;')
	const documents = [right, wrong, judged('hello'), judged(hostile)]
	const xml = parseXmlDocument(whole('junit', documents))
	const suites = xml.getElementsByTagName('testsuite')
	expect(suites.map((suite) => suite.getAttribute('name'))).toEqual(documents.map(({ source }) => source))
	for (const suite of suites) {
		const count = (name: string) => String(suite.getElementsByTagName(name).length)
		expect([
			suite.getAttribute('tests'),
			suite.getAttribute('failures'),
			suite.getAttribute('errors'),
		]).toEqual([count('testcase'), count('failure'), count('error')])
	}
	expect(suites.map((suite) => Number(suite.getAttribute('failures')))).toEqual([0, 1, 1, 0])
	expect(suites[1]!.getElementsByTagName('failure')[0]!.getAttribute('type')).toBe('MONTANTTOTAL_ERR')
	const [failure] = suites[1]!.getElementsByTagName('failure')
	expect(failure!.textContent).toMatch(/Correction proposée.*Vérifiée/s)
})

test('JUnit XML names the rule that a finding follows from', () => {
	const [first] = wrong.findings
	const followed: Verdict = { ...wrong, findings: [first!, { ...first!, rule: 'X-1', causedBy: 0 }] }
	expect(whole('junit', [followed])).toContain('Découle de')
	expect(whole('junit', [followed])).toContain('BR-CO-16')
})

test('a document of which nothing is concluded never passes', () => {
	const undecided: Verdict = { ...right, verdict: 'undecided', findings: [], rejections: [] }
	expect(whole('junit', [undecided])).toMatch(/errors="1".*<error type="undecided"/s)
	const { runs } = JSON.parse(whole('sarif', [undecided]))
	expect(runs[0].results).toEqual([{ ruleId: 'verdict', level: 'error', message: { text: 'undecided' } }])
	expect(whole('html', [undecided])).toContain('Ce n’est pas un succès')
})

test('SARIF points at the line and knows how to mend it', () => {
	const log = JSON.parse(whole('sarif', [right, wrong]))
	expect(log.version).toBe('2.1.0')
	expect(log.runs.map(({ results }: { results: unknown[] }) => results.length)).toEqual([0, 1])
	const [, run] = log.runs
	expect(run.artifacts[0].location.uri).toBe('in/%3C&%22%3E.xml')
	const [result] = run.results
	expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId)
	expect(run.tool.driver.rules[result.ruleIndex].helpUri).toBe('http://127.0.0.1:8080/rules/BR-CO-16.html')
	expect(whole('text', [wrong])).toContain('http://127.0.0.1:8080/rules/BR-CO-16.html')
	expect(result).toMatchObject({
		ruleId: 'BR-CO-16',
		level: 'error',
		properties: { code: 'MONTANTTOTAL_ERR' },
	})
	const { region } = result.locations[0].physicalLocation
	const line = broken.split('\n')[region.startLine - 1]!
	expect(line.slice(region.startColumn - 1, region.endColumn - 1)).toBe('<cac:LegalMonetaryTotal')
	expect(region.snippet.text).toBe(line)

	const [{ artifactChanges }] = result.fixes
	const [{ deletedRegion, insertedContent }] = artifactChanges[0].replacements
	const { charOffset, charLength } = deletedRegion
	const fixed = broken.slice(0, charOffset) + insertedContent.text + broken.slice(charOffset + charLength)
	expect(judged(fixed).verdict).toBe('accepted')
})

const groupings: [
	what: string,
	findings: { causedBy?: number }[],
	rejections: [number[], number][],
	expected: unknown,
][] = [
	['nothing', [], [], { causes: [], remarks: [] }],
	['one that warns', [{}], [], { causes: [], remarks: [0] }],
	[
		'one that follows',
		[{ causedBy: 1 }, {}, {}],
		[[[0, 1], 1]],
		{ causes: [{ root: 1, following: [0] }], remarks: [2] },
	],
	[
		'two causes, the one to correct first before',
		[{}, {}],
		[[[0, 1], 1]],
		{
			causes: [
				{ root: 1, following: [] },
				{ root: 0, following: [] },
			],
			remarks: [],
		},
	],
	[
		'a cause of another rejection',
		[{ causedBy: 1 }, {}],
		[
			[[0], 1],
			[[1], 1],
		],
		{ causes: [{ root: 1, following: [0] }], remarks: [] },
	],
]
test.each(groupings)('%s', (_, findings, rejections, expected) => {
	const given = rejections.map(([indexes, rootCause]) => ({ findings: indexes, rootCause }))
	expect(grouped({ findings, rejections: given })).toEqual(expected)
})
