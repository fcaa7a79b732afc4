/** A document in the pool's hands, and who waits for its result. */
import type { Among } from './abort.ts'
import type { Job } from './job.ts'
import type { Waiter } from './waiter.ts'

export class Entry<C, R> {
	/** Absent once it is settled: it may be large, and settled before its turn. */
	job: Job<C> | undefined
	readonly size: number
	/** Workers that died on it. */
	deaths = 0
	/** A worker died on it: it is judged alone. */
	alone = false
	/** It is in the queue. */
	waiting = true
	/** Those without a result that hang on the same signal; absent where none may abort it. */
	among: Among<C, R> | undefined
	/** Where it stands among them. */
	place = 0
	/** Absent once it is settled: V8 may keep an entry long after its end, and by it the result. */
	waiter: Waiter<R> | undefined

	constructor(job: Job<C>, waiter: Waiter<R>) {
		this.job = job
		this.size = job.size
		this.among = undefined
		this.waiter = waiter
	}

	/** It had its end. */
	get settled(): boolean {
		return this.waiter === undefined
	}
}
