/**
 * One worker thread, by piscina.
 *
 * Each thread is a piscina of its own: the pool above must know who holds what, stop one thread and not
 * another, and decide itself when a thread that would not start is tried again. piscina starts the thread, loads
 * the module, and gives an end that no task can outlive. Its one task is a port; parcels go over that, since a task
 * costs more than handing over a small document may.
 */
import { type Answer, type Hello, type Parcel, type Port, type Reply, replyOf } from './job.ts'

export interface Thread<R> {
	/** Rejects when the thread dies, also by `stop`. Two parcels at a time, judged in their order. */
	run(parcel: Parcel): Promise<Reply<R>>
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

const entry = new URL(import.meta.url.endsWith('.ts') ? './entry.cts' : './entry.cjs', import.meta.url).href

export type StartThread<R> = (options: ThreadOptions) => Promise<Thread<R>>

export async function startThread<R>(options: ThreadOptions): Promise<Thread<R>> {
	// Loaded when a pool is made: who judges one document, or judges in a browser, does without.
	const { Piscina } = await import('piscina')
	const piscina = new Piscina<Hello & { readonly worker: string }, void>({
		filename: entry,
		minThreads: 1,
		maxThreads: 1,
		// It must hear its port while it has no task, and end where it has an error of its own.
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
	const { port1: port, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port }
	const waiting: PromiseWithResolvers<Reply<R>>[] = []
	let dead: Error | undefined
	const lose = (reason: Error): void => {
		dead ??= reason
		port.close()
		for (const { reject } of waiting.splice(0)) reject(reason)
	}
	void death.then(lose)
	void piscina.run({ port: port2, worker: options.worker }, { transferList: [port2 as never] }).catch(lose)
	port.on('message', (answer: Answer<R>) => {
		waiting.shift()?.resolve(replyOf(answer))
		if (waiting.length === 0) port.unref()
	})
	port.unref()
	return {
		async run(parcel) {
			if (dead !== undefined) throw dead
			const reply = Promise.withResolvers<Reply<R>>()
			waiting.push(reply)
			// An idle one does not keep the process alive; one that is waited for does.
			port.ref()
			port.postMessage(parcel, parcel.bytes.byteLength > 0 ? [parcel.bytes] : [])
			return await reply.promise
		},
		stop: async () => {
			// An idle worker does not keep the process alive; one that is waited for must.
			worker.ref()
			end()
			await death
		},
		death,
	}
}
