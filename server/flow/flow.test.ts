/** Flows as they come: real archives, by the command line and by the library. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FlowVerdict } from '#rules'
import { type TarFile, tarOf } from '../archives/tar.fixture.ts'
import { check as command } from '../commands/check.ts'
import { createPool, loadSchematron, type Schematron, validateFlow } from '../library.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const samples = join(import.meta.dirname, '../../corpus/samples')
const invoice = readFileSync(join(samples, 'ubl-invoice.xml'), 'utf8')
const creditNote = readFileSync(join(samples, 'ubl-credit-note.xml'), 'utf8')
const wrong = invoice.replace(/(<cbc:PayableAmount [^>]*>)/, '$19')
const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'
const name = 'FSO1100A_XXX999_XXX9991101000000000000001'
const asOf = '2026-11-21'

const flow = (...files: TarFile[]) => gzipSync(tarOf(files))
const file = (name: string, content: TarFile['content'] = invoice): TarFile => ({ name, content })
const shown = ({ status, files, troubles }: FlowVerdict) => [
	status,
	...troubles.map(({ id }) => id),
	...files.map(({ file, outcome }) => `${file} ${outcome}`),
]

let schematron: readonly Schematron[]
beforeAll(() => {
	writeFileSync(
		at('t.sch'),
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
			<pattern><rule context="/*"><assert id="T-1" flag="fatal" test="note">A note is wanted.</assert></rule></pattern>
		</schema>`,
	)
	schematron = [loadSchematron(at('t.sch'))]
})

describe('the library', () => {
	const big = file('big.xml', ' '.repeat(invoice.length * 2))
	const cases: [what: string, bytes: Uint8Array, expected: string[], limits?: object][] = [
		[
			'all good',
			flow(file('a.xml'), file('b', creditNote)),
			['IN_INTEGRE', 'a.xml integrated', 'b integrated'],
		],
		[
			'one wrong, one signature, one note',
			flow(file('a.xml'), file('b.xml', wrong), file('s.xml', signature), file('n.txt')),
			['IN_INTEGRE_PARTIEL', 'a.xml integrated', 'b.xml rejected', 's.xml aside', 'n.txt rejected'],
		],
		[
			'twins',
			flow(file('a.xml'), file('b.xml'), file('c.xml', `${invoice}\n`), file('a.xml')),
			['IN_INTEGRE_PARTIEL', 'a.xml integrated', 'b.xml rejected', 'c.xml rejected', 'a.xml rejected'],
		],
		[
			'none good',
			flow(file('a.xml', wrong), file('b.xml', '')),
			['IN_REJETE', 'a.xml rejected', 'b.xml rejected'],
		],
		[
			'an archive inside',
			flow(file('a.xml'), file('i.tar.gz', flow(file('b.xml')))),
			['IN_INTEGRE_PARTIEL', 'a.xml integrated', 'i.tar.gz rejected'],
		],
		[
			'a name that climbs',
			flow(file('../a.xml'), file('b.xml')),
			['IN_INTEGRE_PARTIEL', '../a.xml rejected', 'b.xml integrated'],
		],
		['one invoice without archive', Buffer.from(invoice), ['IN_INTEGRE', `${name} integrated`]],
		['no file', flow(), ['QP_IRRECEVABLE', 'FLOW-EMPTY']],
		['no byte', new Uint8Array(), ['QP_IRRECEVABLE', 'FLOW-EMPTY']],
		['a ZIP', zipSync({ 'a.xml': Buffer.from(invoice) }), ['QP_IRRECEVABLE', 'FLOW-KIND']],
		['a bare tar', tarOf([file('a.xml')]), ['QP_IRRECEVABLE', 'FLOW-KIND']],
		['one file in GZIP', gzipSync(invoice), ['QP_IRRECEVABLE', 'FLOW-KIND']],
		[
			'cut after an invoice',
			gzipSync(
				tarOf([file('a.xml'), file('b.xml', wrong)]).subarray(0, 512 * 2 + Buffer.byteLength(invoice) + 700),
			),
			['QP_IRRECEVABLE', 'FLOW-ARCHIVE', 'a.xml stopped'],
		],
		['damaged', flow(file('a.xml')).fill(255, 20, 60), ['QP_IRRECEVABLE', 'FLOW-ARCHIVE']],
		[
			'too large inside',
			flow(file('a.xml'), big),
			['QP_IRRECEVABLE', 'FLOW-CONTENT', 'a.xml stopped'],
			{ archiveEntries: 1 },
		],
		[
			'one file too large',
			flow(big, file('a.xml')),
			['IN_INTEGRE_PARTIEL', 'big.xml rejected', 'a.xml integrated'],
			{ archiveEntryBytes: Buffer.byteLength(invoice) },
		],
	]
	test.each(cases)('%s', async (_, bytes, expected, limits = {}) => {
		expect(shown(await validateFlow(bytes, { source: name, asOf, limits }))).toEqual(expected)
	})

	test('500 invoices pass, the 501st ends the flow; in a pool as in this thread', async () => {
		const files = Array.from({ length: 501 }, (_, n) => file(`${n}.xml`, `<a n="${n}"><note/></a>`))
		await using pool = createPool({ workers: 2, schematron })
		for (const options of [{ pool }, { schematron }]) {
			const full = await validateFlow(flow(...files.slice(0, 500)), { source: name, asOf, ...options })
			expect({ verdict: full.verdict, counts: full.counts }).toMatchObject({
				verdict: 'integrated',
				counts: { files: 500, integrated: 500 },
			})
			const more = await validateFlow(flow(...files), { source: name, asOf, ...options })
			expect(more).toMatchObject({ status: 'QP_IRRECEVABLE', counts: { stopped: 500 } })
			expect(more.troubles.map(({ id }) => id)).toEqual(['FLOW-COUNT'])
		}
	})

	test('names its bytes and the day', async () => {
		const verdict = await validateFlow(flow(file('a.xml')), { source: name, flowName: name, asOf })
		expect(verdict).toMatchObject({
			flow: name,
			interface: 'FSO1100A',
			syntaxName: 'IN_DP_E1_UBL_INVOICE',
			asOf,
		})
		expect(verdict.document.sha256).toMatch(/^[0-9a-f]{64}$/)
	})
})

describe('the command line', () => {
	async function check(...args: string[]): Promise<{ status: number; text: string }> {
		const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
		try {
			const options = ['--flow', '--as-of', asOf, '-j', '1', '--schematron', at('t.sch'), '--out', at('out')]
			const status = await command.run([...options, ...args])
			return { status, text: readFileSync(at('out'), 'utf8') }
		} finally {
			quiet.mockRestore()
		}
	}
	const good = file('a.xml', '<a><note/></a>')
	const bad = file('b.xml', '<a/>')

	test('one line a flow, from a file', async () => {
		writeFileSync(at(`${name}.tar.gz`), flow(good))
		writeFileSync(at('mixed.tar.gz'), flow(good, bad))
		const { status, text } = await check('--format', 'json', at(`${name}.tar.gz`), at('mixed.tar.gz'))
		const verdicts = text
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as FlowVerdict)
		expect({ status, verdicts: verdicts.map(shown) }).toEqual({
			status: 1,
			verdicts: [
				['IN_INTEGRE', 'a.xml integrated'],
				['IN_INTEGRE_PARTIEL', 'FLOW-NAME-LOCAL', 'a.xml integrated', 'b.xml rejected'],
			],
		})
		expect((await check('--format', 'json', at(`${name}.tar.gz`))).status).toBe(0)
	})

	test('words in both languages', async () => {
		writeFileSync(at('mixed.tar.gz'), flow(good, bad))
		const french = await check('--format', 'text', '--lang', 'fr', at('mixed.tar.gz'))
		expect(french.text).toContain('intégré en partie (IN_INTEGRE_PARTIEL) · 2 fichiers : 1 intégré, 1 rejeté')
		expect(french.text).toContain('b.xml : rejeté')
		const english = await check('--format', 'text', '--lang', 'en', at('mixed.tar.gz'))
		expect(english.text).toContain(
			'partly integrated (IN_INTEGRE_PARTIEL) · 2 files: 1 integrated, 1 rejected',
		)
		expect(english.text).toContain('T-1')
	})

	test('a name may be given', async () => {
		writeFileSync(at('mixed.tar.gz'), flow(good))
		expect((await check('--format', 'json', '--flow-name', name, at('mixed.tar.gz'))).status).toBe(0)
		const { status, text } = await check('--format', 'json', '--flow-name', 'mixed', at('mixed.tar.gz'))
		expect({ status, shown: shown(JSON.parse(text) as FlowVerdict) }).toEqual({
			status: 1,
			shown: ['QP_IRRECEVABLE', 'FLOW-NAME', 'a.xml stopped'],
		})
	})

	test.each([
		[['--format', 'svrl', 'x'], '--flow goes with --format json or text'],
		[['--resume', 'x'], '--resume does not go with --flow'],
		[['--flow-name', name, at('mixed.tar.gz'), at('mixed.tar.gz')], 'one path'],
		[[at('none.tar.gz')], 'does not exist'],
	])('%j is wrong usage', async (args, sentence) => {
		await expect(check(...args)).rejects.toMatchObject({
			code: 'usage',
			message: expect.stringContaining(sentence),
		})
	})
})
