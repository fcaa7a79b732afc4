/**
 * What the pool costs and gains, in one run.
 *
 *   npm run bench:pool -- [--rounds N] [--documents N] [--warm N] [--invoices N] [--tiny N] [--json]
 *
 * gain: two workers beside one. overhead: a document through the pool beside the same document judged by a
 * thread alone. first verdict: of the package, built for it. endurance: many invoices, and very many tiny
 * documents, the rate of the last tenth beside the first, and the most memory held; 0 leaves it out.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSchematron, type Schematron } from '../server/library.ts'
import { small, tiny, tinyRule } from './pool/documents.ts'
import { endure } from './pool/endurance.ts'
import { compared, type Ratio, type Turn } from './pool/rounds.ts'
import { starts } from './pool/start.ts'

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '45' },
		documents: { type: 'string', default: '600' },
		warm: { type: 'string', default: '20000' },
		invoices: { type: 'string', default: '20000' },
		tiny: { type: 'string', default: '1000000' },
		json: { type: 'boolean', default: false },
	},
})
const rounds = Number(values.rounds)
if (!(rounds >= 5)) throw new Error('--rounds: at least 5, so that a median means something')

const load = loadavg()[0]!
const start = starts(Math.min(rounds, 9))
const [invoices, tinies] = [Number(values.invoices), Number(values.tiny)]
const endurance = {
	...(tinies > 0 && { tiny: await endure(tiny, tinies, { warm: 100_000, schematron: tinyRules() }) }),
	...(invoices > 0 && { invoices: await endure(small, invoices, { warm: 5000 }) }),
}
const processes = 5
const comparison = compared(Array.from({ length: processes }, turns).flat())
const machine = {
	node: process.version,
	cpu: cpus()[0]?.model ?? 'unknown',
	processors: availableParallelism(),
	load,
}

/** Those of one process. */
function turns(): Turn[] {
	const asked = [Math.ceil(rounds / processes), values.documents, values.warm].map(String)
	const file = join(import.meta.dirname, 'pool/turns.ts')
	return JSON.parse(
		execFileSync(process.execPath, [...process.execArgv, file, ...asked], { encoding: 'utf8' }),
	)
}

function tinyRules(): readonly Schematron[] {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	try {
		writeFileSync(join(folder, 'tiny.sch'), tinyRule)
		return [loadSchematron(join(folder, 'tiny.sch'))]
	} finally {
		rmSync(folder, { recursive: true })
	}
}

if (values.json) process.stdout.write(`${JSON.stringify({ machine, start, comparison, endurance })}\n`)
else process.stdout.write(shown())

function shown(): string {
	const { alone, apart, one, two, gain, ceiling, overhead, roundTrip, bytes } = comparison
	const ms = (time: number) => `${time.toFixed(3)} ms`
	const times = ({ median, spread }: Ratio) => `× ${median.toFixed(2)} ± ${spread.toFixed(2)}`
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`
	const lines = [
		`${machine.processors} processors, load ${load.toFixed(1)}, node ${machine.node}; ${rounds} turns in ${processes} processes: medians, of ratios those of a turn, ± half the distance between the quartiles`,
		'',
		`documents of ${(bytes / 1000).toFixed(1)} kB, each:       clock     processor   of it the main thread`,
		...Object.entries({
			'a thread alone': alone,
			'two threads, no pool': apart,
			'one worker': one,
			'two workers': two,
		}).map(
			([name, cost]) =>
				`  ${name.padEnd(28)} ${ms(cost.wall).padStart(10)} ${ms(cost.processor).padStart(12)} ${ms(cost.main).padStart(12)}`,
		),
		`two workers over one: ${times(gain.wall)} by the clock, ${times(gain.processor)} by processor time (at least 1.85); two threads without a pool over one: ${times(ceiling.wall)} by the clock, ${times(ceiling.processor)} by processor time`,
		`a document in a pool of one over its verdict alone: ${times(overhead)} of processor time (at most 1.15)`,
		`one at a time, sent and awaited: ${ms(roundTrip)}`,
		`first verdict of the package: ${start.pool.toFixed(0)} ms after the pool is made (at most 250), ${start.process.toFixed(0)} ms after the process starts;`,
		`  ${start.processor.toFixed(0)} ms of processor time, of which ${start.empty.toFixed(0)} are node's own`,
	]
	for (const [kind, { documents, seconds, kept, peak, tenths }] of Object.entries(endurance)) {
		lines.push(
			`${documents} documents (${kind}) in ${seconds.toFixed(0)} s: the last tenth at ${percent(kept.processor)} of the first's rate by processor time, ${percent(kept.wall)} by the clock (at least 95 %)`,
			`  memory of each tenth, mean: ${tenths.map(({ megabytes }) => megabytes.toFixed(0)).join(', ')} MB; at most ${peak.toFixed(0)} MB so far`,
		)
	}
	return `${lines.join('\n')}\n`
}
