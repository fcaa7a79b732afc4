/** `check --flow`: each path is a flow, and gets one verdict. */
import { Fault } from '#engine'
import type { FlowDecision } from '#rules'
import type { Arguments, OptionSpecs } from '../arguments.ts'
import { Complaints } from '../batch/complaints.ts'
import { Output } from '../batch/output.ts'
import { type Decided, judgedWith } from '../batch/wanted.ts'
import { findDocuments } from '../documents.ts'
import { judgeOn, threadPool, windowOf } from '../pool.ts'
import { coloured, plain } from '../terminal.ts'
import { today } from '../today.ts'
import { checkFlow, type FlowOptions } from './flow.ts'
import { flowText } from './text.ts'

export const flowOptions = {
	flow: {
		type: 'boolean',
		help: 'give one verdict on each PATH, a flow: a .tar.gz of many invoices as sent to Chorus Pro or the PPF, or one invoice',
	},
	'flow-name': {
		type: 'string',
		value: 'NAME',
		help: 'the name under which the flow is sent, to be checked with it; with --flow',
	},
} as const satisfies OptionSpecs

const formats: readonly string[] = ['json', 'text']

/** The exit status. */
export async function checkFlows(given: Arguments, decided: Decided): Promise<number> {
	const { format, lang, colours } = decided
	const [flowName, out] = [given.text('flow-name'), given.text('out')]
	const unfit = ['files-from', 'resume', 'summary'].find((name) => given.flag(name))
	if (unfit !== undefined) throw new Fault('usage', `--${unfit} does not go with --flow.`)
	if (!formats.includes(format) || decided.oneByOne)
		throw new Fault('usage', '--flow goes with --format json or text, and without corrections.')
	const { sources } = await findDocuments(given.positionals)
	if (sources.length === 0) throw new Fault('usage', 'There is no flow in what is named.')
	if (flowName !== undefined && sources.length > 1)
		throw new Fault('usage', '--flow-name is the name of one flow; name one path.')
	const { common, pool: options } = judgedWith(given, decided)
	const { asOf = today(), limits = {} } = common
	const complaints = new Complaints()
	const pool = threadPool(options)
	const judging: FlowOptions['judging'] = {
		room: () => pool.room(),
		judge: async ({ source, bytes }, signal) => {
			const context = { ...common, asOf, source }
			const job = { context, bytes, size: bytes.length }
			const { verdict, fault } = await judgeOn(pool, job, signal)
			if (fault !== undefined) complaints.add(source, fault)
			return verdict!
		},
	}
	const output = out === undefined ? Output.standard() : Output.file(out)
	const decisions = new Set<FlowDecision>()
	try {
		for (const { name, read } of sources) {
			const verdict = await checkFlow(name === '-' ? await read() : name, {
				source: name,
				asOf,
				limits,
				judging,
				window: windowOf(pool),
				...(flowName !== undefined && { flowName }),
			})
			decisions.add(verdict.verdict)
			const paint = colours ? coloured : plain
			await output.write(
				format === 'json' ? `${JSON.stringify(verdict)}\n` : flowText(verdict, { lang, paint }),
			)
		}
	} finally {
		await pool.close()
	}
	await output.end()
	complaints.end()
	if (complaints.count > 0) return 3
	return decisions.size === 1 && decisions.has('integrated') ? 0 : 1
}
