/**
 * `npm run fuzz`: changes invoices at random and looks for what must never happen.
 *
 *   npm run fuzz -- [--kind xml|least|json|pdf] [--seconds N] [--runs N] [--seed N] [--out FOLDER] [--one RUN]
 *
 * The runs are made in a thread, watched from here: one that stands still for 30 s is a hang, memory above a
 * bound is growth. Files that cause trouble are written to the folder given. `--one` prints the file of a run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Fault } from '#engine'
import { type Kind, kinds } from './mutate.ts'
import { type Kept, Session, type Trouble } from './session.ts'
import type { Given, Report } from './worker.ts'

const { values } = parseArgs({
	options: {
		kind: { type: 'string', default: 'xml' },
		seconds: { type: 'string', default: '60' },
		runs: { type: 'string', default: '0' },
		seed: { type: 'string', default: '1' },
		out: { type: 'string', default: 'fuzz-troubles' },
		one: { type: 'string' },
	},
})
const kind = values.kind as Kind
if (!kinds.includes(kind)) throw new Fault('usage', `--kind is one of ${kinds.join(', ')}.`)
const [seconds, runs, seed] = [values.seconds, values.runs, values.seed].map(Number) as [
	number,
	number,
	number,
]

/** Megabytes of the whole process; judging needs some 250. */
const mostMemory = 1500
/** Milliseconds between two looks, and how many of them may find nothing new: a machine that sleeps takes no look. */
const between = 500
const stillness = 60

if (values.one !== undefined) process.stdout.write(new Session(kind, seed).file(Number(values.one)), 'latin1')
else process.exitCode = await fuzz()

async function fuzz(): Promise<number> {
	const given: Given = { kind, seed, runs, seconds: runs > 0 ? Number.POSITIVE_INFINITY : seconds, kept: [] }
	const done = await watched(given)
	// What was accepted is judged once more in a thread of its own, which has seen no other file.
	const again = done.kept.length === 0 ? [] : (await watched({ ...given, kept: done.kept })).troubles
	const troubles = [...done.troubles, ...again]
	for (const trouble of troubles) report(trouble)
	const { verdicts } = done
	process.stdout.write(
		`${JSON.stringify({ kind, seed, runs: done.runs, verdicts, again: done.kept.length, troubles: troubles.length })}\n`,
	)
	return troubles.length === 0 ? 0 : 1
}

function watched(given: Given): Promise<Required<Report>> {
	const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: given })
	let last: Report = { runs: 0, verdicts: {} }
	let still = 0
	let shown = performance.now()
	const end = (troubles: readonly Trouble[], kept: readonly Kept[] = []): Required<Report> => ({
		...last,
		troubles,
		kept,
	})
	return new Promise((resolve) => {
		const stop = (what: string): void => {
			clearInterval(watch)
			resolve(end([{ run: last.runs, what, file: new Session(kind, seed).file(last.runs) }]))
			void worker.terminate()
		}
		const watch = setInterval(() => {
			if (++still > stillness) stop(`stood still after run ${last.runs}`)
			const memory = process.memoryUsage().rss / 1e6
			if (memory > mostMemory) stop(`grew to ${memory.toFixed(0)} MB`)
			if (performance.now() - shown < 60_000) return
			shown = performance.now()
			process.stderr.write(`${last.runs} runs, ${memory.toFixed(0)} MB, ${JSON.stringify(last.verdicts)}\n`)
		}, between)
		worker.on('message', (report: Report) => {
			last = report
			still = 0
			if (report.troubles === undefined) return
			clearInterval(watch)
			resolve(end(report.troubles, report.kept))
		})
		worker.on('error', (error) => stop(`the thread died: ${error.stack ?? error.message}`))
	})
}

function report({ run, what, file }: Trouble): void {
	const path = join(values.out, `${kind}-${seed}-${run}.${kind}`)
	mkdirSync(values.out, { recursive: true })
	writeFileSync(path, file, 'latin1')
	process.stderr.write(`run ${run}: ${what}\n  written to ${path}\n`)
}
