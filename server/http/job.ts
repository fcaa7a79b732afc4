/**
 * A batch: an archive whose documents are judged one by one, while others look on.
 *
 * Every document gives one line, a verdict or the Fault that prevented one, in the order of the archive. The
 * archive is let go when it is done; the lines live until the batch expires.
 */
import { randomUUID } from 'node:crypto'
import { Fault } from '#engine'
import { refuse, type Verdict } from '#rules'
import { type ArchiveEntry, readArchive } from '../archives/archive.ts'
import { type Brief, briefOf, type Task } from '../task.ts'
import type { Judge } from './judge.ts'

/** `handed-back`: the service stopped before the end; the documents without a line are the client's again. */
export type BatchState = 'running' | 'finished' | 'cancelled' | 'failed' | 'handed-back'

/** What a client is told of a batch. */
export interface BatchSummary {
	readonly id: string
	readonly state: BatchState
	/** Documents met in the archive so far. */
	readonly documents: number
	readonly done: number
	readonly verdicts: Readonly<Record<Verdict['verdict'], number>>
	/** Documents of which nothing can be concluded. */
	readonly faults: number
	readonly created: string
	readonly finished?: string
	readonly expires?: string
}

export interface BatchOptions {
	/** Of the archive; each document is named in it. */
	readonly name: string
	/** What is wanted of every document; its report is a line. */
	readonly task: Task
	readonly maxDocuments: number
	/** Documents given to the judge at a time. */
	readonly window?: number
	readonly onVerdict?: (brief: Brief) => void
}

export class Batch {
	readonly id = randomUUID()
	readonly lines: string[] = []
	readonly ended: Promise<void>
	expires: Date | undefined
	#leaving = false
	#state: BatchState = 'running'
	#documents = 0
	#faults = 0
	#finished: Date | undefined
	#next = Promise.withResolvers<void>()
	readonly #verdicts = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	readonly #created = new Date()
	readonly #abort = new AbortController()

	constructor(archive: Uint8Array, judge: Judge, options: BatchOptions) {
		this.ended = this.#run(archive, judge, options)
	}

	get running(): boolean {
		return this.#state === 'running'
	}

	get summary(): BatchSummary {
		return {
			id: this.id,
			state: this.#state,
			documents: this.#documents,
			done: this.lines.length,
			verdicts: { ...this.#verdicts },
			faults: this.#faults,
			created: this.#created.toISOString(),
			...(this.#finished && { finished: this.#finished.toISOString() }),
			...(this.expires && { expires: this.expires.toISOString() }),
		}
	}

	/** Resolves when there is something new to tell. */
	changed(): Promise<void> {
		return this.#next.promise
	}

	cancel(): void {
		if (this.running) this.#abort.abort()
	}

	handBack(): void {
		this.#leaving = true
		this.cancel()
	}

	async #run(archive: Uint8Array, judge: Judge, options: BatchOptions): Promise<void> {
		const { signal } = this.#abort
		const window: Promise<Line>[] = []
		try {
			// Entries never wait for each other's verdicts beyond the window, nor are they all in memory.
			for await (const entry of readArchive(archive, options.name, {
				archiveEntries: options.maxDocuments,
			})) {
				signal.throwIfAborted()
				if (entry.kind === 'passed-over') continue
				this.#documents++
				const line = lineOf(entry, judge, options, signal)
				line.catch(() => {})
				window.push(line)
				if (window.length >= (options.window ?? 16)) this.#add(await window.shift()!, options)
			}
			for (const line of window) this.#add(await line, options)
			signal.throwIfAborted()
			this.#end('finished')
		} catch {
			this.#end(!signal.aborted ? 'failed' : this.#leaving ? 'handed-back' : 'cancelled')
		}
	}

	#add({ text, brief }: Line, { onVerdict }: BatchOptions): void {
		this.#abort.signal.throwIfAborted()
		this.lines.push(text)
		if (brief === undefined) this.#faults++
		else {
			this.#verdicts[brief.verdict]++
			onVerdict?.(brief)
		}
		this.#tell()
	}

	#end(state: BatchState): void {
		this.#state = state
		this.#finished = new Date()
		this.#tell()
	}

	#tell(): void {
		const { resolve } = this.#next
		this.#next = Promise.withResolvers()
		resolve()
	}
}

interface Line {
	readonly text: string
	/** Absent where a Fault prevented a verdict. */
	readonly brief?: Brief
}

async function lineOf(
	entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
	judge: Judge,
	{ task }: BatchOptions,
	signal: AbortSignal,
): Promise<Line> {
	const { name: source } = entry
	try {
		if (entry.kind !== 'file') {
			const verdict = refuse(entry.failure, { source, asOf: task.asOf, sha256: '', ...noRules })
			return { text: `${JSON.stringify(verdict)}\n`, brief: briefOf(verdict, 0) }
		}
		const { report, brief } = await judge.judge(entry.bytes, { ...task, source }, signal)
		return { text: report!, brief }
	} catch (error) {
		if (signal.aborted) throw error
		const fault = error instanceof Fault ? error.code : 'internal'
		return { text: `${JSON.stringify({ source, fault })}\n` }
	}
}

const noRules = { rules: { kind: 'alone', ruleSets: [] } } as const
