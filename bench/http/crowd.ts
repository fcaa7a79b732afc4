/**
 * Arrivals at a rate, from a process of their own, so that nothing else that the bench does delays them.
 *
 * Started by `crowd`, told what to send by a message, and ended by its answer.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { arrive } from './arrivals.ts'
import { invoiceOf, requestWith } from './document.ts'
import { type Fired, Tally } from './fired.ts'

export interface Crowd {
	readonly port: number
	/** Of the invoice that each request carries. */
	readonly bytes: number
	/** Requests a second. */
	readonly rate: number
	/** That count, and those before them. */
	readonly seconds: number
	readonly lead: number
	readonly connections: number
}

/** `began` is called when what comes counts. */
export async function crowd(options: Crowd, began: () => void): Promise<Fired> {
	const child = fork(fileURLToPath(import.meta.url), { execArgv: ['--max-semi-space-size=32'] })
	const answer = new Promise<Fired>((resolve) => {
		child.on('message', (told: Fired | 'began') => {
			if (told === 'began') began()
			else resolve(told)
		})
	})
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The generator ended with code ${code}.`)
	})
	child.send(options)
	const fired = await Promise.race([answer, ended])
	ended.catch(() => {})
	return fired
}

if (import.meta.filename === process.argv[1])
	process.once('message', async ({ bytes, ...options }: Crowd) => {
		const tally = new Tally()
		let used = process.cpuUsage()
		const request = requestWith(invoiceOf(bytes))
		const errors = await arrive({
			...options,
			request,
			began: () => {
				used = process.cpuUsage()
				process.send!('began')
			},
			answered: ({ status, milliseconds, counts }) => tally.note(status, milliseconds, counts),
		})
		const { user, system } = process.cpuUsage(used)
		process.send!(tally.fired(errors, (user + system) / 1e6), () => process.exit())
	})
