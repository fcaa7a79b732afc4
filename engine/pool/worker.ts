/**
 * The worker's side: takes parcels, judges their documents one after the other, answers for all of them.
 *
 * A room that knows rules gives `serve` what loads them; the module it stands in is the worker's entry and
 * exports the function returned as its default.
 */
import { Fault } from '../fault.ts'
import { type Answer, decodeSetup, type Hello, type Parcel, type Trouble } from './job.ts'
import { recordsOf } from './row-reader.ts'
import { RowWriter, rowsOf } from './rows.ts'

/**
 * Judges one document. What it throws becomes a Fault of that document; the worker goes on. The bytes are lent: a
 * result has none of them, and they are others' once the parcel is answered.
 */
export type Judge<C, R> = (bytes: Uint8Array | undefined, context: C) => R | Promise<R>

/** `prepare` loads what a setup asks for: once a setup, before the first document that it judges. */
export function serve<C, R>(
	prepare: (setup: unknown) => Judge<C, R> | Promise<Judge<C, R>>,
): (hello: Hello) => void {
	// The newest two: a setup that is tried out and refused leaves the one before in use.
	const prepared = new Map<number, Judge<C, R>>()

	const judgeOf = async ({ generation, setup }: Parcel): Promise<Judge<C, R>> => {
		let judge = prepared.get(generation)
		if (judge === undefined) {
			judge = await prepare(decodeSetup(setup))
			prepared.set(generation, judge)
			for (const old of [...prepared.keys()].sort((a, b) => a - b).slice(0, -2)) prepared.delete(old)
		}
		return judge
	}

	const one = async (parcel: Parcel): Promise<Answer<R>> => {
		let judge: Judge<C, R>
		try {
			judge = await judgeOf(parcel)
		} catch (error) {
			return { kind: 'unprepared', trouble: troubleOf(error) }
		}
		const { ends, progress } = parcel
		const contexts = recordsOf(parcel.contexts) as C[]
		// Results are kept as values: records that live as long as their parcel outlive collections, with all they hold.
		const rows = new RowWriter()
		const troubles: (readonly [number, Trouble])[] = []
		const began = performance.now()
		let start = 0
		for (let index = 0; index < contexts.length; index++) {
			Atomics.store(progress, 0, index)
			const end = ends[index]!
			const bytes = end < 0 ? undefined : new Uint8Array(parcel.bytes, start, end - start)
			if (end >= 0) start = end
			try {
				const result = judge(bytes, contexts[index]!)
				rows.add(result instanceof Promise ? await result : result)
			} catch (error) {
				rows.add(undefined)
				troubles.push([index, troubleOf(error)])
			}
		}
		Atomics.store(progress, 0, contexts.length)
		const milliseconds = performance.now() - began
		return { kind: 'judged', rows: rows.rows, troubles, bytes: parcel.bytes, milliseconds }
	}
	return ({ port }) => {
		// After an error that nobody caught nothing more is answered: whose it was would not be known any more.
		let ending = false
		process.once('uncaughtExceptionMonitor', () => {
			ending = true
		})
		// One after the other, also where judging takes its time: what judges is not made for two documents at once.
		let last: Promise<void> = Promise.resolve()
		port.on('message', (parcel: Parcel) => {
			last = last.then(async () => {
				const answer = await one(parcel)
				if (!ending) send(port, answer)
			})
		})
	}
}

/** A result that cannot be sent is a Fault of its document, and of no other in its parcel. */
function send<R>(port: Hello['port'], answer: Answer<R>): void {
	try {
		port.postMessage(answer, answer.kind === 'judged' ? [answer.bytes] : [])
	} catch (error) {
		if (answer.kind === 'unprepared') throw error
		const troubles = [...answer.troubles]
		const results = recordsOf(answer.rows).map((result, index) => {
			try {
				return structuredClone(result)
			} catch (error) {
				troubles.push([index, troubleOf(error)])
				return undefined
			}
		})
		port.postMessage({ ...answer, rows: rowsOf(results), troubles }, [answer.bytes])
	}
}

export function troubleOf(error: unknown): Trouble {
	if (error instanceof Fault) return { code: error.code, message: error.message }
	const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
	return { code: 'internal', message }
}
