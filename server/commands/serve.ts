/** `serve`: the HTTP service and the pre-check page. */
import { createHash, randomBytes } from 'node:crypto'
import { helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { proven, servedBundle } from '../bundle/served.ts'
import { tryCanaries } from '../http/canary.ts'
import { configSchema, readConfig, refuseOpenDoor, variableOf, withoutSecrets } from '../http/config.ts'
import { inProcess, pooled } from '../http/judge.ts'
import { createService, localToday, type Service } from '../http/service.ts'
import { storesOf } from '../http/stores.ts'
import { growing } from '../sparing.ts'

const options = {
	host: { type: 'string', value: 'ADDRESS', help: 'where to listen; 127.0.0.1 unless given' },
	port: { type: 'string', short: 'p', value: 'N', help: 'port; 8080 unless given' },
	'print-config': { type: 'boolean', help: 'show the settings, secrets hidden, and end' },
	'new-key': {
		type: 'boolean',
		help: 'make an API key, show it once with the SHA-256 to configure, and end',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable serve [OPTIONS]

Judges invoices over HTTP and serves the page on which people check theirs.

${helpOf(options)}

Settings come from the environment and from the JSON file that RECEVABLE_CONFIG names:
${Object.keys(configSchema.properties)
	.map((name) => `  ${variableOf(name)}`)
	.join('\n')}
RECEVABLE_BUNDLE names a bundle of rules (recevable rules bundle) to judge by; with RECEVABLE_BUNDLE_KEYS only one that
one of these public keys signed is taken.
RECEVABLE_CATALOGUE is the address under which reports find the catalogue, as https://platform.example.
SIGHUP reads the rule texts or the bundle again; SIGTERM and SIGINT finish what is in progress and end.
`

export const serve = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) return say(help)
	if (given.flag('new-key')) return say(newKey())
	const host = given.text('host')
	const port = given.text('port')
	const config = readConfig(process.env, { ...(host && { host }), ...(port && { port }) })
	if (given.flag('print-config')) return say(`${JSON.stringify(withoutSecrets(config), null, 2)}\n`)
	refuseOpenDoor(config)
	growing(config.heapGrowth)
	// Reports lead to the catalogue of this service, unless the operator says where it is reached.
	if (config.port !== 0) process.env.RECEVABLE_CATALOGUE ??= `http://${config.host}:${config.port}`

	const { workers, maxWaiting, maxHeldBytes, strict, national, data, postgres } = config
	const stores = () => (postgres === undefined ? storesOf(data, config.platform) : { postgres })
	const judging = {
		...(strict && { beyond: 'refuse' as const }),
		...(national !== 'none' && { national: { reading: national } }),
		platform: stores(),
	}
	const bundle = servedBundle(config)
	const held = bundle && { held: await proven(judging, bundle(), localToday()) }
	const sources = { stores, ...(bundle && { held: bundle }) }
	const limits = {
		maxWaiting: maxWaiting + 1000,
		maxWaitingBytes: 2 * maxHeldBytes,
		// Who waits for one answer does not want to wait for those of many; four at a time cost less than each by itself,
		// and what they spare shortens the longest waits by more than the gathering lengthens the others.
		group: 8,
		gather: 2,
	}
	const judge =
		workers === 0
			? inProcess({ ...judging, ...held }, sources)
			: await pooled({ ...judging, ...held, ...limits, ...(workers && { workers }) }, sources)
	await tryCanaries(judge.judge, localToday())
	const queue = config.broker === undefined ? undefined : await openQueue(config.broker)
	const service = await createService({
		config,
		judge,
		...held,
		log: process.stderr,
		...(queue && { desk: queue.desk }),
	})
	await service.http.listen({ host: config.host, port: config.port })
	const { port: bound } = service.http.server.address() as { port: number }
	const shown = config.host.includes(':') ? `[${config.host}]` : config.host
	process.stdout.write(`The page is at http://${shown}:${bound}/ (the API at /docs). Stop with Ctrl-C.\n`)
	const status = await untilStopped(service)
	await queue?.close()
	return status
}

/** The broker that submissions are given to, and the desk that takes them in. */
async function openQueue(servers: string) {
	const [{ openBroker }, { openDesk }, { brokerNamed }] = await Promise.all([
		import('../queue/broker.ts'),
		import('../queue/desk.ts'),
		import('../queue/settings.ts'),
	])
	const broker = await openBroker(brokerNamed(servers))
	return { desk: await openDesk(broker), close: () => broker.close() }
}

function say(text: string): number {
	process.stdout.write(text)
	return 0
}

function newKey(): string {
	const key = `rcv_${randomBytes(32).toString('base64url')}`
	return `key     ${key}\nsha256  ${createHash('sha256').update(key).digest('hex')}\n`
}

function untilStopped(service: Service): Promise<number> {
	return new Promise((done, fail) => {
		const reload = () => {
			service.reload().then(
				() => service.http.log.info('rule sets reloaded'),
				(error: Error) => service.http.log.error({ refused: error.message }, 'rule sets kept'),
			)
		}
		const stop = () => {
			process.off('SIGHUP', reload)
			service.stop().then(() => done(0), fail)
		}
		process.on('SIGHUP', reload)
		process.once('SIGTERM', stop)
		process.once('SIGINT', stop)
	})
}
