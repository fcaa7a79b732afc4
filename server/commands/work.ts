/** `work`: a queue worker, one of as many as there are machines. */
import { Fault } from '#engine'
import { type Arguments, helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { type BundleSettings, servedBundle } from '../bundle/served.ts'
import { readConfig } from '../http/config.ts'
import type { Difference } from '../queue/canary.ts'
import { brokerOf, brokerOptions, positive } from '../queue/settings.ts'
import type { JudgeLetter } from '../queue/work.ts'
import { storePaths } from '../stores/places.ts'
import { today } from '../today.ts'
import { askedOptions, nationalOf } from './asked.ts'

const options = {
	...brokerOptions,
	workers: { type: 'string', value: 'N', help: 'threads; as many as there are processors unless given' },
	window: { type: 'string', value: 'N', help: 'submissions in hand at a time; 128 unless given' },
	'max-deliveries': {
		type: 'string',
		value: 'N',
		help: 'times that a submission is given out before it goes to the dead letters; 8 unless given',
	},
	bundle: askedOptions.bundle,
	trust: askedOptions.trust,
	national: {
		type: 'string',
		value: 'text|published',
		help: 'judge by the national rules that a document calls for too',
	},
	platform: { type: 'boolean', help: 'judge by the platform’s own rules too, with directory and ledger' },
	canary: {
		type: 'boolean',
		help: 'judge copies only, decide nothing, tell where the verdict that stands is another one',
	},
	quiet: { type: 'boolean', short: 'q', help: 'say only what goes wrong' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable work [OPTIONS]

Takes submissions from NATS JetStream, judges them and publishes one verdict for each, until it is told to end
(SIGTERM, SIGINT): what is in hand is finished first. Rules or bundle and directory are read again when others announce
a new version (recevable submit --announce). Says what it does as JSON objects, one a line, on standard error.

${helpOf(options)}

RECEVABLE_BROKER and RECEVABLE_POSTGRES stand for --broker and --postgres; they may hold secrets. RECEVABLE_BUNDLE and
RECEVABLE_BUNDLE_KEYS (a JSON list) stand for --bundle and --trust, as they do for the service.
With PostgreSQL every verdict is logged there, and directory and ledger are those of all machines.
Status: 0 ended as told · 2 wrong usage · 3 a fault
`

export const worker = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const settings = brokerOf(given)
	const bundle = servedBundle(bundleOf(given, process.env))
	// Wrong usage is told before anything is waited for.
	bundle?.()
	const quiet = given.flag('quiet')
	const say = (event: string, more: Readonly<Record<string, unknown>> = {}): void => {
		process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...more })}\n`)
	}
	const threads = positive(given, 'workers')
	const window = positive(given, 'window')
	const maxDeliveries = positive(given, 'max-deliveries')
	const [
		{ openBroker },
		{ copy, layOut, sampled, sing },
		{ countVerdicts },
		{ keepIn, openJudge },
		{ listen, revisions },
		{ work },
		{ untilThere },
	] = await Promise.all([
		import('../queue/broker.ts'),
		import('../queue/canary.ts'),
		import('../queue/groups.ts'),
		import('../queue/judging.ts'),
		import('../queue/versions.ts'),
		import('../queue/work.ts'),
		import('../queue/patience.ts'),
	])
	const waits = (missing: string) => (error: Error) => say('waiting', { for: missing, error: error.message })
	const { postgres } = settings
	const database =
		postgres === undefined
			? undefined
			: await untilThere(
					async () => (await import('../stores/postgres/database.ts')).openDatabase({ url: postgres }),
					waits('stores'),
				)
	say('connecting', { broker: settings.servers })
	const broker = await openBroker({ ...settings, onWait: waits('broker') })
	// Read before the rules are: what is announced meanwhile is read again.
	const known = await untilThere(() => revisions(broker), waits('broker'))
	const judge = await untilThere(
		() =>
			openJudge(
				{
					...(threads && { workers: threads }),
					...nationalOf(given),
					...(given.flag('platform') && { platform: postgres === undefined ? storePaths() : { postgres } }),
				},
				today(),
				bundle,
			),
		waits('stores'),
	)
	const stop = new AbortController()
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
	say('ready', { broker: settings.servers, stores: postgres === undefined ? 'embedded' : 'shared' })
	let copied = 0
	const judgeAndCopy: JudgeLetter = async (bytes, letter, signal) => {
		const verdict = await judge.judge(bytes, letter, signal)
		if (copied > 0 && sampled(letter.id, copied)) await copy(broker, letter, bytes)
		return verdict
	}
	const onDifference = (difference: Difference): void => say('difference', { ...difference })
	const working = given.flag('canary')
		? () => sing(broker, judge.judge, { signal: stop.signal, onDifference })
		: () =>
				work(broker, judgeAndCopy, {
					signal: stop.signal,
					...(window && { window }),
					...(maxDeliveries && { maxDeliveries }),
					...(database && { keep: keepIn(database) }),
					onEvent: (event) => {
						if (event.kind === 'judged') {
							const { letter, verdict, first } = event
							if (!quiet) say('judged', { id: letter.id, verdict: verdict.verdict, first })
						} else say(event.kind, event)
					},
				})
	try {
		await untilThere(() => layOut(broker), waits('broker'))
		await Promise.all([
			working(),
			countVerdicts(broker, stop.signal),
			listen(
				broker,
				async ({ fresh, ...version }) => {
					if (version.what === 'canary') copied = Number(version.version) || 0
					else if (fresh) {
						const refused = await judge.reload(today()).then(() => undefined, refusalOf)
						if (refused !== undefined) return say('version-refused', { ...version, error: refused.message })
					}
					say('version', version)
				},
				{
					signal: stop.signal,
					known,
					onError: (error) => say('waiting', { for: 'version', error: String(error) }),
				},
			),
		])
		return 0
	} finally {
		await judge.close()
		await broker.close()
		await database?.end()
		say('ended')
	}
}

/** Rules that are wrong stay so however often they are read; a store that is away comes back. */
function refusalOf(error: unknown): Fault {
	if (error instanceof Fault && error.code !== 'store-unavailable') return error
	throw error
}

/** The bundle that the options name, or the service's settings in the environment. */
function bundleOf(
	given: Arguments,
	{ RECEVABLE_BUNDLE, RECEVABLE_BUNDLE_KEYS }: Readonly<Record<string, string | undefined>>,
): BundleSettings {
	const bundle = given.text('bundle')
	const trust = given.all('trust')
	return readConfig(
		{ RECEVABLE_BUNDLE, RECEVABLE_BUNDLE_KEYS },
		{ ...(bundle !== undefined && { bundle }), ...(trust.length > 0 && { bundleKeys: trust }) },
	)
}
