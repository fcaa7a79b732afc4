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
	readonly seconds: number
	readonly connections: number
}

export async function crowd(options: Crowd): Promise<Fired> {
	const child = fork(fileURLToPath(import.meta.url), { execArgv: ['--max-semi-space-size=32'] })
	const answer = once(child, 'message') as Promise<[Fired]>
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The generator ended with code ${code}.`)
	})
	child.send(options)
	const [fired] = await Promise.race([answer, ended])
	ended.catch(() => {})
	return fired
}

if (import.meta.filename === process.argv[1])
	process.once('message', async ({ bytes, ...options }: Crowd) => {
		const tally = new Tally()
		const used = process.cpuUsage()
		const request = requestWith(invoiceOf(bytes))
		const errors = await arrive({
			...options,
			request,
			answered: ({ status, milliseconds }) => tally.note(status, milliseconds),
		})
		const { user, system } = process.cpuUsage(used)
		process.send!(tally.fired(errors, (user + system) / 1e6), () => process.exit())
	})
