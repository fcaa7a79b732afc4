/**
 * `npm run drill`: the fault drill with real servers and real worker processes.
 *
 *     npm run drill -- --submissions 20000 --workers 3 --every 4
 */
import { parseArgs } from 'node:util'
import { Random } from '../../../corpus/fuzz/random.ts'
import { haveNats, havePostgres } from '../servers.ts'
import { drill } from './drill.ts'
import { faultKinds } from './faults.ts'
import { faultsOf } from './verdict.ts'

const { values: given } = parseArgs({
	options: {
		submissions: { type: 'string', default: '2000' },
		workers: { type: 'string', default: '3' },
		every: { type: 'string', default: '4' },
		seed: { type: 'string', default: '1' },
		patience: { type: 'string', default: '3600' },
		quiet: { type: 'boolean', default: false },
	},
})
if (!haveNats || !havePostgres) {
	process.stderr.write('A NATS server and PostgreSQL are needed: npm run servers\n')
	process.exit(2)
}
const random = new Random(Number(given.seed))
const began = performance.now()
const result = await drill({
	submissions: Number(given.submissions),
	workers: Number(given.workers),
	every: Number(given.every) * 1000,
	kinds: faultKinds,
	random: () => random.fraction(),
	patience: Number(given.patience) * 1000,
	log: (line) => {
		const seconds = ((performance.now() - began) / 1000).toFixed(1)
		if (!given.quiet) process.stderr.write(`${seconds.padStart(7)} s  ${line}\n`)
	},
})
const trouble = faultsOf(result)
process.stdout.write(`${JSON.stringify({ ...result, trouble }, null, '\t')}\n`)
process.exitCode = trouble.length === 0 ? 0 : 1
