/**
 * One that works by itself, as a thread or as a process of its own: judges documents which it makes beforehand, or
 * counts in registers, which takes neither memory nor a collector.
 */
import { parentPort } from 'node:worker_threads'
import { validate } from '../../server/library.ts'
import type { Order, Spent, Work } from './bare.ts'
import { made, usual } from './documents.ts'
import { count } from './sums.ts'

const documents = [...usual.documents(made)]

const works: Readonly<Record<Work, (times: number) => unknown>> = {
	judge(times) {
		for (let n = 0; n < times; n++) {
			const { bytes, ...context } = documents[n % made]!
			validate(bytes, context)
		}
	},
	count: (rounds) => count(rounds),
}

function work({ what, times }: Order): Spent {
	const before = process.cpuUsage()
	const start = performance.now()
	works[what](times)
	const wall = performance.now() - start
	const { user, system } = process.cpuUsage(before)
	return { wall, processor: (user + system) / 1000 }
}

if (parentPort === null) process.on('message', (order: Order) => process.send!(work(order)))
else parentPort.on('message', (order: Order) => parentPort!.postMessage(work(order)))
