/**
 * What a clear rejection holds, point by point, on verdicts as they are given: who speaks, about which invoice,
 * every fault at once with value and place, the directory's datum and day, the twin of a duplicate, the next step.
 */
import { expect, test } from 'vitest'
import type { Judged, Platform } from '#rules'
import { invoices, judged as judgedIn, platform, twin } from '../../corpus/surroundings.ts'
import { plain } from '../terminal.ts'
import { acknowledgement } from './acknowledgement.ts'
import { cdar } from './cdar.ts'
import { reports } from './index.ts'

const text = invoices.ubl

function judged(edit: (text: string) => string, more: Partial<Platform> = {}): Judged {
	return judgedIn(edit(text), platform(more), { source: 'flux.tar.gz!/3.xml' })
}
const same = (given: string) => given
const closed = (given: string) => given.replace('>ACHATS<', '>ANCIEN<')
const wrongLine = (given: string) =>
	given.replace(/(<cac:InvoiceLine>.*?<cbc:LineExtensionAmount[^>]*>)[^<]*/s, '$190.00')
/** Under the European profile: the French one has sums of its own. */
const wrongDue = (given: string) =>
	given
		.replace(/(<cbc:CustomizationID>)[^<]*/, '$1urn:cen.eu:en16931:2017')
		.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$11.00')
const duplicate = { ledger: { key: 'reform', find: () => twin }, submission: 's-2' } as const

const speakers: [what: string, edit: (text: string) => string, more: Partial<Platform>, stages: string[]][] =
	[
		['no XML', () => 'x', {}, ['file']],
		[
			'an element out of place',
			(given) => given.replace('<cbc:ID>', '<cbc:Nonsense/><cbc:ID>'),
			{},
			['structure'],
		],
		['a sum', wrongDue, {}, ['european']],
		['a mention', (given) => given.replace('#PMT#', ''), {}, ['national']],
		['a length', (given) => given.replace('C-5512', 'C'.repeat(51)), {}, ['platform']],
		['a closed service', closed, {}, ['directory']],
		['a duplicate', same, duplicate, ['duplicate']],
	]
test.each(speakers)('1 who speaks: %s', (_, edit, more, stages) => {
	const { verdict } = judged(edit, more)
	expect(verdict.rejections.map(({ stage }) => stage)).toEqual(expect.arrayContaining(stages))
})

test('2 which invoice: number, date, seller, file and its place in the batch', () => {
	const { verdict } = judged(closed)
	expect([verdict.source, verdict.invoice]).toMatchObject([
		'flux.tar.gz!/3.xml',
		{ number: 'VM-2026-311', issueDate: '2026-10-06', seller: 'Moulin de Chinon SAS' },
	])
})

test('3 every fault at once, with id, severity, term, place, found and expected', () => {
	const both = (given: string) => closed(given).replace('<cbc:ProfileID>M1', '<cbc:ProfileID>S5')
	const { verdict } = judged(both)
	expect(verdict.findings.map(({ rule }) => rule)).toEqual(
		expect.arrayContaining(['BR-FR-CPRO-11', 'BR-FR-CPRO-24']),
	)
	const { location, ...fault } = verdict.findings.find(({ rule }) => rule === 'BR-FR-CPRO-11')!
	expect(fault).toMatchObject({ severity: 'fatal', terms: ['BT-46', 'BT-10'], found: 'ANCIEN' })
	expect(text.split('\n')[location.line - 1]).toContain('ACHATS')
	expect(location.path).toMatch(/^\/Invoice\/cac:AccountingCustomerParty/)
})

test('4, 5 a directory fault names the datum, its day, and where it was looked for, in business words', () => {
	const [said] = judged(closed).verdict.findings.filter(({ severity }) => severity === 'fatal')
	for (const word of [
		'Le service ANCIEN',
		'lu dans BT-46/0224',
		'52345678800018',
		'fermé depuis le 2025-12-31',
		'Annuaire du 2026-10-01',
	])
		expect(said!.message.fr).toContain(word)
	expect(said!.message.fr).not.toMatch(/cbc:|PartyIdentification/)
})

test('6 a duplicate shows its twin and the key compared', () => {
	const said = judged(same, duplicate).verdict.findings.find(({ rule }) => rule === 'BR-FR-CO-02')
	for (const word of [
		'VM-2026-311',
		'2026-10-06',
		'2026-10-07',
		'statut 200',
		'pôt s-1',
		'reform|VM-2026-311|812345676|2026',
	])
		expect(said!.message.fr).toContain(word)
})

const next: [
	what: string,
	edit: (text: string) => string,
	more: Partial<Platform>,
	status: string,
	action: string,
][] = [
	['a rejected invoice', closed, {}, '213', 'NIN'],
	['a file that was not admitted', () => 'x', {}, '501', 'OTH'],
	['a duplicate', same, duplicate, '213', 'NOA'],
]
test.each(next)('7 what to do now: %s', (_, edit, more, status, action) => {
	const [rejection] = judged(edit, more).verdict.rejections
	expect([rejection!.status, rejection!.action!.code]).toEqual([status, action])
	expect(rejection!.action!.fr).toMatch(/numéro/)
})

test('8, 9 one record, every rendering; a receipt is no verdict', () => {
	const result = judged(closed)
	const message = cdar.one(result.verdict, { lang: 'fr', paint: plain, text: result.text! })
	for (const piece of [
		'<ram:ReasonCode>REJ_CONT_B2G</ram:ReasonCode>',
		'est fermé depuis le 2025-12-31',
		'<ram:RequestedActionCode>NIN</ram:RequestedActionCode>',
		'<ram:ID>BT-46</ram:ID><ram:TypeCode>DIV</ram:TypeCode>',
		'<ram:Value>ANCIEN</ram:Value>',
	])
		expect(message).toContain(piece)
	const { status, details } = acknowledgement(result.verdict, 'fr')
	expect([status, details!.find(({ level }) => level === 'Error')]).toMatchObject([
		'Error',
		{ reasonCode: 'REJ_CONT_B2G', item: expect.stringContaining('BT-46') },
	])
	expect(acknowledgement(judged(same).verdict, 'fr').status).toBe('Ok')
})

test('10 the root cause comes first', () => {
	const { verdict } = judged(wrongLine)
	const roots = verdict.rejections.map(({ rootCause }) => verdict.findings[rootCause]!.rule)
	expect(verdict.findings.length).toBeGreaterThan(1)
	expect(roots.length).toBe(verdict.rejections.length)
})

const doubtful: [what: string, edit: (text: string) => string, rule: string, kind: string, said: RegExp][] = [
	[
		'a test that sees less than its text',
		(given) => given.replace(/(<cbc:CompanyID schemeID="0002">)812345676/, '$1'),
		'BR-FR-10_BT-30',
		'narrower',
		/Une autre plateforme peut ne rien signaler.*\(BR-FR Flux 2 1\.4\.0\.03\)/,
	],
	[
		'a European test that goes further',
		(given) => wrongDue(given).replace(/(<cac:TaxSubtotal>.*?<cbc:TaxAmount[^>]*>)[^<]*/s, '$11.00'),
		'BR-CO-17',
		'wider',
		/À lire avec réserve.*\(EN 16931 1\.3\.16\)/,
	],
]
test.each(doubtful)('11 a doubtful published rule is marked: %s', (_, edit, rule, kind, said) => {
	const { verdict, text } = judged(edit)
	const index = verdict.findings.findIndex((finding) => finding.rule === rule)
	const { doubt } = verdict.findings[index]!
	expect(doubt).toMatchObject({ kind, message: { fr: expect.stringMatching(said) } })
	expect(verdict.findings.filter((finding) => finding.rule === 'BR-FR-CPRO-11' && finding.doubt)).toEqual([])
	for (const name of ['text', 'html', 'junit', 'sarif', 'cdar', 'acknowledgement'] as const) {
		const shown = reports[name].one(verdict, { lang: 'fr', paint: plain, text: text! })
		expect(shown.replaceAll('\u00a0', ' '), name).toContain(doubt!.message.fr.replaceAll('\u00a0', ' '))
	}
})

test('11 every set that judged is named with its release', () => {
	const { verdict } = judged(same)
	expect(verdict.checkedWith.find(({ id }) => id === 'br-fr-ubl')).toMatchObject({ version: '1.4.0.03' })
})

test('the same bytes, rules, directory, ledger and day give the same verdict, byte for byte', () => {
	const once = () => JSON.stringify(judged(closed, duplicate).verdict)
	expect(once()).toBe(once())
	const other = judged(closed, { ...duplicate, ledger: { key: 'reform', find: () => undefined } }).verdict
	expect(JSON.stringify(other)).not.toBe(once())
})
