/**
 * Verdicts on the broker: one for each submission, whoever judged it and however often.
 *
 * A verdict is published under the subject of its submission on condition that none stands there yet; a second
 * one, of a worker that was thought dead or of a message that came twice, is refused by the broker. The message
 * id joins submission and rule sets, so that a repeated send within the broker's memory is one as well.
 */
import { createHash } from 'node:crypto'
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import type { Verdict } from '#rules'
import type { Broker } from './broker.ts'

/** Publishes a verdict; false where one was there. Rejects where the broker does not answer: try again. */
export async function publishVerdict(
	broker: Broker,
	{ id, group }: { readonly id: string; readonly group?: string },
	verdict: Verdict,
): Promise<boolean> {
	const said = headers()
	said.set('Recevable-Id', id)
	if (group !== undefined) said.set('Recevable-Group', group)
	said.set('Recevable-Verdict', verdict.verdict)
	try {
		const { duplicate } = await broker.js.publish(broker.names.verdict(id, group), JSON.stringify(verdict), {
			msgID: `${id}.${ruleSetsDigest(verdict)}`,
			headers: said,
			expect: { lastSubjectSequence: 0 },
		})
		return !duplicate
	} catch (error) {
		if (error instanceof JetStreamApiError && taken.has(error.code)) return false
		throw error
	}
}

const taken: ReadonlySet<number> = new Set([
	JetStreamApiCodes.StreamWrongLastSequence,
	JetStreamApiCodes.StreamWrongLastSequenceUnknown,
])

/** SHA-256 over what a verdict was reached with. */
export function ruleSetsDigest({ checkedWith }: Pick<Verdict, 'checkedWith'>): string {
	const hash = createHash('sha256')
	for (const { id, sha256 } of checkedWith) hash.update(`${id} ${sha256}\n`)
	return hash.digest('hex').slice(0, 32)
}

/** The verdict on a submission, undefined while there is none. */
export async function findVerdict(broker: Broker, id: string, group?: string): Promise<Verdict | undefined> {
	const message = await broker.manager.streams.getMessage(broker.names.verdicts, {
		last_by_subj: broker.names.verdict(id, group),
	})
	return message === null ? undefined : message.json<Verdict>()
}
