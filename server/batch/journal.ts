/**
 * The verdicts of an interrupted batch: the file that it wrote is its own journal.
 *
 * Each whole line is a document that is done. What follows the last whole line was cut off and is written over.
 */
import { createReadStream, truncateSync } from 'node:fs'
import { Fault } from '#engine'
import type { Verdict } from '#rules'

export interface Journal {
	/** Bytes of the whole lines. */
	readonly end: number
	/** The date whose rules applied, where there is a line. */
	readonly asOf?: string
	/** Whether a document of that name is done; each line answers once. */
	takes(source: string): boolean
}

/** Reads the lines and cuts the file after the last whole one; a file that does not exist has none. */
export async function readJournal(file: string, each: (verdict: Verdict) => void): Promise<Journal> {
	const done = new Map<string, number>()
	let end = 0
	let lines = 0
	let asOf: string | undefined
	try {
		for await (const line of wholeLines(file)) {
			lines++
			const verdict = parsed(line)
			if (verdict === undefined)
				throw new Fault(
					'usage',
					`${file} cannot be resumed: line ${lines} is no verdict of 'check --format json'.`,
				)
			if (asOf !== undefined && verdict.asOf !== asOf)
				throw new Fault('usage', `${file} cannot be resumed: its verdicts are of several dates.`)
			asOf = verdict.asOf
			done.set(verdict.source, (done.get(verdict.source) ?? 0) + 1)
			each(verdict)
			end += line.length + 1
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { end: 0, takes: () => false }
		throw error
	}
	truncateSync(file, end)
	return {
		end,
		...(asOf !== undefined && { asOf }),
		takes(source) {
			const count = done.get(source) ?? 0
			if (count > 1) done.set(source, count - 1)
			else done.delete(source)
			return count > 0
		},
	}
}

async function* wholeLines(file: string): AsyncGenerator<Buffer> {
	let rest: Buffer[] = []
	for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
		let start = 0
		for (;;) {
			const end = chunk.indexOf(10, start)
			if (end < 0) break
			const tail = chunk.subarray(start, end)
			yield rest.length === 0 ? tail : Buffer.concat([...rest, tail])
			rest = []
			start = end + 1
		}
		if (start < chunk.length) rest.push(chunk.subarray(start))
	}
}

function parsed(line: Buffer): Verdict | undefined {
	try {
		const verdict = JSON.parse(line.toString()) as Partial<Verdict> | null
		const isVerdict = typeof verdict?.source === 'string' && Array.isArray(verdict.rejections)
		return isVerdict ? (verdict as Verdict) : undefined
	} catch {
		return undefined
	}
}
