/**
 * One worker thread, by piscina.
 *
 * Each thread is a piscina of its own: the pool above must know who holds what, stop one thread and not
 * another, and decide itself when a thread that would not start is tried again. piscina gives the hand-over,
 * and an end of the thread that no task can outlive.
 */
import type { Parcel, Reply } from './job.ts'

export interface Thread<C> {
	/** Rejects when the thread dies, also by `stop`. Two parcels at a time, judged in their order. */
	run(parcel: Parcel<C>): Promise<Reply>
	/** Ends the thread whatever it does; resolves when it is gone. */
	stop(): Promise<void>
	/** Resolves with the reason when the thread is gone, also an idle one. */
	readonly death: Promise<Error>
}

export interface ThreadOptions {
	/** `file:` URL of the module whose default export is what `serve` gave. */
	readonly worker: string
	/** Most megabytes of JavaScript objects before the thread is ended. */
	readonly memory: number
	readonly execArgv?: readonly string[]
}

export type StartThread<C> = (options: ThreadOptions) => Promise<Thread<C>>

export async function startThread<C>(options: ThreadOptions): Promise<Thread<C>> {
	// Loaded when a pool is made: who judges one document, or judges in a browser, does without.
	const { Piscina } = await import('piscina')
	const piscina = new Piscina<Parcel<C>, Reply>({
		filename: options.worker,
		minThreads: 1,
		maxThreads: 1,
		concurrentTasksPerWorker: 2,
		// A thread that waits in shared memory after an error of its own never ends.
		atomics: 'disabled',
		recordTiming: false,
		resourceLimits: { maxOldGenerationSizeMb: options.memory },
		...(options.execArgv && { execArgv: [...options.execArgv] }),
	})
	const worker = piscina.threads[0]!
	const death = new Promise<Error>((resolve) => {
		let reason: Error | undefined
		worker.once('error', (error) => {
			reason = error
		})
		worker.once('exit', (code) => resolve(reason ?? new Error(`the worker ended with code ${code}`)))
	})
	let ending = false
	// Once: a second call would let piscina believe that the first is over, and start another thread.
	const end = (): void => {
		if (ending) return
		ending = true
		void piscina.destroy()
	}
	// piscina would start another in its place; the pool decides that.
	piscina.on('workerDestroy', end)
	// Why it died is told by `death`, and to the parcel in hand.
	piscina.on('error', () => {})
	return {
		run: (parcel) => piscina.run(parcel, { transferList: parcel.bytes.byteLength > 0 ? [parcel.bytes] : [] }),
		stop: async () => {
			// An idle worker does not keep the process alive; one that is waited for must.
			worker.ref()
			end()
			await death
		},
		death,
	}
}
