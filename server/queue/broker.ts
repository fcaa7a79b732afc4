/**
 * A connection to NATS JetStream with the streams, consumers and buckets that work is spread by.
 *
 * They are made where they are not there yet, so that the first of any kind of process may come first. The
 * connection is kept up for ever: a broker that goes away is waited for, and whoever needs it meanwhile waits too.
 */
import {
	AckPolicy,
	type Consumer,
	type ConsumerConfig,
	DiscardPolicy,
	JetStreamApiError,
	type JetStreamClient,
	type JetStreamManager,
	jetstream,
	jetstreamManager,
	RetentionPolicy,
	StorageType,
	type StreamConfig,
} from '@nats-io/jetstream'
import { type KV, Kvm } from '@nats-io/kv'
import { type ObjectStore, Objm } from '@nats-io/obj'
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node'
import { Fault } from '#engine'
import { type Names, namesOf } from './names.ts'
import { untilThere } from './patience.ts'

export interface BrokerOptions {
	/** As `127.0.0.1:4222`; several for a cluster. */
	readonly servers: readonly string[]
	readonly user?: string
	readonly password?: string
	readonly token?: string
	/** Copies that a cluster keeps of everything; 1 unless given. */
	readonly replicas?: number
	readonly prefix?: string
	/** Milliseconds after which a submission whose worker is silent is given to another; 30,000 unless given. */
	readonly ackWait?: number
	/** Days that verdicts and dead letters are kept; 30 unless given. */
	readonly days?: number
	/** Most bytes of submissions that wait, beyond which none is taken; 1 GB unless given. */
	readonly maxWaitingBytes?: number
	/** Milliseconds to wait for an answer of the broker; 5,000 unless given. */
	readonly timeout?: number
	/** Waits for a broker that is not there yet, for as long as it takes; else that is a Fault. Unless told, it waits. */
	readonly wait?: boolean
	/** Hears why it is waited for while its streams are set up. */
	readonly onWait?: (error: Error) => void
}

export interface Broker {
	readonly connection: NatsConnection
	readonly names: Names
	readonly js: JetStreamClient
	readonly manager: JetStreamManager
	readonly payloads: ObjectStore
	readonly groups: KV
	readonly versions: KV
	readonly ackWait: number
	workers(): Promise<Consumer>
	counter(): Promise<Consumer>
	close(): Promise<void>
}

/** Milliseconds. */
const usualTimeout = 5_000

export async function openBroker(options: BrokerOptions): Promise<Broker> {
	const { servers, user, password, token, timeout = usualTimeout } = options
	const connection = await connect({
		servers: [...servers],
		name: 'recevable',
		maxReconnectAttempts: -1,
		reconnectTimeWait: 250,
		waitOnFirstConnect: options.wait ?? true,
		timeout,
		// A broker that vanished without a word is noticed after three of these, in milliseconds.
		pingInterval: 5_000,
		maxPingOut: 3,
		...(user !== undefined && { user }),
		...(password !== undefined && { pass: password }),
		...(token !== undefined && { token }),
	}).catch((error: Error) => {
		throw new Fault('store-unavailable', `no broker answers at ${servers.join(', ')}: ${error.message}`)
	})
	const settle = () => settled(connection, options)
	try {
		// The broker may go while it is being set up: everything is there already, or made, the next time.
		return await (options.wait === false ? settle() : untilThere(settle, options.onWait))
	} catch (error) {
		await connection.close()
		throw error
	}
}

/** The streams, consumers and buckets over a connection. */
async function settled(connection: NatsConnection, options: BrokerOptions): Promise<Broker> {
	const { replicas = 1, prefix, timeout = usualTimeout } = options
	const { ackWait = 30_000, days = 30, maxWaitingBytes = 1e9 } = options
	const names = namesOf(prefix)
	const manager = await jetstreamManager(connection, { timeout })
	const js = jetstream(connection, { timeout })
	const kept = { storage: StorageType.File, num_replicas: replicas } as const
	const week = nanos(days * 86_400_000)
	await stream(manager, {
		...kept,
		name: names.submissions,
		subjects: [names.every.submission],
		retention: RetentionPolicy.Workqueue,
		discard: DiscardPolicy.New,
		max_bytes: maxWaitingBytes,
		// A client that sends a submission again because it heard nothing.
		duplicate_window: nanos(600_000),
	})
	await stream(manager, {
		...kept,
		name: names.verdicts,
		subjects: [names.every.verdict],
		max_age: week,
		allow_direct: true,
	})
	await stream(manager, { ...kept, name: names.dead, subjects: [names.everyDead], max_age: week })
	await consumer(manager, names.submissions, {
		durable_name: names.workers,
		ack_policy: AckPolicy.Explicit,
		ack_wait: nanos(ackWait),
		max_ack_pending: 20_000,
	})
	// One verdict at a time, in their order, is what makes counting exact.
	await consumer(manager, names.verdicts, {
		durable_name: names.counter,
		ack_policy: AckPolicy.Explicit,
		ack_wait: nanos(10_000),
		max_ack_pending: 1,
		filter_subject: names.every.grouped,
	})
	const kvm = new Kvm(connection)
	const bucket = { replicas, storage: StorageType.File } as const
	return {
		connection,
		names,
		js,
		manager,
		ackWait,
		groups: await kvm.create(names.groups, { ...bucket, ttl: days * 86_400_000 }),
		versions: await kvm.create(names.versions, { ...bucket, history: 10 }),
		payloads: await new Objm(js).create(names.payloads, bucket),
		workers: () => js.consumers.get(names.submissions, names.workers),
		counter: () => js.consumers.get(names.verdicts, names.counter),
		close: () => connection.close(),
	}
}

/** Name already in use, with another configuration: codes of the broker. */
const inUse = 10_058
const consumerInUse = 10_148

/** Makes a stream, or brings the one that is there up to date. */
export async function stream(
	manager: JetStreamManager,
	config: Partial<StreamConfig> & { name: string },
): Promise<void> {
	try {
		await manager.streams.add(config)
	} catch (error) {
		if (!(error instanceof JetStreamApiError) || error.code !== inUse) throw error
		await manager.streams.update(config.name, config)
	}
}

export async function consumer(
	manager: JetStreamManager,
	of: string,
	config: Partial<ConsumerConfig> & { durable_name: string },
): Promise<void> {
	try {
		await manager.consumers.add(of, config)
	} catch (error) {
		if (!(error instanceof JetStreamApiError) || error.code !== consumerInUse) throw error
		await manager.consumers.update(of, config.durable_name, config)
	}
}
