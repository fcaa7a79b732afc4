/**
 * Groups: submissions that belong together, with their progress in the key-value store.
 *
 * One consumer sees the verdicts of groups, one at a time in the order in which they were published, whichever
 * process serves it. A group's record remembers the last verdict that it counted, so one that comes twice, after
 * a death between counting and acknowledging, is counted once.
 */
import { JetStreamApiError, type JsMsg } from '@nats-io/jetstream'
import { Fault } from '#engine'
import type { Decision } from '#rules'
import type { Broker } from './broker.ts'
import { checkId } from './names.ts'
import { insistently, receive } from './receive.ts'

export interface Progress {
	readonly group: string
	/** Submissions that it has; absent until whoever submits them has come to the end. */
	readonly total?: number
	readonly done: number
	readonly verdicts: Readonly<Record<Decision, number>>
	/** Every submission of it has its verdict. */
	readonly finished: boolean
}

interface Entry {
	readonly total?: number
	readonly verdicts: Readonly<Record<Decision, number>>
	/** Sequence number of the last verdict counted. */
	readonly last: number
}

const nothing: Entry = { verdicts: { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }, last: 0 }

/** How far a group is; undefined where nothing is known of it. */
export async function progressOf(broker: Broker, group: string): Promise<Progress | undefined> {
	const entry = (await broker.groups.get(checkId(group, 'A group')))?.json<Entry>()
	if (entry === undefined) return undefined
	const { total, verdicts } = entry
	const done = Object.values(verdicts).reduce((sum, count) => sum + count, 0)
	return { group, done, verdicts, finished: total === done, ...(total !== undefined && { total }) }
}

/** Says how many submissions a group has, once all are given. */
export async function closeGroup(broker: Broker, group: string, total: number): Promise<void> {
	await change(broker, checkId(group, 'A group'), (entry) => ({ ...entry, total }))
}

/** Counts verdicts until the signal ends it. Every process that works may run it. */
export async function countVerdicts(broker: Broker, signal: AbortSignal): Promise<void> {
	const ask = async () => await (await broker.counter()).consume({ max_messages: 1, expires: 2_000 })
	const count = async (message: JsMsg): Promise<void> => {
		const group = message.headers?.get('Recevable-Group')
		const verdict = message.headers?.get('Recevable-Verdict') as Decision | undefined
		if (group && verdict !== undefined && verdict in nothing.verdicts)
			await change(broker, group, (entry) => counted(entry, verdict, message.seq))
		message.ack()
	}
	await insistently(signal, () => receive(signal, ask, count))
}

function counted(entry: Entry, verdict: Decision, sequence: number): Entry {
	if (sequence <= entry.last) return entry
	const verdicts = { ...entry.verdicts, [verdict]: entry.verdicts[verdict] + 1 }
	return { ...entry, verdicts, last: sequence }
}

/** Changes a record that others may change at the same time. */
async function change(broker: Broker, group: string, next: (entry: Entry) => Entry): Promise<void> {
	for (let tries = 0; tries < 50; tries++) {
		const found = await broker.groups.get(group)
		const entry = found?.json<Entry>() ?? nothing
		const changed = next(entry)
		if (changed === entry) return
		try {
			const text = JSON.stringify(changed)
			if (found === null) await broker.groups.create(group, text)
			else await broker.groups.update(group, text, found.revision)
			return
		} catch (error) {
			if (!(error instanceof JetStreamApiError)) throw error
		}
	}
	throw new Fault('internal', `The group ${group} is changed by others all the time.`)
}
