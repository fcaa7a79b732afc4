/**
 * Every fault that the pool has to survive, done to it on purpose.
 *
 * Workers are those of the service, with a rule set that finds one thing three times in every document and
 * never ends on some. Only a worker that eats all memory is one of the tests, since no rule may do that.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { judgeAll, promised, type StartThread, startThread, type Thread, Pool as ThreadPool } from '#engine'
import type { Verdict } from '#rules'
import type { Done as Act, Order } from '../../engine/pool/faulty.fixture.ts'
import {
	createPool,
	type Document,
	loadSchematron,
	type Pool,
	type Schematron,
} from '../../server/library.ts'
import { threadPool, windowOf } from '../../server/pool.ts'
import type { Sent } from '../../server/sent.ts'
import { asOf } from '../pool/documents.ts'
import { Ends, type Outcome } from './ends.ts'

export interface Trial {
	readonly name: string
	/** `scale` 1 for the table; less for a quick look. */
	run(scale: number): Promise<Outcome>
}

const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning']
const endless = 'every $a in 1 to 30000, $b in 1 to 30000, $c in 1 to 9 satisfies $a + $b + $c > 0'

/** Finds `id` at the root and at each of its first two children. */
function finding(id: string): readonly Schematron[] {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	const file = join(folder, `${id}.sch`)
	const patterns = ['/*', '/*/*[1]', '/*/*[2]'].map(
		(context) =>
			`<pattern><rule context="${context}"><assert id="${id}" test="/endless and (${endless})">${id}</assert></rule></pattern>`,
	)
	writeFileSync(
		file,
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">${patterns.join('')}</schema>`,
	)
	try {
		return [loadSchematron(file)]
	} finally {
		rmSync(folder, { recursive: true })
	}
}

const bytesOf = (name: string) => Buffer.from(`<${name}><b/><c/></${name}>`)
const documentOf = (n: number, name = 'a'): Document => ({ source: String(n), asOf, bytes: bytesOf(name) })
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
const isUndecided = ({ verdict }: Verdict) => verdict === 'undecided'

async function healthy(pool: Pick<Pool, 'validate'>, ends: Ends): Promise<void> {
	const { verdict } = await pool.validate(bytesOf('a'), { asOf })
	ends.expect(verdict === 'rejected', `afterwards a document was ${verdict}`)
}

const killed: Trial = {
	name: 'a worker is killed at random under load',
	async run(scale) {
		const ready = new Set<Thread<Sent>>()
		const watched: StartThread<Sent> = async (options) => {
			const thread = await startThread<Sent>(options)
			void thread.death.then(() => ready.delete(thread))
			const run: Thread<Sent>['run'] = async (parcel) => {
				const reply = await thread.run(parcel)
				ready.add(thread)
				return reply
			}
			return { ...thread, run }
		}
		const pool = threadPool({ workers: 2, schematron: finding('A') }, watched)
		await pool.ready()
		const [kills, ends] = [Math.ceil(20 * scale), new Ends()]
		let [times, given] = [0, 0]
		const killing = (async () => {
			while (times < kills) {
				await pause(100 * Math.random())
				const victims = [...ready]
				const victim = victims[Math.floor(victims.length * Math.random())]
				if (victim === undefined) continue
				times++
				await victim.stop()
			}
		})()
		async function* source(): AsyncGenerator<number> {
			while (times < kills || given < 100) yield given++
		}
		const judge = (n: number) => {
			const context = { source: String(n), asOf }
			return ends.of(n, pool.run({ context, bytes: bytesOf('a'), size: 20 }))
		}
		const judging = { room: () => pool.room(), judge: promised(judge) }
		for await (const _ of judgeAll(source(), judging, { window: 400 }));
		await killing
		const after = await pool.run({ context: { source: 'after', asOf }, bytes: bytesOf('a'), size: 20 })
		ends.expect(after.verdict?.verdict === 'rejected', 'afterwards nothing was judged')
		ends.expect(pool.counts.deaths >= times, `${pool.counts.deaths} of ${times} deaths were seen`)
		await pool.close()
		return ends.outcome(times, given)
	},
}

const looping: Trial = {
	name: 'a document makes a rule loop for ever',
	async run(scale) {
		await using pool = createPool({ workers: 2, schematron: finding('A'), deadline: 1500 })
		await pool.ready()
		const ends = new Ends()
		const [count, every] = [Math.ceil(500 * scale), 100]
		const documents = numbers(count).map((n) => documentOf(n, n % every === 50 ? 'endless' : 'a'))
		for await (const verdict of pool.validateAll(documents)) {
			const n = Number(verdict.source)
			ends.verdict(n)
			ends.expect(isUndecided(verdict) === (n % every === 50), `document ${n} was ${verdict.verdict}`)
		}
		await healthy(pool, ends)
		const times = documents.filter(({ bytes }) => bytes.length > 20).length
		return undecidedAsFaults(ends.outcome(times, count), times)
	},
}

/** The library tells a Fault of one document as an undecided verdict. */
function undecidedAsFaults(outcome: Outcome, faults: number): Outcome {
	return { ...outcome, verdicts: outcome.verdicts - faults, faults }
}

const hungry: Trial = {
	name: 'a document makes a worker run out of memory',
	async run(scale) {
		const worker = new URL('../../engine/pool/faulty.fixture.ts', import.meta.url).href
		const pool = new ThreadPool<Order, Act>({ worker, setup: 'first', workers: 2, memory: 24, execArgv })
		const ends = new Ends()
		const [count, every] = [Math.ceil(300 * scale), 75]
		const act = (n: number) => (n % every === 7 ? ({ act: 'memory' } as const) : {})
		await Promise.all(
			numbers(count).map((number) =>
				ends.of(number, pool.run({ context: { number, ...act(number) }, size: 100 })),
			),
		)
		const { number } = await pool.run({ context: { number: -1 }, size: 100 })
		ends.expect(number === -1, 'afterwards nothing was judged')
		await pool.close()
		return ends.outcome(numbers(count).filter((n) => n % every === 7).length, count)
	},
}

const slow: Trial = {
	name: 'the reader of the verdicts is slow',
	async run(scale) {
		await using pool = createPool({ workers: 2, schematron: finding('A') })
		const ends = new Ends()
		// More than may be ahead of the reader.
		const count = Math.ceil(1.5 * windowOf(pool) * scale)
		let [given, read, ahead] = [0, 0, 0]
		const source = function* () {
			for (; given < count; given++) {
				ahead = Math.max(ahead, given - read)
				yield documentOf(given)
			}
		}
		for await (const { source: name } of pool.validateAll(source())) {
			ends.verdict(Number(name))
			if (++read % 10 === 0) await pause(5)
		}
		ends.expect(ahead <= windowOf(pool), `the source ran ${ahead} documents ahead`)
		await healthy(pool, ends)
		return ends.outcome(1, count)
	},
}

const broken: Trial = {
	name: 'the source fails half-way',
	async run(scale) {
		await using pool = createPool({ workers: 2, schematron: finding('A') })
		const ends = new Ends()
		const [count, times] = [500, Math.ceil(10 * scale)]
		for (let time = 0; time < times; time++) {
			const source = async function* () {
				for (let n = 0; n < count; n++) yield documentOf(time * count + n)
				throw new RangeError('half-way')
			}
			try {
				for await (const { source: name } of pool.validateAll(source())) ends.verdict(Number(name))
				ends.wrong.push('the failure was swallowed')
			} catch (error) {
				ends.expect(error instanceof RangeError, `it ended with ${error}`)
			}
		}
		await healthy(pool, ends)
		return ends.outcome(times, times * count)
	},
}

const aborted: Trial = {
	name: 'documents are aborted',
	async run(scale) {
		const count = Math.ceil(20_000 * scale)
		await using pool = createPool({ workers: 2, schematron: finding('A'), maxWaiting: 2 * count })
		const ends = new Ends()
		const all = new AbortController()
		const waits = numbers(count).map((n) => {
			const one = n % 4 < 2 ? undefined : new AbortController()
			const { signal } = n % 4 === 0 ? all : (one ?? { signal: undefined })
			const end = ends.of(n, pool.validate(bytesOf('a'), { asOf, ...(signal && { signal }) }))
			if (n % 4 === 2) one?.abort()
			else if (one !== undefined) setTimeout(() => one.abort(), n % 50)
			return end
		})
		setTimeout(() => all.abort(), 10)
		await Promise.all(waits)
		await healthy(pool, ends)
		ends.expect(pool.waiting === 0, `${pool.waiting} documents still wait`)
		const outcome = ends.outcome(count / 2 + count / 4, count)
		return { ...outcome, times: outcome.aborted }
	},
}

const reloaded: Trial = {
	name: 'rules are reloaded every 100 ms under load',
	async run(scale) {
		const sets = [finding('A'), finding('B')]
		await using pool = createPool({ workers: 2, schematron: sets[0]! })
		const ends = new Ends()
		const seen = new Set<string>()
		const swaps = Math.ceil(30 * scale)
		let [times, given] = [0, 0]
		const swapping = (async () => {
			while (times < swaps) {
				await Promise.all([pool.reload({ schematron: sets[++times % 2]! }), pause(100)])
			}
		})()
		async function* source(): AsyncGenerator<Document> {
			while (times < swaps || given < 100) yield documentOf(given++)
		}
		for await (const { source: name, findings, checkedWith } of pool.validateAll(source())) {
			ends.verdict(Number(name))
			const rules = new Set(findings.map(({ rule }) => rule))
			for (const rule of rules) seen.add(rule)
			const whole = findings.length === 3 && rules.size === 1 && rules.has(checkedWith[0]!.id)
			ends.expect(whole, `document ${name} was judged by ${[...rules]}`)
		}
		await swapping
		ends.expect(seen.size === 2, 'one of the two sets never judged')
		await healthy(pool, ends)
		return ends.outcome(times, given)
	},
}

export const trials: readonly Trial[] = [killed, looping, hungry, slow, broken, aborted, reloaded]
