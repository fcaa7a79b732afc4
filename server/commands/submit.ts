/** `submit`: gives invoices to the queue, and reads what became of them. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { walkDocuments } from '../documents.ts'
import type { Broker } from '../queue/broker.ts'
import { brokerOf, brokerOptions, positive } from '../queue/settings.ts'
import type { Versioned } from '../queue/versions.ts'
import { digest } from '../task.ts'
import { today } from '../today.ts'

const options = {
	...brokerOptions,
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the day whose rules apply; today unless given' },
	group: {
		type: 'string',
		value: 'NAME',
		help: 'the submissions belong together; their progress is counted',
	},
	id: {
		type: 'string',
		value: 'ID',
		help: 'of the submission, where there is one file; a new one unless given',
	},
	wait: { type: 'boolean', help: 'print the verdicts, one JSON object a line, as they come' },
	timeout: { type: 'string', value: 'SECONDS', help: 'to wait for verdicts at most; 600 unless given' },
	verdict: { type: 'string', value: 'ID', help: 'print the verdict on a submission, and end' },
	progress: { type: 'string', value: 'GROUP', help: 'print how far a group is, and end' },
	lag: { type: 'boolean', help: 'print how many submissions wait, and end' },
	announce: {
		type: 'string',
		value: 'rules|directory',
		choices: ['rules', 'directory'],
		help: 'tell all workers to read them again, and end',
	},
	canary: {
		type: 'string',
		value: 'PERCENT',
		help: 'have so many percent of the submissions copied for canaries from now on, and end; 0 stops it',
	},
	differences: { type: 'boolean', help: 'print where canaries differ, one JSON object a line, and end' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable submit PATH… [OPTIONS]

Gives invoices to the queue: files, folders, archives. Prints the id of each submission and its source, one JSON
object a line; with --wait, its verdict.

${helpOf(options)}

Status: 0 given, or all accepted with --wait · 1 not all accepted, or no verdict yet · 2 wrong usage · 3 a fault
`

export const submitter = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [{ openBroker }, { closeGroup, progressOf }, { lag, submit }, { findVerdict }, { announce }] =
		await Promise.all([
			import('../queue/broker.ts'),
			import('../queue/groups.ts'),
			import('../queue/submission.ts'),
			import('../queue/verdicts.ts'),
			import('../queue/versions.ts'),
		])
	const announced = given.text('announce') as Versioned | undefined
	const group = given.text('group')
	const id = given.text('id')
	const patience = (positive(given, 'timeout') ?? 600) * 1000
	const broker = await openBroker({ ...brokerOf(given), wait: false })
	try {
		if (announced !== undefined) {
			await announce(broker, announced, new Date().toISOString())
			return 0
		}
		const canary = given.text('canary')
		if (canary !== undefined) {
			if (!(Number(canary) >= 0 && Number(canary) <= 100))
				throw new Fault('usage', `--canary is a number from 0 to 100, not "${canary}".`)
			await announce(broker, 'canary', canary)
			return 0
		}
		if (given.flag('differences')) {
			const { differences, layOut } = await import('../queue/canary.ts')
			await layOut(broker)
			for await (const difference of differences(broker)) print(difference)
			return 0
		}
		if (given.flag('lag')) return print(await lag(broker))
		const asked = given.text('verdict')
		if (asked !== undefined) return print(await findVerdict(broker, asked, group))
		const progress = given.text('progress')
		if (progress !== undefined) return print(await progressOf(broker, progress))
		if (given.positionals.length === 0) throw new Fault('usage', 'Which invoices? Name files or folders.')
		const ids: string[] = []
		const asOf = given.text('as-of') ?? today()
		for await (const { name, bytes } of documents(given.positionals)) {
			if (id !== undefined && ids.length > 0) throw new Fault('usage', '--id goes with one file.')
			const submission = { id: id ?? randomUUID(), source: name, asOf, received: new Date(), bytes }
			const receipt = await submit(broker, {
				...submission,
				sha256: digest(bytes),
				...(group !== undefined && { group }),
			})
			ids.push(receipt.id)
			if (!given.flag('wait')) print({ ...receipt, source: name })
		}
		if (group !== undefined) await closeGroup(broker, group, ids.length)
		return given.flag('wait') ? await verdicts(broker, ids, group, patience, findVerdict) : 0
	} finally {
		await broker.close()
	}
}

async function* documents(
	paths: readonly string[],
): AsyncGenerator<{ readonly name: string; readonly bytes: Uint8Array }> {
	const walk = await walkDocuments(paths)
	for await (const source of walk.sources) {
		if (source.isDocument) yield { name: source.name, bytes: await readFile(source.name) }
		else
			for await (const entry of source.documents()) {
				if (entry.kind === 'file') yield { name: entry.name, bytes: entry.bytes }
				else if (entry.kind !== 'passed-over')
					throw new Fault('usage', `${entry.name} cannot be read from its archive.`)
			}
	}
}

async function verdicts(
	broker: Broker,
	ids: readonly string[],
	group: string | undefined,
	patience: number,
	find: typeof import('../queue/verdicts.ts').findVerdict,
): Promise<number> {
	const until = performance.now() + patience
	let accepted = true
	for (const id of ids) {
		for (;;) {
			const verdict = await find(broker, id, group)
			if (verdict !== undefined) {
				print(verdict)
				accepted &&= verdict.verdict === 'accepted'
				break
			}
			if (performance.now() > until) {
				process.stderr.write(`${id}: no verdict yet\n`)
				return 1
			}
			await new Promise((go) => setTimeout(go, 100))
		}
	}
	return accepted ? 0 : 1
}

/** Prints what was found; 1 where nothing was. */
function print(found: unknown): number {
	if (found === undefined) return 1
	process.stdout.write(`${JSON.stringify(found)}\n`)
	return 0
}
