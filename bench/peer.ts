/** A contestant as the bench sees it: a process that answers line by line (player.ts, SaxonDriver.java). */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Time } from './measure.ts'
import type { RowName, RowOptions } from './rows.ts'

export class Peer {
	readonly name: string
	readonly #child: ChildProcessWithoutNullStreams
	readonly #lines: AsyncIterator<string>
	#errors = ''

	constructor(name: string, child: ChildProcessWithoutNullStreams) {
		this.name = name
		this.#child = child
		this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
		child.stderr.on('data', (chunk) => (this.#errors += chunk))
	}

	/** When it has started. */
	ready(): Promise<string> {
		return this.#line()
	}

	async use(files: readonly string[]): Promise<void> {
		await this.#ask(`use ${files.join('\t')}`)
	}

	async round(milliseconds: number): Promise<Time> {
		return timeOf(await this.#ask(`round ${milliseconds}`))
	}

	/** Findings over all files, once. */
	async count(): Promise<number> {
		return Number(await this.#ask('count'))
	}

	/** Most memory that was ever resident, in bytes. */
	async memory(): Promise<number> {
		return Number(await this.#ask('memory'))
	}

	close(): void {
		this.#child.stdin.end()
	}

	#ask(line: string): Promise<string> {
		this.#child.stdin.write(`${line}\n`)
		return this.#line()
	}

	async #line(): Promise<string> {
		const { value, done } = await this.#lines.next()
		if (done) throw new Error(`${this.name} ended: ${this.#errors.trim()}`)
		return value
	}
}

function timeOf(line: string): Time {
	const [wall, processor] = line.split(' ').map(Number)
	return { wall: wall!, processor: processor! }
}

/** A row of ours, as a process. */
export async function player(
	row: RowName,
	options: RowOptions = {},
	flags: readonly string[] = [],
): Promise<Peer> {
	const file = join(import.meta.dirname, 'player.ts')
	const peer = new Peer(
		row,
		spawn(process.execPath, [
			'--conditions=source',
			// Collectors of several threads spin where processors are shared, which is no work of the row.
			'--single-threaded-gc',
			'--disable-warning=ExperimentalWarning',
			...flags,
			file,
			row,
			JSON.stringify(options),
		]),
	)
	await peer.ready()
	return peer
}
