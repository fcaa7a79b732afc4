/**
 * One that works by itself, as a thread or as a process of its own: judges documents which it makes beforehand, or
 * counts in registers, which takes neither memory nor a collector.
 */
import { parentPort } from 'node:worker_threads'
import { validate } from '../../server/library.ts'
import type { Order, Work } from './bare.ts'
import { made, usual } from './documents.ts'

const documents = [...usual.documents(made)]
let kept = 1

const works: Readonly<Record<Work, (times: number) => void>> = {
	judge(times) {
		for (let n = 0; n < times; n++) {
			const { bytes, ...context } = documents[n % made]!
			validate(bytes, context)
		}
	},
	/** Eight sums that do not wait for each other: all units of a core are busy. */
	count(times) {
		let [a, b, c, d, e, f, g, h] = [kept, 2, 3, 4, 5, 6, 7, 8]
		for (let i = 0; i < times * 1000; i++) {
			a = (a + i) | 0
			b = (b ^ i) | 0
			c = (c + 5) | 0
			d = (d ^ 77) | 0
			e = (e + 9) | 0
			f = (f ^ i) | 0
			g = (g - i) | 0
			h = (h + 3) | 0
		}
		kept = a ^ b ^ c ^ d ^ e ^ f ^ g ^ h
	},
	/** Each product is a factor of the next: most units of a core are idle. */
	wait(times) {
		for (let i = 0; i < times * 1000; i++) kept = (Math.imul(kept, 1664525) + 1013904223) | 0
	},
}

function work({ what, times }: Order): number {
	const before = process.cpuUsage()
	works[what](times)
	const { user, system } = process.cpuUsage(before)
	return (user + system) / 1000
}

if (parentPort === null) process.on('message', (order: Order) => process.send!(work(order)))
else parentPort.on('message', (order: Order) => parentPort!.postMessage(work(order)))
