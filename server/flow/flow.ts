/**
 * A flow from its bytes to its verdict: the archive is read once, its invoices are judged as they come out.
 *
 * What the envelope forbids is not judged: a flow that is too large is not opened, and after the last invoice
 * that it may hold nothing more is read.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { judgeAll, promised } from '#engine'
import {
	channels,
	type Flow,
	type FlowVerdict,
	judgeFlow,
	readFlowName,
	refuse,
	type Taken,
	type Verdict,
} from '#rules'
import { cannotRead } from '../documents.ts'
import type { AnyLimits } from '../limits.ts'
import { digest } from '../task.ts'
import { FlowReading, type Out } from './reading.ts'

/** One file of a flow on its way to the judge. */
export interface FlowEntry {
	/** Name shown in its verdict. */
	readonly source: string
	readonly bytes: Uint8Array
}

/** Says when another file may be given, and gives the verdict on it. */
export interface FlowJudging {
	room(): Promise<void>
	judge(file: FlowEntry, signal: AbortSignal): Promise<Verdict>
}

export interface FlowOptions {
	/** Path or name shown in the verdict. */
	readonly source: string
	/** The name under which the flow is or will be sent; that of the file, if it is one of a flow, unless given. */
	readonly flowName?: string
	/** The date whose rules apply, year-month-day. */
	readonly asOf: string
	readonly limits?: AnyLimits
	readonly judging: FlowJudging
	/** Most files that are judged or wait at a time. */
	readonly window: number
	readonly signal?: AbortSignal
}

/** `from`: a path, or the flow itself. */
export async function checkFlow(from: string | Uint8Array, options: FlowOptions): Promise<FlowVerdict> {
	const { source, flowName, asOf, judging, window, signal } = options
	const document =
		typeof from === 'string' ? await measured(from) : { sha256: digest(from), bytes: from.length }
	const name = readFlowName(flowName ?? source, flowName !== undefined)
	const reading = new FlowReading(from, name.channel, options)
	const judge = async (out: Out, left: AbortSignal): Promise<Taken> => {
		if (out.kind === 'other') return out
		const verdict =
			out.kind === 'refused'
				? refuse(out.failure, {
						source: out.source,
						sha256: '',
						asOf,
						rules: { kind: 'alone', ruleSets: [] },
					})
				: await judging.judge(out, left)
		const alone = out.kind === 'document' && out.alone
		return { kind: 'judged', file: out.file, verdict, ...(alone && { alone }) }
	}
	const files: Taken[] = []
	if (document.bytes > 0 && document.bytes <= channels[name.channel].flowBytes) {
		const room = () => judging.room()
		for await (const taken of judgeAll(
			reading,
			{ room, judge: promised(judge) },
			{ window, ...(signal && { signal }) },
		))
			files.push(taken)
	}
	const { wrongKind, cut } = reading
	return judgeFlow({ source, name, document, asOf, wrongKind, files, ...(cut && { cut }) })
}

async function measured(path: string): Promise<Flow['document']> {
	try {
		const hash = createHash('sha256')
		if ((await stat(path)).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
		let bytes = 0
		for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
			hash.update(chunk)
			bytes += chunk.length
		}
		return { sha256: hash.digest('hex'), bytes }
	} catch (error) {
		return cannotRead(path, error as NodeJS.ErrnoException)
	}
}
