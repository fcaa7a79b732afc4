/**
 * `check` over many documents: sources in, lines out, a summary, and memory that does not grow with their number.
 *
 * Verdicts come in the order of the documents, whatever worker made them. An interrupted batch has written
 * whole verdicts of the first documents, so it can be resumed.
 */
import { writeFileSync } from 'node:fs'
import { Fault, judgeAll, promised } from '#engine'
import type { Lang } from '#rules'
import type { Walk } from '../documents.ts'
import { abandoned, judgeOn, type PoolOptions, threadPool, windowOf } from '../pool.ts'
import { type ReportName, reports } from '../reports/index.ts'
import { briefOf } from '../task.ts'
import { coloured, plain } from '../terminal.ts'
import { Complaints } from './complaints.ts'
import { type Common, Entries } from './entries.ts'
import { readJournal } from './journal.ts'
import { Output } from './output.ts'
import { showProgress } from './progress.ts'
import { summaryText, Tally } from './summary.ts'

export interface BatchOptions {
	/** What is judged; asked for again when it must be counted. */
	readonly walk: Walk
	/** What each document is judged with; the date is that of the file resumed unless given. */
	readonly common: Omit<Common, 'asOf' | 'report'> & { readonly asOf?: string }
	readonly today: string
	readonly pool: PoolOptions
	readonly format: ReportName
	readonly lang: Lang
	readonly colours: boolean
	/** The file to write; standard output unless given. */
	readonly out?: string
	/** Go on with what `out` holds. */
	readonly resume: boolean
	/** Where to write the summary as JSON. */
	readonly summary?: string
}

const interrupted = { SIGINT: 130, SIGTERM: 143 } as const

/** The exit status. */
export async function runBatch(options: BatchOptions): Promise<number> {
	const { walk, format, lang, colours, out } = options
	const tally = new Tally()
	const journal =
		options.resume && out !== undefined
			? await readJournal(out, (verdict) => tally.add(withoutTime(briefOf(verdict, 0))))
			: undefined
	const asOf = options.common.asOf ?? journal?.asOf ?? options.today
	if (journal?.asOf !== undefined && journal.asOf !== asOf)
		throw new Fault(
			'usage',
			`${out} was begun with --as-of ${journal.asOf}; it cannot be resumed with another.`,
		)

	const common: Common = { ...options.common, asOf, report: { name: format, lang, colours } }
	const entries = new Entries(walk, common, (source) => journal?.takes(source) ?? false)
	const output = out === undefined ? Output.standard() : Output.file(out, journal?.end || undefined)
	const { signal, status, stop } = interruptions()
	const endProgress = await progress(walk, entries, tally, options)
	const complaints = new Complaints()
	const pool = threadPool(options.pool)
	const { open, between = '', close } = reports[format]
	const rendering = { lang, paint: colours ? coloured : plain }
	try {
		const lines = judgeAll(
			entries,
			{
				room: () => pool.room(),
				judge: promised(async (entry, left) =>
					entry.fault === undefined
						? { entry, ...(await judgeOn(pool, entry, left)) }
						: { entry, ...abandoned(entry, entry.fault) },
				),
			},
			{ window: windowOf(pool), signal },
		)
		await output.write(open?.(rendering) ?? '')
		for await (const { entry, report, brief, fault } of lines) {
			if (tally.documents > 0) await output.write(between)
			tally.add(brief)
			if (fault !== undefined) {
				tally.faults++
				complaints.add(entry.context.source, fault)
			}
			await output.write(report!)
		}
	} catch (error) {
		if (!signal.aborted || error !== signal.reason) {
			await pool.destroy()
			throw error
		}
	} finally {
		endProgress()
		stop()
	}
	if (signal.aborted) {
		// A list that is still open would keep the process waiting.
		process.stdin.destroy()
		await pool.destroy()
	} else await pool.close()
	if (tally.documents === 0 && !signal.aborted)
		throw new Fault('usage', 'There is no .xml or .pdf file to judge.')
	await output.write(close?.(tally.counts, rendering) ?? '')
	await output.end()
	complaints.end()
	tellSummary(tally, options, walk.passedOver() + entries.passedOver)
	return status() ?? (tally.faults > 0 ? 3 : tally.counts.accepted < tally.documents ? 1 : 0)
}

function withoutTime<T extends { readonly milliseconds: number }>({ milliseconds: _, ...rest }: T) {
	return rest
}

/** The first signal ends the batch with what is done; a second one ends the process as usual. */
function interruptions() {
	const controller = new AbortController()
	let status: number | undefined
	const interrupt = (name: keyof typeof interrupted) => {
		status = interrupted[name]
		controller.abort(new Error(name))
	}
	const names = ['SIGINT', 'SIGTERM'] as const
	for (const name of names) process.once(name, interrupt)
	return {
		signal: controller.signal,
		status: () => status,
		stop: () => {
			for (const name of names) process.off(name, interrupt)
		},
	}
}

/** Shown where the lines do not go to the same terminal. */
async function progress(
	walk: Walk,
	entries: Entries,
	tally: Tally,
	{ lang, out }: BatchOptions,
): Promise<() => void> {
	const { stderr, stdout } = process
	if (stderr.isTTY !== true || (out === undefined && stdout.isTTY === true)) return () => {}
	let total = Number.NaN
	void walk.count().then(
		(count) => {
			total = count
		},
		() => {},
	)
	const position = () => ({ documents: tally.documents, sources: entries.sources, total })
	return showProgress({ stream: stderr, lang, position })
}

function tellSummary(tally: Tally, { summary: file, lang }: BatchOptions, passedOver: number): void {
	const summary = tally.summary()
	if (file !== undefined) writeFileSync(file, `${JSON.stringify(summary)}\n`)
	if (process.stderr.isTTY !== true) return
	process.stderr.write(summaryText(summary, lang))
	if (passedOver > 0)
		process.stderr.write(
			`${passedOver} files in folders and archives are neither .xml nor .pdf and were passed over.\n`,
		)
}
