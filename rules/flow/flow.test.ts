/** The verdict on a flow, over verdicts made up here. */
import { describe, expect, test } from 'vitest'
import type { Unreadable } from '../reading/reading.ts'
import type { Syntax } from '../syntax.ts'
import type { Decision, Verdict } from '../verdict.ts'
import { interfaces, readFlowName } from './channel.ts'
import { type Flow, judgeFlow, type Taken } from './flow.ts'
import { troubles } from './trouble.ts'

interface Made {
	readonly number?: string
	readonly seller?: string
	readonly issueDate?: string
	readonly syntax?: Syntax
	readonly carrier?: 'xml' | 'pdf'
	readonly encoding?: string
	readonly sha256?: string
}

let made = 0

function judged(file: string, verdict: Decision, is: Made = {}): Taken {
	const { number = `F-${++made}`, seller = 'S', issueDate = '2026-11-21' } = is
	const { syntax = 'ubl-invoice', carrier = 'xml', encoding, sha256 = `sha of ${file}` } = is
	const told: Verdict = {
		source: `x!/${file}`,
		verdict,
		carrier,
		syntax,
		invoice: { number, seller, issueDate },
		...(encoding && { recognised: { encoding } }),
		rejections: [],
		findings: [],
		findingsTruncated: false,
		checkedWith: [],
		document: { sha256, bytes: 1 },
		asOf: '2026-11-21',
	}
	return { kind: 'judged', file, verdict: told }
}

const a = (is: Made = {}) => judged('a.xml', 'accepted', is)
const b = (is: Made = {}) => judged('b.xml', 'accepted', is)
const rejected = judged('r.xml', 'rejected')
const inadmissible = judged('i.xml', 'inadmissible')
const undecided = judged('u.xml', 'undecided')
const note: Taken = { kind: 'other', file: 'n.txt', archive: false }

const chorusName = 'FSO1100A_XXX999_XXX9991101000000000000001'
const ppfName = 'FFE0111A_AAA123_AAA1230111000000000000001'

function flowOf(files: readonly Taken[], name = chorusName, more: Partial<Flow> = {}) {
	const document = { sha256: '', bytes: 1 }
	return judgeFlow({ source: name, name: readFlowName(name), document, asOf: '2026-11-21', files, ...more })
}
const idsOf = ({ troubles, files }: ReturnType<typeof flowOf>) => [
	...troubles.map(({ id }) => id),
	...files.flatMap((file) => file.troubles.map(({ id }) => `${file.file} ${id}`)),
]

const cases: [what: string, files: Taken[], status: string, troubles?: string[], name?: string][] = [
	['all accepted', [a(), b()], 'IN_INTEGRE'],
	['one of them rejected', [a(), rejected], 'IN_INTEGRE_PARTIEL'],
	['one of them inadmissible', [inadmissible, b()], 'IN_INTEGRE_PARTIEL'],
	['one of them undecided', [a(), undecided], 'IN_INTEGRE_PARTIEL'],
	['none accepted', [rejected, inadmissible], 'IN_REJETE'],
	['none accepted, one undecided', [rejected, undecided], 'IN_INCIDENTE'],
	['a note between', [a(), note], 'IN_INTEGRE_PARTIEL', ['n.txt FILE-KIND']],
	['a note alone', [note], 'IN_REJETE', ['n.txt FILE-KIND']],
	[
		'an archive inside',
		[a(), { kind: 'other', file: 'i.zip', archive: true }],
		'IN_INTEGRE_PARTIEL',
		['i.zip FILE-ARCHIVE'],
	],
	['nothing', [], 'QP_IRRECEVABLE', ['FLOW-EMPTY']],
	[
		'the same file twice',
		[a({ sha256: '1' }), b({ sha256: '1' })],
		'IN_INTEGRE_PARTIEL',
		['b.xml FILE-TWICE'],
	],
	[
		'the same number twice',
		[a({ number: 'f-1' }), b({ number: 'F-1 ', seller: 's' })],
		'IN_INTEGRE_PARTIEL',
		['b.xml INVOICE-TWICE'],
	],
	[
		'the same number in another year',
		[a({ number: '1' }), b({ number: '1', issueDate: '2025-01-01' })],
		'IN_INTEGRE',
	],
	[
		'the same number of another supplier',
		[a({ number: '1' }), b({ number: '1', seller: 'T' })],
		'IN_INTEGRE',
	],
	[
		'the number of a rejected invoice',
		[judged('r.xml', 'rejected', { number: '1' }), b({ number: '1' })],
		'IN_INTEGRE_PARTIEL',
	],
	['CII in a UBL flow', [a(), b({ syntax: 'cii' })], 'IN_INTEGRE_PARTIEL', ['b.xml FILE-FORMAT']],
	[
		'a PDF in a UBL flow',
		[a(), b({ syntax: 'cii', carrier: 'pdf' })],
		'IN_INTEGRE_PARTIEL',
		['b.xml FILE-FORMAT'],
	],
	[
		'Factur-X in its flow',
		[a({ syntax: 'cii', carrier: 'pdf' })],
		'IN_INTEGRE',
		[],
		chorusName.replace('1100A', '1117A'),
	],
	['credit notes among invoices', [a(), b({ syntax: 'ubl-credit-note' })], 'IN_INTEGRE'],
	[
		'two formats without a name',
		[a(), b({ syntax: 'cii' })],
		'IN_INTEGRE',
		['FLOW-NAME-LOCAL', 'FLOW-MIXED'],
		'flow',
	],
	['a name cut short', [a()], 'QP_IRRECEVABLE', ['FLOW-NAME'], chorusName.slice(0, -1)],
	['an unknown interface', [a()], 'QP_IRRECEVABLE', ['FLOW-INTERFACE'], chorusName.replace('1100A', '1199A')],
	[
		'an interface of other files',
		[a()],
		'IN_INCIDENTE',
		['FLOW-NOT-JUDGED'],
		chorusName.replace('1100A', '1113A'),
	],
	[
		'a PPF flow',
		[judged('Full_1.xml', 'accepted'), judged('d/Base_1.xml', 'accepted')],
		'IN_INTEGRE',
		[],
		ppfName,
	],
	['a file of a PPF flow named otherwise', [a()], 'IN_REJETE', ['a.xml FILE-NAME'], ppfName],
	[
		'a file of a PPF flow in Latin letters',
		[judged('Full_1.xml', 'accepted', { encoding: 'iso-8859-1' })],
		'IN_REJETE',
		['Full_1.xml FILE-ENCODING'],
		ppfName,
	],
	['the same encoding for Chorus Pro', [a({ encoding: 'iso-8859-1' })], 'IN_INTEGRE'],
]
test.each(cases)('%s', (_, files, status, troubles = [], name = chorusName) => {
	const flow = flowOf(files, name)
	expect({ status: flow.status, troubles: idsOf(flow) }).toEqual({ status, troubles })
	const { files: all, ...outcomes } = flow.counts
	expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(all)
	if (flow.verdict === 'integrated') expect(flow.counts.integrated).toBe(all)
	if (flow.status === 'QP_IRRECEVABLE' || flow.verdict === 'undecided') expect(flow.counts.integrated).toBe(0)
})

const limit = (name: string): Unreadable => ({
	id: 'READ-LIMIT',
	values: { limit: name, allowed: '1', count: '2' },
})
test.each<[string, Partial<Flow>, string, string]>([
	['is too large', { document: { sha256: '', bytes: 1_000_000_001 } }, 'FLOW-SIZE', 'IRR_TAILLE'],
	['is no archive that may be', { wrongKind: true }, 'FLOW-KIND', 'IRR_TYPE'],
	['has too many invoices', { cut: 'too-many' }, 'FLOW-COUNT', 'IRR_TAILLE'],
	['has too many entries', { cut: limit('archiveEntries') }, 'FLOW-CONTENT', 'IRR_TAILLE'],
	['is cut', { cut: { id: 'READ-ARCHIVE' } }, 'FLOW-ARCHIVE', 'IRR_EXTRAC'],
])('a flow that %s is refused with all it holds', (_, more, id, code) => {
	const flow = flowOf([a(), rejected], chorusName, more)
	expect(flow).toMatchObject({ verdict: 'rejected', status: 'QP_IRRECEVABLE', troubles: [{ id, code }] })
	expect(flow.files.map(({ outcome }) => outcome)).toEqual(['stopped', 'rejected'])
	for (const { message } of flow.troubles) expect(message.fr + message.en).not.toMatch(/\{\w+\}/)
})

test('a signature beside the invoices is left aside', () => {
	const one = judged('s.xml', 'inadmissible') as Extract<Taken, { kind: 'judged' }>
	const { syntax: _, ...rest } = one.verdict
	const finding = {
		rule: 'READ-NO-INVOICE',
		ruleSet: 'recevable-reading',
		severity: 'fatal',
		terms: [],
		location: { path: '/ds:Signature', line: 1, column: 1, offset: 0 },
		message: { fr: '', en: '' },
		why: { fr: '', en: '' },
		fix: { fr: '', en: '' },
	} as const
	const flow = flowOf([a(), { ...one, verdict: { ...rest, findings: [finding] } }])
	expect(flow).toMatchObject({ status: 'IN_INTEGRE', counts: { integrated: 1, aside: 1 } })
})

describe('the name', () => {
	test.each([
		[`in/${chorusName}.tar.gz`, { code: 'FSO1100A', channel: 'chorus-pro' }],
		[chorusName, { name: chorusName }],
		[`${ppfName}.xml`, { code: 'FFE0111A', channel: 'ppf' }],
		[ppfName.replace('AAA1230111', 'AAA12301X1'), { channel: 'ppf' }],
		['factures.tgz', { fault: 'foreign' }],
		['FSO1100A', { fault: 'form' }],
		[`${chorusName}0`, { fault: 'form' }],
		[chorusName.toLowerCase(), { fault: 'foreign' }],
		['FFE0999A_AAA123_AAA1230111000000000000001', { channel: 'ppf', fault: 'unknown-interface' }],
	])('%s', (file, expected) => {
		const name = readFlowName(file)
		expect(name).toMatchObject(expected)
		expect(name).toEqual({ ...name, ...expected })
		if (!('fault' in expected)) expect(name.fault).toBeUndefined()
	})

	test('a declared one has to be one', () => expect(readFlowName('factures', true).fault).toBe('form'))

	test('each code is formed as codes are', () => {
		for (const code of Object.keys(interfaces)) expect(code).toMatch(/^F(SO|FE)\d{4}A$/)
	})
})

test('every trouble is said in French and in English, with the same values', () => {
	const marks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort()
	for (const { message, fix } of Object.values(troubles))
		for (const { fr, en } of [message, fix]) {
			expect(fr).not.toBe(en)
			expect(marks(fr)).toEqual(marks(en))
		}
})
