/**
 * Asks the shared stores from within a judgement, which cannot wait as a promise does.
 *
 * Rules ask for a structure or a twin in the middle of an expression. A second thread holds the connection; who
 * asks posts the question, sleeps until the answer is there, and takes it. A store that does not answer in time
 * is the Fault `store-unavailable`: nothing may be concluded without it.
 */
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { Fault } from '#engine'
import type { Snapshot, Structure, Twin } from '#rules'

/** What may be asked, and what is answered. */
export interface Answers {
	readonly structure: Structure | undefined
	readonly twin: Twin | undefined
	readonly snapshot: Snapshot | undefined
}

export interface Question {
	readonly what: keyof Answers
	readonly key: string
}

export type Answer = { readonly answer: unknown } | { readonly error: string }

export interface Inquiry {
	ask<W extends keyof Answers>(what: W, key?: string): Answers[W]
	close(): void
}

/** Milliseconds that an answer may take. */
const patience = 15_000

export function openInquiry(url: string, timeout = patience): Inquiry {
	let line: Line | undefined
	return {
		ask<W extends keyof Answers>(what: W, key = ''): Answers[W] {
			line ??= openLine(url)
			const { port, answered, worker } = line
			const before = Atomics.load(answered, 0)
			port.postMessage({ what, key } satisfies Question)
			Atomics.wait(answered, 0, before, timeout)
			const message = receiveMessageOnPort(port)?.message as Answer | undefined
			if (message === undefined) {
				// A late answer must not be taken for that of the next question.
				void worker.terminate()
				line = undefined
				throw new Fault('store-unavailable', `no answer within ${timeout} ms`)
			}
			if ('error' in message) throw new Fault('store-unavailable', message.error)
			return message.answer as Answers[W]
		},
		close() {
			void line?.worker.terminate()
			line = undefined
		},
	}
}

interface Line {
	readonly worker: Worker
	readonly port: MessagePort
	/** Counts answers; who waits sleeps on it. */
	readonly answered: Int32Array
}

function openLine(url: string): Line {
	const { port1, port2 } = new MessageChannel()
	const answered = new Int32Array(new SharedArrayBuffer(4))
	const source = import.meta.url.endsWith('.ts')
	const worker = new Worker(new URL(source ? './answerer.ts' : './answerer.js', import.meta.url), {
		workerData: { url, port: port2, answered },
		transferList: [port2],
		...(source && { execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'] }),
	})
	worker.unref()
	// Whether it lives is seen by its answers.
	worker.on('error', () => {})
	return { worker, port: port1, answered }
}
