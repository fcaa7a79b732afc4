/** The service in a process of its own, what is sent to it, and what that costs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { crowd } from './crowd.ts'
import { invoiceOf } from './document.ts'
import type { Fired } from './fired.ts'
import { loop } from './loop.ts'
import { memoryOf, stolen, type Used, usedBy } from './process.ts'

/** Seconds of arrivals that do not count: a generator that has only begun takes the processors from what it asks. */
const lead = 2

export interface Run extends Fired {
	/** Verdicts a second. */
	readonly perSecond: number
	/** Milliseconds of processor a verdict, by threads of the service; what shedding takes is in it. */
	readonly cpu: Used
	/** Megabytes of the service afterwards. */
	readonly memory: number
	/** The part of this machine's processors that the machine beneath it gave to others. */
	readonly stolen: number
}

export class Service {
	readonly #child: ChildProcess
	readonly #address: string
	readonly #bytes: number
	readonly #document: Uint8Array

	/** `bytes`: of the invoice that it is sent. */
	static async start(workers: number, bytes: number): Promise<Service> {
		const options = ['--conditions=source', '--disable-warning=ExperimentalWarning']
		const child = spawn(process.execPath, [...options, 'server/main.ts', 'serve', '--port', '0'], {
			cwd: new URL('../../', import.meta.url),
			env: { ...process.env, RECEVABLE_WORKERS: String(workers), RECEVABLE_REQUESTS_PER_MINUTE: '0' },
			stdio: ['ignore', 'pipe', 'ignore'],
		})
		const [line] = (await once(child.stdout!, 'data')) as [Buffer]
		const address = /http:\/\/\S+?(?=\/ )/.exec(String(line))?.[0]
		if (address === undefined) throw new Error(`The service did not start: ${line}`)
		return new Service(child, address, bytes)
	}

	private constructor(child: ChildProcess, address: string, bytes: number) {
		this.#child = child
		this.#address = address
		this.#bytes = bytes
		this.#document = invoiceOf(bytes)
	}

	/** So many connections, each of which sends when it was answered. */
	busy(connections: number, seconds: number): Promise<Run> {
		const [address, document] = [this.#address, this.#document]
		return this.#measured(seconds, () => loop({ address, document, connections, seconds }))
	}

	/** So many requests a second, which come whether others are answered or not. */
	visited(rate: number, connections: number, seconds: number): Promise<Run> {
		const port = Number(new URL(this.#address).port)
		return this.#measured(seconds, (began) =>
			crowd({ port, bytes: this.#bytes, rate, seconds, lead, connections }, began),
		)
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
		this.#child.kill('SIGTERM')
		await once(this.#child, 'exit')
	}

	async #measured(seconds: number, send: (began: () => void) => Promise<Fired>): Promise<Run> {
		const pid = this.#child.pid!
		let [before, taken] = [usedBy(pid), stolen()]
		const fired = await send(() => {
			;[before, taken] = [usedBy(pid), stolen()]
		})
		const after = usedBy(pid)
		const each = (part: keyof Used): number =>
			((after[part] - before[part]) * 1000) / Math.max(1, fired.admitted)
		return {
			...fired,
			perSecond: fired.admitted / seconds,
			cpu: { main: each('main'), judging: each('judging'), others: each('others') },
			memory: memoryOf(pid),
			stolen: stolen(taken),
		}
	}
}
