/**
 * What the pool does when things go wrong: the table of faults, how often each was made to happen, and what
 * became of every document.
 *
 *   npm run faults -- [--scale N]
 *
 * Ends with status 1 if a document was lost or judged twice, or if a pool was not well afterwards.
 */
import { parseArgs } from 'node:util'
import { trials } from './faults/trials.ts'

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } })
const columns = ['times', 'documents', 'verdicts', 'faults', 'aborted', 'lost', 'twice'] as const
const width = Math.max(...trials.map(({ name }) => name.length))

process.stdout.write(`${''.padEnd(width)} ${columns.map((name) => name.padStart(9)).join(' ')}\n`)
for (const { name, run } of trials) {
	const outcome = await run(Number(values.scale))
	process.stdout.write(
		`${name.padEnd(width)} ${columns.map((column) => String(outcome[column]).padStart(9)).join(' ')}\n`,
	)
	for (const wrong of outcome.wrong.slice(0, 5)) process.stdout.write(`  WRONG: ${wrong}\n`)
	if (outcome.lost + outcome.twice + outcome.wrong.length > 0) process.exitCode = 1
}
