/** Those that work without any pool (alone.ts), as the turns see them: threads of this process, or processes. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

export type Work = 'judge' | 'count'

/** How many documents to judge, or how many rounds to count. */
export interface Order {
	readonly what: Work
	readonly times: number
}

/** Milliseconds. */
export interface Spent {
	readonly wall: number
	/** Of its process. */
	readonly processor: number
}

export interface Bare {
	/** It has a process of its own. */
	readonly apart: boolean
	/** Resolves when it is done. */
	does(order: Order): Promise<Spent>
	end(): Promise<unknown>
}

const file = new URL('./alone.ts', import.meta.url)

export function bareThread(): Bare {
	const thread = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 2048 } })
	return {
		apart: false,
		async does(order) {
			thread.postMessage(order)
			const [spent] = await once(thread, 'message')
			return spent as Spent
		},
		end: () => thread.terminate(),
	}
}

export function bareProcess(): Bare {
	const child = fork(fileURLToPath(file))
	return {
		apart: true,
		async does(order) {
			child.send(order)
			const [spent] = await once(child, 'message')
			return spent as Spent
		},
		async end() {
			child.kill()
			await once(child, 'exit')
		},
	}
}
