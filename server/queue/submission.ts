/**
 * A submission on its way: an invoice, what is said of it, and the id by which its one verdict is found.
 *
 * Small invoices travel in the message, large ones in the object store under the id. What is said stands in
 * headers. The same id sent again while the broker remembers it is one submission.
 */
import { JetStreamApiError } from '@nats-io/jetstream'
import { headers, type MsgHdrs } from '@nats-io/transport-node'
import { Fault } from '#engine'
import type { Transport } from '#rules'
import type { Broker } from './broker.ts'
import { checkId } from './names.ts'

export interface Submission {
	readonly id: string
	/** Name shown in the verdict. */
	readonly source: string
	/** The day whose rules apply, year-month-day: that of its reception, whenever it is judged. */
	readonly asOf: string
	/** When it came. */
	readonly received: Date
	readonly bytes: Uint8Array
	/** SHA-256 of the bytes, in hexadecimal. */
	readonly sha256: string
	readonly group?: string
	readonly transport?: Omit<Transport, 'fileName' | 'bytes'>
}

/** All of a submission but its bytes, and where those are. */
export interface Letter extends Omit<Submission, 'bytes'> {
	/** Bytes of the payload. */
	readonly size: number
	readonly inline: boolean
}

/** Most bytes that travel in the message: a broker takes messages of a megabyte unless told otherwise. */
export const inlineBytes = 256 * 1024

export interface Receipt {
	readonly id: string
	/** The broker had it already. */
	readonly again: boolean
}

/**
 * Gives a submission to the broker; once this resolves the broker keeps it until there is a verdict.
 *
 * Throws the Fault `queue-full` where more wait than the broker keeps.
 */
export async function submit(
	broker: Broker,
	submission: Submission,
	{ remember = true }: { /** The broker knows the id again for a while. */ readonly remember?: boolean } = {},
): Promise<Receipt> {
	const { id, bytes, group } = submission
	checkId(id)
	if (group !== undefined) checkId(group, 'A group')
	const inline = bytes.length <= inlineBytes
	if (!inline) await broker.payloads.putBlob({ name: id }, bytes)
	const said = headersOf({ ...submission, size: bytes.length, inline })
	try {
		const { duplicate } = await broker.js.publish(
			broker.names.submission(group),
			inline ? bytes : new Uint8Array(),
			{ headers: said, ...(remember && { msgID: id }) },
		)
		return { id, again: duplicate }
	} catch (error) {
		if (error instanceof JetStreamApiError && error.code === maximumBytes)
			throw new Fault('queue-full', 'More submissions wait than the broker keeps.')
		throw error
	}
}

/** The broker's code for a stream that is full. */
const maximumBytes = 10_077

/** Submissions that wait or are being judged: whoever takes new ones in slows down by it. */
export async function lag(broker: Broker): Promise<number> {
	const { num_pending, num_ack_pending } = await (await broker.workers()).info()
	return num_pending + num_ack_pending
}

/** What a message says of its submission. */
export function headersOf({
	id,
	source,
	asOf,
	received,
	sha256,
	group,
	transport,
	size,
	inline,
}: Letter): MsgHdrs {
	const said = headers()
	said.set('Recevable-Id', id)
	// Headers are printable ASCII; names of files are not.
	said.set('Recevable-Source', encodeURIComponent(source))
	said.set('Recevable-As-Of', asOf)
	said.set('Recevable-Received', received.toISOString())
	said.set('Recevable-Sha256', sha256)
	said.set('Recevable-Payload', `${inline ? 'inline' : 'object'} ${size}`)
	if (group !== undefined) said.set('Recevable-Group', group)
	if (transport !== undefined) said.set('Recevable-Transport', encodeURIComponent(JSON.stringify(transport)))
	return said
}

/** The same, read. A message that another program put there is a Fault. */
export function letterOf(said: MsgHdrs | undefined): Letter {
	const get = (name: string): string => {
		const value = said?.get(`Recevable-${name}`)
		if (value) return value
		throw new Fault('internal', `The message has no header Recevable-${name}: it is no submission.`)
	}
	const [kind, size] = get('Payload').split(' ')
	const group = said?.get('Recevable-Group')
	const transport = said?.get('Recevable-Transport')
	return {
		id: checkId(get('Id')),
		source: decodeURIComponent(get('Source')),
		asOf: get('As-Of'),
		received: new Date(get('Received')),
		sha256: get('Sha256'),
		size: Number(size),
		inline: kind === 'inline',
		...(group && { group: checkId(group, 'A group') }),
		...(transport && { transport: JSON.parse(decodeURIComponent(transport)) as Submission['transport'] }),
	}
}

/** The bytes of a letter; undefined where the object store has none under its id. */
export async function bytesOf(
	broker: Broker,
	letter: Letter,
	payload: Uint8Array,
): Promise<Uint8Array | undefined> {
	if (letter.inline) return payload
	return (await broker.payloads.getBlob(letter.id)) ?? undefined
}
