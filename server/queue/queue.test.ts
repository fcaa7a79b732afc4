/** Work spread by a real NATS server: one verdict for each submission, whatever comes twice or dies. */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Objm } from '@nats-io/obj'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '#engine'
import type { Decision, Verdict } from '#rules'
import { type Broker, openBroker } from './broker.ts'
import { copy, type Difference, differences, layOut, sampled, sing } from './canary.ts'
import { closeGroup, countVerdicts, progressOf } from './groups.ts'
import { checkId, namesOf } from './names.ts'
import { haveNats, type Server, startNats } from './servers.ts'
import { inlineBytes, lag, letterOf, type Submission, submit } from './submission.ts'
import { findVerdict, publishVerdict, ruleSetsDigest } from './verdicts.ts'
import { announce, listen, revisions } from './versions.ts'
import { type JudgeLetter, type WorkEvent, work } from './work.ts'

if (!haveNats) console.warn('The queue is not tested: no NATS server (npm run servers).')

const ids: [id: string, good: boolean][] = [
	['a', true],
	['3f0c-_X', true],
	['', false],
	['a.b', false],
	['a b', false],
	['*', false],
	['é', false],
	['x'.repeat(129), false],
]
test.each(ids)('id %j: %s', (id, good) => {
	if (good) expect(checkId(id)).toBe(id)
	else expect(() => checkId(id)).toThrow(Fault)
})

test('a message of somebody else is no submission', () =>
	expect(() => letterOf(undefined)).toThrow('Recevable-Payload'))

const bytesOf = (text: string) => new TextEncoder().encode(text)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function submission(id: string, text = id, group?: string): Submission {
	const bytes = bytesOf(text)
	return {
		id,
		source: `Facture n° ${id}.xml`,
		asOf: '2026-11-21',
		received: new Date('2026-11-21T08:00:00Z'),
		bytes,
		sha256: sha256(bytes),
		...(group && { group }),
	}
}

const verdictOn = (letter: { source: string; asOf: string }, decision: Decision, found = ''): Verdict => ({
	source: letter.source,
	verdict: decision,
	carrier: 'xml',
	rejections: [],
	findings: [],
	findingsTruncated: false,
	checkedWith: [{ id: 'test', version: '1', sha256: found }],
	document: { sha256: '', bytes: 0 },
	asOf: letter.asOf,
})

describe.skipIf(!haveNats)('on a broker', () => {
	let server: Server
	let broker: Broker
	let made = 0
	beforeAll(async () => {
		server = await startNats()
	})
	beforeEach(async () => {
		await broker?.close()
		broker = await openBroker({
			servers: [server.address],
			prefix: `t${made++}`,
			ackWait: 1_000,
			maxWaitingBytes: 5e7,
		})
	})
	afterAll(async () => {
		await broker?.close()
		await server.stop()
	})

	/** Works until so many verdicts stand, or the time is up. */
	async function working(judge: JudgeLetter, until: number, options = {}): Promise<WorkEvent[]> {
		const events: WorkEvent[] = []
		const stop = new AbortController()
		const done = work(broker, judge, {
			signal: stop.signal,
			...options,
			onEvent: (event) => {
				events.push(event)
				if (events.filter(({ kind }) => kind === 'judged').length >= until) stop.abort()
			},
		})
		const timer = setTimeout(() => stop.abort(), 20_000)
		await done
		clearTimeout(timer)
		return events
	}

	test('submissions are judged once each, with what was said of them', async () => {
		const transport = { channel: 'API', scope: 'B2G' } as const
		for (let n = 0; n < 50; n++) await submit(broker, { ...submission(`s${n}`), transport })
		expect(await submit(broker, submission('s7'))).toEqual({ id: 's7', again: true })
		expect(await lag(broker)).toBe(50)
		const seen: string[] = []
		await working(async (bytes, letter) => {
			seen.push(new TextDecoder().decode(bytes))
			expect(letter.transport).toEqual(transport)
			expect(letter.sha256).toBe(sha256(bytes))
			return verdictOn(letter, 'accepted')
		}, 50)
		expect(seen.toSorted()).toEqual(Array.from({ length: 50 }, (_, n) => `s${n}`).toSorted())
		expect(await findVerdict(broker, 's7')).toMatchObject({ source: 'Facture n° s7.xml', asOf: '2026-11-21' })
		expect(await findVerdict(broker, 'unknown')).toBeUndefined()
		expect(await lag(broker)).toBe(0)
	})

	test('a large payload goes by the object store, and leaves it with the verdict', async () => {
		const text = 'x'.repeat(inlineBytes + 1)
		await submit(broker, submission('large', text))
		expect(await broker.payloads.info('large')).toMatchObject({ size: text.length })
		let size = 0
		await working(async (bytes, letter) => {
			size = bytes.length
			return verdictOn(letter, 'accepted')
		}, 1)
		expect(size).toBe(text.length)
		expect(await findVerdict(broker, 'large')).toBeDefined()
		expect((await broker.payloads.info('large'))?.deleted ?? true).toBe(true)
	})

	test('a second verdict on a submission is refused, by other rule sets too', async () => {
		const letter = submission('one')
		expect(await publishVerdict(broker, letter, verdictOn(letter, 'accepted', 'aa'))).toBe(true)
		expect(await publishVerdict(broker, letter, verdictOn(letter, 'accepted', 'aa'))).toBe(false)
		expect(await publishVerdict(broker, letter, verdictOn(letter, 'rejected', 'bb'))).toBe(false)
		expect(await findVerdict(broker, 'one')).toMatchObject({ verdict: 'accepted' })
		expect(ruleSetsDigest(verdictOn(letter, 'accepted', 'aa'))).not.toBe(
			ruleSetsDigest(verdictOn(letter, 'accepted', 'bb')),
		)
	})

	test('a submission whose worker fell silent is given to another, and has one verdict', async () => {
		await submit(broker, submission('lost'))
		const workers = await broker.workers()
		// Taken and never answered, as by a worker that was killed.
		const taken = await workers.next({ expires: 2_000 })
		expect(taken?.info.deliveryCount).toBe(1)
		const events = await working(async (_, letter) => verdictOn(letter, 'accepted'), 1)
		expect(events).toMatchObject([{ kind: 'judged', first: true }])
		// The one thought dead comes back with its own verdict.
		expect(await publishVerdict(broker, { id: 'lost' }, verdictOn(submission('lost'), 'rejected'))).toBe(
			false,
		)
	})

	test('a submission that ends its workers goes to the dead letters, and is undecided', async () => {
		await submit(broker, submission('deadly'))
		const workers = await broker.workers()
		for (let n = 0; n < 2; n++) (await workers.next({ expires: 3_000 }))?.nak()
		const judge: JudgeLetter = () => {
			throw new Error('must not be asked')
		}
		const events = await working(judge, 1, { maxDeliveries: 2 })
		expect(events.map(({ kind }) => kind)).toEqual(['dead', 'judged'])
		expect(await findVerdict(broker, 'deadly')).toMatchObject({
			verdict: 'undecided',
			findings: [{ found: 'worker-lost' }],
		})
		const kept = await broker.manager.streams.getMessage(broker.names.dead, {
			last_by_subj: broker.names.deadLetter('deadly'),
		})
		expect(kept?.string()).toBe('deadly')
		expect(decodeURIComponent(kept?.header.get('Recevable-Reason') ?? '')).toContain('2 times')
		expect(await lag(broker)).toBe(0)
	})

	test('what is no submission goes to the dead letters at once', async () => {
		await broker.js.publish(broker.names.submission(), 'nonsense')
		await submit(broker, submission('after'))
		const events = await working(async (_, letter) => verdictOn(letter, 'accepted'), 1)
		expect(events).toContainEqual(expect.objectContaining({ kind: 'dead', id: 'message-1' }))
	})

	test('a store that does not answer is waited for and costs no delivery', async () => {
		await submit(broker, submission('patient'))
		let asked = 0
		const events = await working(
			async (_, letter) => {
				if (++asked < 5) throw new Error('no connection')
				return verdictOn(letter, 'accepted')
			},
			1,
			{ maxDeliveries: 1 },
		)
		expect(asked).toBe(5)
		expect(events.map(({ kind }) => kind)).toEqual(['waiting', 'judged'])
	})

	test('long work is not given to a second worker', async () => {
		await submit(broker, submission('slow'))
		let times = 0
		await working(async (_, letter) => {
			times++
			await pause(3_000)
			return verdictOn(letter, 'accepted')
		}, 1)
		expect(times).toBe(1)
		expect(await lag(broker)).toBe(0)
	})

	test('a group counts its verdicts exactly, by several counters, though verdicts come twice', async () => {
		const decisions: Decision[] = ['accepted', 'rejected', 'undecided', 'accepted']
		for (let n = 0; n < 40; n++) await submit(broker, submission(`g${n}`, `g${n}`, 'march'))
		await submit(broker, submission('alone'))
		await closeGroup(broker, 'march', 40)
		const stop = new AbortController()
		const counters = [countVerdicts(broker, stop.signal), countVerdicts(broker, stop.signal)]
		await working(
			async (_, letter) => verdictOn(letter, decisions[Number(letter.id.slice(1)) % 4] ?? 'inadmissible'),
			41,
		)
		await expect
			.poll(async () => (await progressOf(broker, 'march'))?.finished, { timeout: 10_000 })
			.toBe(true)
		stop.abort()
		await Promise.all(counters)
		expect(await progressOf(broker, 'march')).toEqual({
			group: 'march',
			total: 40,
			done: 40,
			verdicts: { accepted: 20, rejected: 10, inadmissible: 0, undecided: 10 },
			finished: true,
		})
		expect(await findVerdict(broker, 'g1', 'march')).toMatchObject({ verdict: 'rejected' })
	})

	test('versions are told to those who listen and to those who come later', async () => {
		const stop = new AbortController()
		const heard: string[] = []
		const hear = async ({ what, version }: { what: string; version: string }) => {
			heard.push(`${what} ${version}`)
		}
		await announce(broker, 'rules', 'v1')
		const known = await revisions(broker)
		const first = listen(broker, hear, { signal: stop.signal, known })
		await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['rules v1'])
		await announce(broker, 'directory', 'd1')
		await announce(broker, 'rules', 'v2')
		await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(3)
		const late: string[] = []
		const second = listen(
			broker,
			async ({ version, fresh }) => {
				late.push(`${version}${fresh ? ' since' : ''}`)
			},
			{ signal: stop.signal, known },
		)
		await expect.poll(() => late.toSorted(), { timeout: 5_000 }).toEqual(['d1 since', 'v2 since'])
		stop.abort()
		await Promise.all([first, second])
	})

	test('a version that could not be taken is told again until it is, as a new one', async () => {
		const stop = new AbortController()
		await announce(broker, 'rules', 'v1')
		const heard: unknown[] = []
		const listening = listen(
			broker,
			async ({ version, fresh }) => {
				heard.push([version, fresh])
				if (heard.length === 2) throw new Error('the database is away')
			},
			{ signal: stop.signal, known: await revisions(broker) },
		)
		await expect.poll(() => heard, { timeout: 5_000 }).toEqual([['v1', false]])
		await announce(broker, 'rules', 'v2')
		await announce(broker, 'canary', '5')
		await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(4)
		stop.abort()
		await listening
		expect(heard.slice(0, 2)).toEqual([
			['v1', false],
			['v2', true],
		])
		expect(heard.slice(2).toSorted()).toEqual([
			['5', true],
			['v2', true],
		])
	})

	test('canaries judge copies, decide nothing and tell where they differ', async () => {
		await layOut(broker)
		const decided: JudgeLetter = async (bytes, letter) => {
			await copy(broker, letter, bytes)
			return verdictOn(letter, 'accepted', 'old')
		}
		const large = 'x'.repeat(inlineBytes + 1)
		for (const id of ['same', 'other']) await submit(broker, submission(id))
		await submit(broker, submission('large', large))
		await working(decided, 3)
		const stop = new AbortController()
		const found: Difference[] = []
		const judged = new Map<string, number>()
		const singing = sing(
			broker,
			async (bytes, letter) => {
				judged.set(letter.id, bytes.length)
				return verdictOn(letter, letter.id === 'other' ? 'rejected' : 'accepted', 'new')
			},
			{ signal: stop.signal, onDifference: (difference) => found.push(difference) },
		)
		await expect
			.poll(() => found, { timeout: 10_000 })
			.toMatchObject([{ id: 'other', decided: { verdict: 'accepted' }, canary: { verdict: 'rejected' } }])
		expect(await Array.fromAsync(differences(broker))).toEqual(found)
		expect(await findVerdict(broker, 'other')).toMatchObject({ verdict: 'accepted' })
		// Its own payload went with the verdict; the copy's goes with the canary's.
		await expect.poll(() => judged.get('large'), { timeout: 10_000 }).toBe(large.length)
		const copies = await new Objm(broker.js).open(broker.names.copiedPayloads)
		await expect
			.poll(async () => (await copies.info('large'))?.deleted ?? true, { timeout: 10_000 })
			.toBe(true)
		stop.abort()
		await singing
	})

	test('a broker that is killed loses nothing that it took', async () => {
		for (let n = 0; n < 20; n++) await submit(broker, submission(`k${n}`))
		await server.kill()
		await server.start()
		const events = await working(async (_, letter) => verdictOn(letter, 'accepted'), 20)
		expect(events.filter(({ kind }) => kind === 'judged')).toHaveLength(20)
	})
})

test('a share of the submissions is the same whoever asks', () => {
	const ids = Array.from({ length: 2000 }, (_, n) => `s${n}`)
	expect(ids.filter((id) => sampled(id, 0))).toEqual([])
	expect(ids.filter((id) => sampled(id, 100))).toHaveLength(2000)
	const tenth = ids.filter((id) => sampled(id, 10))
	expect(tenth.length).toBeGreaterThan(140)
	expect(tenth.length).toBeLessThan(260)
	expect(tenth.every((id) => sampled(id, 20))).toBe(true)
})

test('who does not wait for a broker is told that there is none', async () => {
	await expect(openBroker({ servers: ['127.0.0.1:1'], wait: false })).rejects.toThrow(
		expect.objectContaining({ name: 'Fault', code: 'store-unavailable' }),
	)
})

test('names of two installations on one broker do not meet', () => {
	const [a, b] = [namesOf('a'), namesOf('b')]
	expect(a.submission('g')).toBe('a.submission.group.g')
	expect([a.submissions, a.payloads]).not.toEqual([b.submissions, b.payloads])
})
