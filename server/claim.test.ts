/** Who comes first is taken in, whoever looks at the same time; who is refused leaves the key free. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { Tree } from '#engine'
import { takingIn } from './claim.ts'
import { setupOf } from './pool.ts'
import { type Ledger, openLedger } from './stores/ledger.ts'
import { judgeTask, meansOf } from './task.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-claim-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sample = readFileSync(join(import.meta.dirname, '../corpus/samples/ubl-invoice.xml'), 'utf8')
const numbered = (number: string, change = (text: string) => text) =>
	new TextEncoder().encode(change(sample.replace(/(<cbc:ID>)F2026-0142/, `$1${number}`)))

let ledger: Ledger
let judge: ReturnType<typeof takingIn>
let made = 0
beforeEach(async () => {
	const store = join(folder, String(made++))
	ledger = openLedger(store)
	const means = await meansOf(setupOf({ platform: { ledger: store } }), new Tree())
	judge = takingIn(async (bytes, task) => judgeTask(bytes, task, means), ledger)
})

const deposit = async (submission: string, bytes: Uint8Array) =>
	(await judge(bytes, { source: submission, asOf: '2026-11-21', submission })).verdict!

const codes = (verdict: Awaited<ReturnType<typeof deposit>>) => verdict.rejections.map(({ code }) => code)

test('the second of two is refused as a duplicate of the first', async () => {
	expect((await deposit('one', numbered('F-1'))).verdict).toBe('accepted')
	expect([...ledger.entries()]).toMatchObject([
		{ entry: { submission: 'one', number: 'F-1', status: '200' } },
	])
	const second = await deposit(
		'two',
		numbered('F-1', (text) => `${text}\n`),
	)
	expect(codes(second)).toEqual(['DOUBLON'])
	expect(JSON.stringify(second.findings)).toContain('one')
	expect((await deposit('three', numbered('F-2'))).verdict).toBe('accepted')
})

test('the same deposit sent again is no duplicate of itself', async () => {
	for (let n = 0; n < 3; n++) expect((await deposit('one', numbered('F-1'))).verdict).toBe('accepted')
	expect(
		codes(
			await deposit(
				'one',
				numbered('F-1', (text) => `${text}\n`),
			),
		),
	).toEqual(['DOUBLON'])
})

test('an invoice that is refused leaves its number free', async () => {
	const wrong = numbered('F-1', (text) => text.replace(/(<cbc:PayableAmount [^>]*>)/, '$19'))
	expect((await deposit('wrong', wrong)).verdict).toBe('rejected')
	expect((await deposit('right', numbered('F-1'))).verdict).toBe('accepted')
})

test('of many that look at once, one is taken in', async () => {
	const verdicts = await Promise.all(
		Array.from({ length: 30 }, (_, n) =>
			deposit(
				`s${n}`,
				numbered('F-1', (text) => `${text}<!-- ${n} -->`),
			),
		),
	)
	const taken = verdicts.filter(({ verdict }) => verdict === 'accepted')
	expect(taken).toHaveLength(1)
	for (const verdict of verdicts) if (verdict !== taken[0]) expect(codes(verdict)).toEqual(['DOUBLON'])
})
