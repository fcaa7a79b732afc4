/** Verdicts from the pool are those of this thread, byte by byte, whatever happens meanwhile. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { Tree } from '#engine'
import { engineFault, type Verdict } from '#rules'
import { createPool, type Document, type Pool, type PoolOptions } from './pool.ts'
import { packRuleSet } from './rule-sets.ts'
import { doneOf, sentOf } from './sent.ts'
import { judgeTask, rulesOf } from './task.ts'

const samples = join(import.meta.dirname, '../corpus/samples')
const sample = readFileSync(join(samples, 'ubl-invoice.xml'))
const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

const pools: Pool[] = []
afterEach(async () => {
	await Promise.all(pools.splice(0).map((pool) => pool.close()))
})
function poolOf(options: PoolOptions = {}): Pool {
	const pool = createPool({ workers: 2, ...options })
	pools.push(pool)
	return pool
}

/** A Schematron that finds `id` in every document. */
function finding(id: string, test = 'false()') {
	const file = join(folder, `${id}.sch`)
	writeFileSync(
		file,
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
			<pattern>${[1, 2, 3].map((n) => `<rule context="${n === 1 ? '/*' : `/*/*[${n}]`}"><assert id="${id}" test="${test}">${id}</assert></rule>`).join('</pattern><pattern>')}</pattern>
		</schema>`,
	)
	return [packRuleSet(file)]
}

const documents: readonly Document[] = [
	...['ubl-invoice', 'ubl-credit-note', 'cii-invoice'].map((name) => ({
		source: name,
		bytes: readFileSync(join(samples, `${name}.xml`)),
	})),
	{
		source: 'wrong sum',
		bytes: Buffer.from(sample.toString().replace(/(<cbc:PayableAmount [^>]*>)/, '$19')),
	},
	{ source: 'cut', bytes: sample.subarray(0, 3000) },
	{ source: 'empty', bytes: new Uint8Array() },
	{ source: 'strict', failOn: 'warning', bytes: sample },
]
const asOf = '2026-11-21'

describe('our rules', () => {
	test('verdicts are those of this thread, in order', async () => {
		const rules = rulesOf({ kind: 'chosen' })
		const expected = documents.map(({ bytes, source = '', failOn }) =>
			judgeTask(bytes, { source, asOf, ...(failOn && { failOn }) }, { rules, into: new Tree() }),
		)
		const verdicts: Verdict[] = []
		const pool = poolOf()
		for await (const verdict of pool.validateAll(documents.map((document) => ({ ...document, asOf }))))
			verdicts.push(verdict)
		expect(verdicts.map((verdict) => JSON.stringify(verdict))).toEqual(
			expected.map(({ verdict }) => JSON.stringify(verdict)),
		)
		expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(
			new Set(['accepted', 'rejected', 'inadmissible']),
		)
	})
})

describe('any rules', () => {
	const small = { bytes: Buffer.from('<a><b/><c/><d/></a>') }

	test.each(documents)('$source: what is made of a document arrives as it left', ({ bytes, source = '' }) => {
		const means = { rules: rulesOf({ kind: 'chosen' }), into: new Tree() }
		for (const report of [undefined, { name: 'json', lang: 'fr', colours: false }] as const) {
			const done = judgeTask(bytes, { source, asOf, ...(report && { report }) }, means)
			expect(doneOf(sentOf(done))).toEqual(done)
		}
	})

	test('verdicts may come as they are made', async () => {
		const pool = poolOf({ schematron: finding('A') })
		const sources: string[] = []
		const named = Array.from({ length: 500 }, (_, n) => ({ ...small, source: String(n) }))
		for await (const { source } of pool.validateAll(named, { ordered: false })) sources.push(source)
		expect(sources.map(Number).sort((a, b) => a - b)).toEqual(named.map((_, n) => n))
	})

	test('a document without end is undecided, the others are not', async () => {
		const endless = 'every $a in 1 to 30000, $b in 1 to 30000, $c in 1 to 9 satisfies $a + $b + $c > 0'
		const schematron = finding('E', `not(/endless) or (${endless})`)
		const pool = poolOf({ schematron, deadline: 300 })
		const names = Array.from({ length: 30 }, (_, n) => (n === 11 ? 'endless' : 'a'))
		const verdicts = await Promise.all(
			names.map((name, n) => pool.validate(Buffer.from(`<${name}/>`), { source: String(n), asOf })),
		)
		expect(verdicts.map(({ source, verdict }) => [source, verdict])).toEqual(
			names.map((name, n) => [String(n), name === 'endless' ? 'undecided' : 'accepted']),
		)
		expect(verdicts[11]!.findings).toMatchObject([{ rule: engineFault, found: 'deadline-exceeded' }])
		expect(verdicts[11]!.document.bytes).toBe(10)
		expect(pool.restarts).toBe(1)
	})

	test('a document is judged wholly by the old rules or wholly by the new', async () => {
		const sets = [finding('A'), finding('B')]
		const pool = poolOf({ schematron: sets[0]! })
		let swaps = 0
		let going = true
		const swapping = (async () => {
			while (going) {
				await pool.reload({ schematron: sets[++swaps % 2]! })
				await new Promise((resolve) => setTimeout(resolve, 100))
			}
		})()
		const seen = new Set<string>()
		const end = performance.now() + 1200
		async function* source() {
			for (let n = 0; performance.now() < end || seen.size < 2 || swaps < 3; n++)
				yield { ...small, source: String(n) }
		}
		let judged = 0
		for await (const { source: name, findings, checkedWith } of pool.validateAll(source())) {
			expect(name).toBe(String(judged++))
			const rules = new Set(findings.map(({ rule }) => rule))
			expect(rules.size).toBe(1)
			expect(checkedWith.map(({ id }) => id)).toEqual([...rules])
			seen.add([...rules][0]!)
		}
		going = false
		await swapping
		expect([...seen].sort()).toEqual(['A', 'B'])
		expect(swaps).toBeGreaterThan(2)
		expect(pool.restarts).toBe(0)
	})

	test('rules that a proof refuses are not taken', async () => {
		const pool = poolOf({ schematron: finding('A') })
		const proof = async (judge: Pick<Pool, 'validate'>) => {
			const { findings } = await judge.validate(small.bytes)
			throw new Error(`found ${findings[0]!.rule}`)
		}
		await expect(pool.reload({ schematron: finding('B'), proof })).rejects.toThrow('found B')
		expect((await pool.validate(small.bytes)).findings[0]!.rule).toBe('A')
	})

	test('who asks too much is told, who is gone is forgotten', async () => {
		const pool = poolOf({ schematron: finding('A'), workers: 1, maxWaiting: 2 })
		const signal = AbortSignal.abort()
		await expect(pool.validate(small.bytes, { signal })).rejects.toBe(signal.reason)
		const ends = [1, 2, 3].map(() =>
			pool.validate(small.bytes).then(
				({ verdict }) => verdict,
				({ code }) => code,
			),
		)
		expect(await Promise.all(ends)).toEqual(['rejected', 'rejected', 'queue-full'])
		expect(pool.waiting).toBe(0)
		await pool.close()
		await expect(pool.validate(small.bytes)).rejects.toMatchObject({ code: 'closed' })
	})

	test('a pool has a worker at least', () => {
		expect(() => createPool({ workers: 0 })).toThrow('at least one worker')
	})
})
