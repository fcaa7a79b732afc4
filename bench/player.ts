/**
 * A process that plays one row: it does a round when it is asked, and says what it took.
 *
 *   node bench/player.ts ROW [OPTIONS AS JSON]
 *
 * Standard input, a line each:  use FILE⇥FILE…       what the rounds do from now on
 *                               round MILLISECONDS   repeat all files for at least so long of processor time
 *                               count                findings of one pass
 *                               memory               resident memory, in bytes
 * Standard output, a line each: `ready`, or milliseconds a document by the clock and of processor time, or a number.
 * SaxonDriver.java speaks the same.
 */
import { createInterface } from 'node:readline'
import { Input, type RowName, type RowOptions, rowOf } from './rows.ts'

const row = await rowOf(process.argv[2] as RowName, JSON.parse(process.argv[3] ?? '{}') as RowOptions)
let inputs: readonly Input[] = []
say('ready')
for await (const line of createInterface({ input: process.stdin })) say(answer(line))

function say(line: string): void {
	process.stdout.write(`${line}\n`)
}

function answer(line: string): string {
	const space = line.indexOf(' ')
	const [word, rest] = space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
	switch (word) {
		case 'use':
			inputs = rest.split('\t').map((path) => new Input(path))
			return 'ready'
		case 'round':
			return repeat(Number(rest))
		case 'count':
			return String(inputs.reduce((sum, input) => sum + row(input), 0))
		case 'memory':
			return String(process.resourceUsage().maxRSS * 1024)
		default:
			throw new Error(`the bench asked for "${line}"`)
	}
}

/** By processor time: on a busy machine a round of so long by the clock may hold next to nothing. */
function repeat(milliseconds: number): string {
	const used = process.cpuUsage()
	const start = performance.now()
	const processor = () => {
		const { user, system } = process.cpuUsage(used)
		return (user + system) / 1000
	}
	let documents = 0
	do {
		for (const input of inputs) row(input)
		documents += inputs.length
	} while (processor() < milliseconds)
	return `${(performance.now() - start) / documents} ${processor() / documents}`
}
