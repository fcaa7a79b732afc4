/** Those that work without any pool (alone.ts), as the turns see them: threads of this process, or processes. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

export type Work = 'judge' | 'count' | 'wait'

/** How many documents to judge, or how many thousands to count. */
export interface Order {
	readonly what: Work
	readonly times: number
}

export interface Bare {
	/** Resolves when it is done, with the milliseconds of processor time that this process does not see. */
	does(order: Order): Promise<number>
	end(): Promise<unknown>
}

const file = new URL('./alone.ts', import.meta.url)

export function bareThread(): Bare {
	const thread = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: 2048 } })
	return {
		async does(order) {
			thread.postMessage(order)
			await once(thread, 'message')
			return 0
		},
		end: () => thread.terminate(),
	}
}

export function bareProcess(): Bare {
	const child = fork(fileURLToPath(file))
	return {
		async does(order) {
			child.send(order)
			const [processor] = await once(child, 'message')
			return processor as number
		},
		async end() {
			child.kill()
			await once(child, 'exit')
		},
	}
}
