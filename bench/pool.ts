/**
 * What the pool costs and gains, in one run.
 *
 *   npm run bench:pool -- [--rounds N] [--documents N] [--warm N] [--whole SECONDS] [--invoices N] [--tiny N] [--json]
 *
 * gain: two workers beside one, by the European rules and with everything on that a platform asks, and beside what two
 * threads and two processes gain that share nothing; and the same while the machine has two whole processors, which is
 * waited for so many seconds (whole.ts). overhead: a document through the pool beside the same document judged by a
 * thread alone. first verdict: of the package, built for it. endurance: many invoices, and very many tiny documents,
 * the rate of the last tenth beside the first, and the most memory held; 0 leaves it out.
 */
import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Ratio } from './pool/cost.ts'
import type { Endurance } from './pool/endurance.ts'
import { compared, type Gain, type Taken } from './pool/rounds.ts'
import { starts } from './pool/start.ts'
import { asked } from './pool/whole.ts'

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '35' },
		documents: { type: 'string', default: '4800' },
		warm: { type: 'string', default: '60000' },
		whole: { type: 'string', default: '300' },
		invoices: { type: 'string', default: '20000' },
		tiny: { type: 'string', default: '1000000' },
		json: { type: 'boolean', default: false },
	},
})
const rounds = Number(values.rounds)
if (!(rounds >= 5)) throw new Error('--rounds: at least 5, so that a median means something')

const load = loadavg()[0]!
const start = starts(Math.min(rounds, 9))
const endurance = {
	...(Number(values.tiny) > 0 && { tiny: part<Endurance>('tiny', values.tiny, '100000') }),
	...(Number(values.invoices) > 0 && { invoices: part<Endurance>('invoices', values.invoices, '5000') }),
}
const processes = 5
const turns = String(Math.ceil(rounds / processes))
const whole = String((1000 * Number(values.whole)) / processes)
const comparison = compared(
	Array.from({ length: processes }, () => part<Taken>('turns', turns, values.documents, values.warm, whole)),
)
const machine = {
	node: process.version,
	cpu: cpus()[0]?.model ?? 'unknown',
	processors: availableParallelism(),
	load,
}

function part<T>(...asked: string[]): T {
	const file = join(import.meta.dirname, 'pool/part.ts')
	return JSON.parse(
		execFileSync(process.execPath, [...process.execArgv, file, ...asked], { encoding: 'utf8' }),
	)
}

if (values.json) process.stdout.write(`${JSON.stringify({ machine, start, comparison, endurance })}\n`)
else process.stdout.write(shown())

function shown(): string {
	const { alone, apart, one, two, gain, all, timed, bare, share, whole, overhead, roundTrip, bytes } =
		comparison
	const ms = (time: number) => `${time.toFixed(3)} ms`
	const times = ({ median, spread }: Ratio) => `× ${median.toFixed(2)} ± ${spread.toFixed(2)}`
	const both = ({ wall, processor }: Gain) => `${times(wall).padStart(15)} ${times(processor).padStart(15)}`
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`
	const lines = [
		`${machine.processors} processors, load ${load.toFixed(1)}, node ${machine.node}; ${rounds} turns of ${values.documents} documents in ${processes} processes: medians, of ratios those of a turn, ± half the distance between the quartiles`,
		'',
		`documents of ${(bytes / 1000).toFixed(1)} kB, each:       clock     processor   of it the main thread`,
		...Object.entries({
			'a thread alone': alone,
			'two threads, no pool': apart,
			'one worker': one,
			'two workers': two,
			'one worker, everything on': all.one,
		}).map(
			([name, cost]) =>
				`  ${name.padEnd(28)} ${ms(cost.wall).padStart(10)} ${ms(cost.processor).padStart(12)} ${ms(cost.main).padStart(12)}`,
		),
		'',
		'two beside one, both at once:            by the clock   by processor',
		`  workers of a pool (at least 1.85)   ${both(gain)}`,
		`  the same with everything on         ${both(all.gain)}`,
		`  workers, documents only take time   ${times(timed).padStart(15)}`,
		...Object.entries({
			'threads without a pool': bare.threads,
			processes: bare.processes,
		}).map(([name, gain]) => `  ${name.padEnd(35)} ${both(gain)}`),
		`  the pool's over the bare threads'   ${both(share)}`,
		`both processors were whole (two threads' sums gain ${asked}) at ${percent(whole.share)} of moments; of the ways before and after which they were:`,
		...[
			['workers of a pool (at least 1.85)', whole] as const,
			['the same with everything on', all.whole] as const,
		].map(
			([name, { counted, taken, turns, gain }]) =>
				`  ${name.padEnd(35)} ${turns === 0 ? 'no turn'.padStart(15) : times(gain).padStart(15)}   ${turns} turns, ${counted} of ${taken} ways`,
		),
		'',
		`a document in a pool of one over its verdict alone: ${times(overhead)} of processor time (at most 1.15)`,
		`one at a time, sent and awaited: ${ms(roundTrip)}`,
		`first verdict of the package: ${start.pool.toFixed(0)} ms after the pool is made (at most 250), ${start.process.toFixed(0)} ms after the process starts;`,
		`  ${start.processor.toFixed(0)} ms of processor time, of which ${start.empty.toFixed(0)} are node's own`,
	]
	for (const [kind, { documents, seconds, kept, peak, tenths }] of Object.entries(endurance)) {
		lines.push(
			`${documents} documents (${kind}) in ${seconds.toFixed(0)} s: the last tenth at ${percent(kept.steady)} of the first's rate beside the machine's (at least 95 %), as it is ${percent(kept.processor)} by processor time, ${percent(kept.wall)} by the clock`,
			`  each tenth beside the first: ${tenths.map(({ steady }) => percent(steady / tenths[0]!.steady)).join(', ')}`,
			`  memory of each tenth, mean: ${tenths.map(({ megabytes }) => megabytes.toFixed(0)).join(', ')} MB; at most ${peak.toFixed(0)} MB`,
		)
	}
	return `${lines.join('\n')}\n`
}
