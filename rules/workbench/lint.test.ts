/** Each kind of fault is found where it stands, and what is sound is left alone; our own sets are clean. */
import { expect, test } from 'vitest'
import { loadOwn, type OwnRuleSetId, ownRuleSets, readSchematron } from '#schematron'
import { loadPlatformRules } from '../platform/load.ts'
import { businessTerms } from '../terms/term.ts'
import { bindingOf, differingBinding, notCarried } from './bindings.ts'
import { lintPlatform } from './lint-platform.ts'
import { lintSchematron } from './lint-schematron.ts'
import { newRule } from './new.ts'
import { exempted, exemptions } from './problem.ts'
import { differingSeverities } from './severities.ts'
import { syntaxes } from './words.ts'

const ubl = (rules: string) => `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
<ns prefix="ubl" uri="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>
<ns prefix="cac" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>
<ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
<pattern>${rules}</pattern></schema>`
const sch = (rules: string) =>
	lintSchematron(readSchematron(ubl(rules), { file: 'x.sch' }), { explained: false })
const rule = (context: string, test: string, id = 'A-1') =>
	`<rule context="${context}"><assert id="${id}" test="${test}">.</assert></rule>`

test.each<[rules: string, kind: string, reason: string]>([
	[rule('/ubl:Invoice', "true() or cbc:ID = 'x'"), 'always-true', 'can never fail'],
	[rule('/ubl:Invoice', 'count(cbc:ID) &lt; 0'), 'never-true', 'fails whatever'],
	[rule('/ubl:Invoice/cbc:ID', ". = 'A' and . = 'B'"), 'never-true', 'fails whatever'],
	[rule('/ubl:Invoice/cbc:ID', ". != 'A' or . != 'B'"), 'always-true', 'can never fail'],
	[rule('/ubl:Invoice/cbc:ID', 'string-length(.) &gt; 9 and string-length(.) &lt; 5'), 'never-true', 'fails'],
	[rule('/ubl:Invoice', 'cac:Delivery/cbc:IssueDate'), 'no-such-path', 'IssueDate'],
	[rule('/ubl:Invoice', 'cbc:ID/@currencyID'), 'no-such-path', '@currencyID'],
	[rule('/ubl:Invoice/cac:InvoiceLine/cbc:DueDate', '.'), 'no-such-path', 'DueDate'],
	[rule('//cac:Party[cbc:Nonsense]', 'true'), 'no-such-path', 'Nonsense'],
	[rule('cbc:ID', '.') + rule('/ubl:Invoice/cbc:ID', '.', 'A-2'), 'shadowed', 'line 5 of this pattern'],
	[
		rule('cac:Price[cbc:ID]', '.') + rule('/*/cac:Price[cbc:ID][cbc:Name]', '.', 'A-2'),
		'shadowed',
		'takes every',
	],
	[
		rule('cac:Party/(cac:PartyName | cac:Contact)', '.') + rule('cac:Party/cac:Contact', '.', 'A-2'),
		'shadowed',
		'line 5 of this pattern',
	],
	[
		rule('/ubl:Invoice', 'cbc:ID') + rule('cac:Party', 'cac:PartyName'),
		'duplicate-id',
		'stands already at x.sch:5',
	],
	[rule('/ubl:Invoice', "cbc:DocumentCurrencyCode = ('EUR', 'USD', 'EURO')"), 'unknown-code', '“EURO”'],
	[rule('cac:Country', "normalize-space(cbc:IdentificationCode) != 'UK'"), 'unknown-code', '“UK”'],
	[rule('/ubl:Invoice', "matches(cbc:ID, '^(A+)+$')"), 'slow-pattern', 'going round at A'],
])('%s', (rules, kind, reason) => {
	const found = sch(rules)
	expect(found.map((one) => one.kind)).toContain(kind)
	const one = found.find((problem) => problem.kind === kind)!
	expect(one.reason).toContain(reason)
	expect(one).toMatchObject({ file: 'x.sch', line: 5, mend: expect.stringMatching(/\.$/) })
})

test.each([
	rule('/ubl:Invoice', 'cac:InvoiceLine/cac:Item/cbc:Name and not(cac:AllowanceCharge)'),
	rule(
		'cac:Party',
		'cac:PostalAddress/cac:Country/cbc:IdentificationCode = ../../cac:Delivery//cbc:IdentificationCode',
	),
	rule('/ubl:Invoice/cbc:ID', ". = 'A' or . = 'B'"),
	rule('/ubl:Invoice/cbc:ID', '.') + rule('cbc:ID', '.', 'A-2'),
	rule('cac:Price[cbc:PriceAmount]', '.') + rule('cac:Price', '.', 'A-2'),
	rule('cac:Price[1]', '.') + rule('cac:Price[cbc:PriceAmount][1]', '.', 'A-2'),
	rule('/ubl:Invoice', 'for $x in ext:* return $x'.replace('ext:*', '*'), 'A-1'),
	rule(
		'/ubl:Invoice',
		'every $c in cbc:DocumentCurrencyCode satisfies $c = current()/cac:TaxTotal/cbc:TaxAmount/@currencyID',
	),
	rule('/ubl:Invoice', 'cac:Signature/preceding-sibling::cbc:ID'),
])('nothing is wrong with %s', (rules) => {
	expect(sch(rules)).toEqual([])
})

test('a schema about other documents is looked at without the formats', () => {
	const text =
		'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="a/b"><assert id="X" test="c/d">.</assert><assert id="Y" test="false()">.</assert></rule></pattern></schema>'
	const found = lintSchematron(readSchematron(text, { file: 'y.sch' }), { explained: false })
	expect(found.map(({ kind, rule }) => `${kind} ${rule}`)).toEqual(['never-true Y'])
})

test('a diagnostic that others have in two languages and one has not', () => {
	const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="a">
		<assert id="X" test="b" diagnostics="f e">.</assert><assert id="Y" test="c" diagnostics="e">.</assert></rule></pattern>
		<diagnostics><diagnostic id="f" xml:lang="fr">.</diagnostic><diagnostic id="e" xml:lang="en">.</diagnostic></diagnostics></schema>`
	const found = lintSchematron(readSchematron(text, { file: 'y.sch' }), { explained: false })
	expect(found.map(({ kind, rule, reason }) => `${kind} ${rule} ${reason}`)).toEqual([
		'language Y Y has no diagnostic in fr, which others have',
	])
})

test.each([
	'en16931-ubl',
	'en16931-cii',
	'beyond-ubl',
	'beyond-cii',
	'br-fr-ubl',
	'br-fr-cii',
] as OwnRuleSetId[])('%s is clean, but for what has its reason', (id) => {
	const set = loadOwn(id)
	const twin = id.endsWith('cii') ? [loadOwn(id.replace('cii', 'ubl') as OwnRuleSetId)] : []
	const found = exempted(id, [
		...lintSchematron(set, { explained: true }),
		...twin.flatMap((other) => differingSeverities(other, set)),
	])
	expect(found.problems).toEqual([])
	expect(found.stale).toEqual([])
})

const set = loadPlatformRules()
const own = set.files.filter(({ file }) => file.startsWith('rules/'))

test('the platform rules are clean, but for what has its reason', () => {
	const { problems, stale } = exempted('platform', lintPlatform(own, set, '2026-11-22'))
	expect({ problems, stale }).toEqual({ problems: [], stale: [] })
})

const text = newRule({ id: 'MINE-01', from: '2026-09-01' })
/** A rule as an author might have spoilt it. */
// biome-ignore lint/suspicious/noExplicitAny: it may be of any shape
type Loose = Record<string, any>

const tried = (edit: (one: Loose) => void, more: readonly string[] = []) => {
	const one = JSON.parse(text) as Loose
	edit(one)
	const files = [JSON.stringify(one, null, 2), ...more].map((each, i) => ({
		file: `rules/${i}.json`,
		text: each,
	}))
	return lintPlatform(files, set, '2026-11-22')
}

test.each<[what: string, edit: (one: Loose) => void, kind: string, line: RegExp]>([
	['no English', (one) => delete one.message.en, 'language', /"message"/],
	['no such term', (one) => (one.conditions.fact = 'BT-999'), 'unreadable', /BT-999/],
	['a past rule', (one) => (one.until = '2026-10-01'), 'expired', /"until"/],
	[
		'a day after the last',
		(one) =>
			Object.assign(one, {
				until: '2027-01-01',
				severity: [...one.severity, { from: '2027-06-01', is: 'fatal' }],
			}),
		'expired',
		/2027-06-01/,
	],
	[
		'a dead part',
		(one) =>
			(one.conditions = {
				any: [
					one.conditions,
					{
						all: [
							{ fact: 'BT-13', operator: 'longerThan', value: 5 },
							{ fact: 'BT-13', operator: 'shorterThan', value: 3 },
						],
					},
				],
			}),
		'never-true',
		/"all"|\{$/,
	],
	[
		'an idle part',
		(one) =>
			(one.conditions = {
				all: [
					one.conditions,
					{
						any: [
							{ fact: 'BT-13', operator: 'present', value: true },
							{ fact: 'BT-13', operator: 'present', value: false },
						],
					},
				],
			}),
		'always-true',
		/\{$/,
	],
	[
		'a foreign code',
		(one) => (one.conditions = { any: [one.conditions, { fact: 'BT-5', operator: 'equal', value: 'EURO' }] }),
		'unknown-code',
		/EURO/,
	],
	[
		'a foreign scheme',
		(one) =>
			(one.conditions = {
				any: [one.conditions, { fact: 'BT-46[scheme=9999]', operator: 'present', value: true }],
			}),
		'unknown-code',
		/9999/,
	],
	[
		'a slow pattern',
		(one) =>
			(one.conditions = {
				any: [one.conditions, { fact: 'BT-13', operator: 'matches', value: '^(\\w+)*$x' }],
			}),
		'slow-pattern',
		/value/,
	],
	[
		'no such part',
		(one) =>
			(one.conditions = { any: [one.conditions, { fact: 'BT-13.mime', operator: 'present', value: true }] }),
		'not-carried',
		/"conditions"/,
	],
	[
		'one here, several there',
		(one) =>
			(one.conditions = { any: [one.conditions, { fact: 'BT-23', operator: 'longerThan', value: 90 }] }),
		'binding',
		/"conditions"/,
	],
])('%s', (_, edit, kind, line) => {
	const found = tried(edit)
	const one = found.find((problem) => problem.kind === kind)
	expect(found.map((problem) => problem.kind)).toContain(kind)
	const changed = JSON.parse(text) as Loose
	edit(changed)
	expect(JSON.stringify(changed, null, 2).split('\n')[one!.line - 1]).toMatch(line)
	expect(one!.mend).toMatch(/\.$|write|add/)
})

test('two files of one id, and two of one condition', () => {
	expect(tried(() => {}, [text]).map(({ kind, file }) => `${kind} ${file}`)).toEqual([
		'duplicate-id rules/1.json',
		'shadowed rules/1.json',
	])
	expect(tried(() => {})).toEqual([])
})

test('every format carries every term', () => {
	const missing = syntaxes.flatMap((syntax) =>
		[...businessTerms.values()]
			.filter((term) => bindingOf(term, syntax).places.length === 0)
			.map(({ id }) => `${syntax} ${id}`),
	)
	expect(missing).toEqual([])
	expect(notCarried('BT-29[*].scheme', 'cii')).toBeUndefined()
	expect(notCarried('BT-125[*].filename', 'ubl-invoice')).toBeUndefined()
	expect(notCarried('BT-2.scheme', 'cii')).toContain('@schemeID')
	expect(differingBinding('BT-13')).toBeUndefined()
})

test('every exemption has its reason, of a set that there is', () => {
	for (const { set: id, reason } of exemptions) {
		expect(reason).toMatch(/^[A-Z].{20,}\.$/)
		expect(
			['platform', ...Object.keys(ownRuleSets)].some((one) => one.startsWith(id.replace('*', ''))) ||
				id.startsWith('ppf'),
		).toBe(true)
	}
})
