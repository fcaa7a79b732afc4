/**
 * What the service can be told: one schema, one table of defaults, values from a file and the environment.
 *
 * A setting `maxBytes` is `maxBytes` in the file (JSON) and `RECEVABLE_MAX_BYTES` in the environment, which
 * wins; lists and records are written as JSON there too. Wrong settings are the operator's mistake and named
 * one by one; secrets are never shown.
 */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Fault } from '#engine'

export const scopes = ['validate', 'batch', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** A client that proves itself by a key, of which only the SHA-256 (hexadecimal) is known here. */
export interface ApiKey {
	readonly id: string
	readonly sha256: string
	readonly scopes: readonly Scope[]
}

export interface JwtSettings {
	/** Where the issuer's public keys stand: an https address or a file. */
	readonly jwks: string
	readonly issuer: string
	readonly audience: string
}

export interface CallbackSettings {
	/** Host names that a batch may report to; nothing else is called. */
	readonly hosts: readonly string[]
	/** Key of the HMAC-SHA256 signature. */
	readonly secret: string
}

export interface Config {
	readonly host: string
	readonly port: number
	/** Required to listen beyond this machine without any authentication. */
	readonly openToAll: boolean
	readonly apiKeys: readonly ApiKey[]
	readonly jwt?: JwtSettings
	readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
	/** Threads that judge; as many as there are processors unless given, 0: none but this one. */
	readonly workers?: number
	/** Folder of the directory and the ledger, as the commands of these names write them. */
	readonly data: string
	/** A bundle of rules to judge by; the program's own unless given. */
	readonly bundle?: string
	/** Public keys (PEM, base64, or a file of PEM) of which one must have signed the bundle. */
	readonly bundleKeys: readonly string[]
	/** NATS servers that take submissions for later, as HOST:PORT with commas; none unless given. */
	readonly broker?: string
	/** PostgreSQL that holds directory and ledger of several machines instead of the folder. */
	readonly postgres?: string
	/** Submissions that may wait on the broker; more are turned away. */
	readonly maxQueued: number
	/** Days since the directory's own day after which the service is not ready; no limit unless given. */
	readonly maxDirectoryAge?: number
	/** What a request may choose otherwise: refuse also what only rules beyond the published ones find. */
	readonly strict: boolean
	/** Judge by the national rules that an invoice calls for. */
	readonly national: 'text' | 'published' | 'none'
	/** Judge by the platform's own rules as well. */
	readonly platform: boolean
	/** Largest document, after decompression, in bytes. */
	readonly maxBytes: number
	/** Milliseconds in which a request must have been sent whole. */
	readonly requestTimeout: number
	readonly maxConnections: number
	/** Documents in the house at a time, waiting or being judged; more are turned away. */
	readonly maxWaiting: number
	/**
	 * Milliseconds that a document of many may be expected to wait for its verdict, a fifth of them in a crowd that
	 * lasts; more are turned away. 0: any.
	 */
	readonly maxWait: number
	/** Bytes of documents in the house at a time. */
	readonly maxHeldBytes: number
	/** Milliseconds that the event loop may lag before requests are turned away; 0 never. */
	readonly maxLag: number
	/** Requests a minute and client; 0 without limit. */
	readonly requestsPerMinute: number
	/** Percent by which V8's old objects may grow before it stops to look through them all; 0: as it sees fit. */
	readonly heapGrowth: number
	/** Web origins that may call from a browser; none unless named. */
	readonly origins: readonly string[]
	/** Whether `X-Forwarded-…` is believed: behind a proxy of the operator's own. */
	readonly trustProxy: boolean
	readonly callbacks?: CallbackSettings
	readonly maxBatchBytes: number
	readonly maxBatchDocuments: number
	/** Batches kept at a time, running or done. */
	readonly maxBatches: number
	/** Seconds that a finished batch is kept. */
	readonly batchExpiry: number
	/** Milliseconds that requests in progress are given at shutdown. */
	readonly shutdownGrace: number
}

const text = { type: 'string', minLength: 1 } as const
const count = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum }) as const

export const configSchema = {
	type: 'object',
	additionalProperties: false,
	properties: {
		host: { ...text, default: '127.0.0.1' },
		port: { ...count(0, 65_535), default: 8080 },
		openToAll: { type: 'boolean', default: false },
		apiKeys: {
			type: 'array',
			default: [],
			items: {
				type: 'object',
				additionalProperties: false,
				required: ['id', 'sha256', 'scopes'],
				properties: {
					id: text,
					sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
					scopes: { type: 'array', minItems: 1, items: { enum: scopes } },
				},
			},
		},
		jwt: {
			type: 'object',
			additionalProperties: false,
			required: ['jwks', 'issuer', 'audience'],
			properties: { jwks: text, issuer: text, audience: text },
		},
		logLevel: { enum: ['trace', 'debug', 'info', 'warn', 'error', 'silent'], default: 'info' },
		workers: count(0, 256),
		data: { ...text, default: 'data' },
		bundle: text,
		bundleKeys: { type: 'array', items: text, default: [] },
		broker: text,
		postgres: text,
		maxQueued: { ...count(1, 100_000_000), default: 100_000 },
		maxDirectoryAge: count(0, 3650),
		strict: { type: 'boolean', default: false },
		national: { enum: ['text', 'published', 'none'], default: 'none' },
		platform: { type: 'boolean', default: false },
		maxBytes: { ...count(1, 2 ** 30), default: 100 * 2 ** 20 },
		requestTimeout: { ...count(100, 3_600_000), default: 30_000 },
		maxConnections: { ...count(1, 100_000), default: 1000 },
		maxWaiting: { ...count(1, 100_000), default: 256 },
		maxWait: { ...count(0, 3_600_000), default: 25 },
		maxHeldBytes: { ...count(1, 2 ** 40), default: 512 * 2 ** 20 },
		maxLag: { ...count(0, 60_000), default: 2000 },
		requestsPerMinute: { ...count(0, 10_000_000), default: 60_000 },
		heapGrowth: { ...count(0, 1000), default: 300 },
		origins: { type: 'array', items: text, default: [] },
		trustProxy: { type: 'boolean', default: false },
		callbacks: {
			type: 'object',
			additionalProperties: false,
			required: ['hosts', 'secret'],
			properties: {
				hosts: { type: 'array', items: text },
				secret: { type: 'string', minLength: 16 },
			},
		},
		maxBatchBytes: { ...count(1, 2 ** 32), default: 256 * 2 ** 20 },
		maxBatchDocuments: { ...count(1, 1_000_000), default: 10_000 },
		maxBatches: { ...count(1, 10_000), default: 32 },
		batchExpiry: { ...count(1, 604_800), default: 3600 },
		shutdownGrace: { ...count(0, 600_000), default: 10_000 },
	},
} as const

type Environment = Readonly<Record<string, string | undefined>>

const names = Object.keys(configSchema.properties) as (keyof Config)[]
const secrets: ReadonlySet<string> = new Set(['sha256', 'secret', 'broker', 'postgres'])

/** `maxBytes` → `RECEVABLE_MAX_BYTES`. */
export function variableOf(name: string): string {
	return `RECEVABLE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/**
 * Settings from the file that `RECEVABLE_CONFIG` names and from the environment; `given` wins over both.
 * A setting that is unknown or out of range is a Fault of code `usage`.
 */
export function readConfig(environment: Environment, given: Readonly<Record<string, unknown>> = {}): Config {
	const settings: Record<string, unknown> = {
		...fromFile(environment.RECEVABLE_CONFIG),
		...fromEnvironment(environment),
		...given,
	}
	const ajv = new Ajv({ coerceTypes: true, useDefaults: true, allErrors: true })
	if (!ajv.validate(configSchema, settings)) {
		const faults = ajv.errors!.map(({ instancePath, message, params }) => {
			const extra = 'additionalProperty' in params ? ` (${params.additionalProperty})` : ''
			return `${instancePath.slice(1).replaceAll('/', '.') || 'settings'} ${message}${extra}`
		})
		throw new Fault('usage', `The settings are wrong: ${faults.join('; ')}.`)
	}
	return settings as unknown as Config
}

function fromFile(file: string | undefined): object {
	if (file === undefined || file === '') return {}
	try {
		const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
		if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
	} catch (error) {
		throw new Fault('usage', `The settings in ${file} cannot be read: ${(error as Error).message}`)
	}
	throw new Fault('usage', `The settings in ${file} are no JSON object.`)
}

function fromEnvironment(environment: Environment): Record<string, unknown> {
	const settings: Record<string, unknown> = {}
	for (const name of names) {
		const value = environment[variableOf(name)]
		if (value === undefined || value === '') continue
		const { type } = configSchema.properties[name] as { type?: string }
		settings[name] = type === 'array' || type === 'object' ? fromJson(variableOf(name), value) : value
	}
	return settings
}

function fromJson(variable: string, value: string): unknown {
	try {
		return JSON.parse(value)
	} catch {
		throw new Fault('usage', `${variable} is not JSON.`)
	}
}

/** The settings as they may be printed and logged. */
export function withoutSecrets(config: Config): unknown {
	return JSON.parse(JSON.stringify(config, (key, value) => (secrets.has(key) ? '(hidden)' : value)))
}

/** The address itself or a name for this machine alone. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

export function hasAuthentication(config: Config): boolean {
	return config.apiKeys.length > 0 || config.jwt !== undefined
}

/** Beyond loopback, somebody must have decided who may ask. */
export function refuseOpenDoor(config: Config): void {
	if (isLoopback(config.host) || hasAuthentication(config) || config.openToAll) return
	throw new Fault(
		'usage',
		`The service would listen on ${config.host}, beyond this machine, and let anybody in. Give apiKeys or jwt, or set openToAll (RECEVABLE_OPEN_TO_ALL=true) if that is meant.`,
	)
}
