/**
 * The service: what stands in front of the routes, in the order in which a request meets it.
 *
 * Names and sites that are not ours, then keys, then how often a client may ask, then whether there is room,
 * then the body, then the route. Every refusal is a problem of problem.ts.
 */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { loadPlatformRules } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { platformRulesOf } from '../bundle/content.ts'
import type { HeldRules } from '../bundle/held.ts'
import type { Desk } from '../queue/desk.ts'
import { ownRuleSet, shelf } from '../rule-sets.ts'
import { ruleSite } from '../site.ts'
import { admission as newAdmission } from './admission.ts'
import { guard } from './auth.ts'
import { type Batches, batches } from './batches.ts'
import { readBodies } from './body.ts'
import type { Send } from './callback.ts'
import { type Catalogue, catalogue, catalogueOf } from './catalogue.ts'
import type { Config } from './config.ts'
import { flows } from './flows.ts'
import { gate as newGate } from './gate.ts'
import { secure } from './headers.ts'
import type { InForce, Judge } from './judge.ts'
import { serializers } from './log.ts'
import { countOn } from './metrics.ts'
import { describe } from './openapi.ts'
import { type Operations, operations, reload } from './operations.ts'
import { page } from './page.ts'
import { Problem, type ProblemId, problemBody, problems, problemType, sendProblem } from './problem.ts'
import { rulePages, type Site, siteOf } from './rule-site.ts'
import { schemas } from './schemas.ts'
import { submissions } from './submissions.ts'
import { validations } from './validations.ts'

export interface ServiceOptions {
	readonly config: Config
	readonly judge: Judge
	/** The rules that it judges by, where they are not the program's own. */
	readonly held?: HeldRules
	/** The rule sets that the catalogue shows; those that may judge unless given. */
	readonly ruleSets?: readonly OwnRuleSetId[]
	/** The day it is, year-month-day; that of this machine unless given. */
	readonly today?: () => string
	/** How callbacks are sent; by https unless given. */
	readonly send?: Send
	/** Takes submissions in for the queue; none are taken unless given. */
	readonly desk?: Desk
	/** Where log lines go; standard output unless given. */
	readonly log?: { write(line: string): void }
}

export interface Service {
	readonly http: FastifyInstance
	/** Swaps the rule sets; a Problem where the new ones are refused. */
	reload(): Promise<void>
	/** Lets nobody in any more, finishes what is inside, and closes. */
	stop(): Promise<void>
}

const shownRuleSets = [
	'en16931-ubl',
	'en16931-cii',
	'beyond-ubl',
	'beyond-cii',
	'br-fr-ubl',
	'br-fr-cii',
] as const satisfies readonly OwnRuleSetId[]

export async function createService(options: ServiceOptions): Promise<Service> {
	const { config, judge, ruleSets = shownRuleSets, today = localToday } = options
	const gate = newGate()
	const http = fastify({
		serverFactory: gate.serverFactory,
		logger: {
			level: config.logLevel,
			serializers,
			redact: ['headers', 'req.headers'],
			...(options.log && { stream: options.log }),
		},
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => randomUUID(),
		requestIdHeader: false,
		trustProxy: config.trustProxy,
		bodyLimit: 16_384,
		requestTimeout: config.requestTimeout,
		connectionTimeout: config.requestTimeout + 60_000,
		keepAliveTimeout: 10_000,
		forceCloseConnections: 'idle',
		http: {
			maxHeaderSize: 16_384,
			headersTimeout: Math.min(config.requestTimeout, 10_000),
			connectionsCheckingInterval: Math.min(1000, config.requestTimeout),
		},
		routerOptions: { maxParamLength: 200 },
		// The schema of a form says what it holds and has no type: a form is no parsed body.
		ajv: {
			customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: false, strictTypes: false },
		},
		clientErrorHandler: refuseRaw,
	})
	http.server.maxConnections = config.maxConnections
	http.setErrorHandler(sendProblem)
	http.setNotFoundHandler((request, reply) => sendProblem(new Problem('not-found'), request, reply))
	for (const schema of schemas) http.addSchema(schema)

	const metrics = countOn(http, judge)
	const admission = newAdmission(config, metrics.shed)
	metrics.watch(admission)
	const life = { stopping: false }
	gate.open({
		// Who stops says so instead.
		full: (bytes) => (life.stopping ? undefined : admission.full(bytes)),
		refused: metrics.turnedAway,
	})
	let inForce: InForce = options.held
		? { load: shelf(options.held), held: options.held }
		: { load: ownRuleSet }
	let listed: Catalogue | undefined
	let site: Site | undefined
	const house: Operations = {
		config,
		judge,
		metrics,
		admission,
		today,
		life,
		catalogue() {
			if (listed === undefined) {
				const day = today()
				const { load, held } = inForce
				const sets = ruleSets.map((id) => load(id, day))
				const platform = held ? platformRulesOf(held.content) : loadPlatformRules()
				listed = catalogueOf(sets, platform.rules, held?.name)
				metrics.inForce(listed.ruleSets)
			}
			return listed
		},
		refresh(next) {
			inForce = next
			listed = undefined
			site = undefined
		},
	}

	secure(http)
	await http.register(cors, { origin: [...config.origins], credentials: false, maxAge: 600 })
	guard(http, config)
	if (config.requestsPerMinute > 0)
		await http.register(rateLimit, {
			max: config.requestsPerMinute,
			timeWindow: '1 minute',
			hook: 'preParsing',
			cache: 10_000,
			keyGenerator: (request) =>
				config.apiKeys.length + (config.jwt ? 1 : 0) > 0 ? request.client.id : request.ip,
			allowList: (request) => request.routeOptions.config.scope === 'open',
			errorResponseBuilder: () => new Problem('too-many-requests'),
		})
	if (config.maxLag > 0)
		await http.register(underPressure, {
			maxEventLoopDelay: config.maxLag,
			pressureHandler: (request) => {
				if (request.routeOptions.config.scope === 'open') return
				metrics.shed('lag')
				throw new Problem('overloaded', undefined, { 'retry-after': '2' })
			},
		})
	http.addHook('onRequest', async (request) => {
		// What was taken in may be fetched to the end.
		const { scope } = request.routeOptions.config
		if (life.stopping && scope !== 'open' && !(scope === 'batch' && request.method === 'GET'))
			throw new Problem('shutting-down', undefined, { 'retry-after': '5', connection: 'close' })
	})
	await readBodies(http, config)
	await describe(http)
	http.decorateRequest('seat', null)
	http.decorateRequest('outcome', null)
	http.addHook('onResponse', async (request, reply) => {
		const milliseconds = Math.round(reply.elapsedTime * 100) / 100
		// What is turned away is counted; writing it down would make a crowd dearer.
		const level = reply.statusCode === 503 || reply.statusCode === 429 ? 'debug' : 'info'
		request.log[level]({ req: request, res: reply, milliseconds, ...request.outcome }, 'answered')
	})
	let jobs: Batches | undefined
	let calls: { close(): Promise<void> } | undefined
	await http.register(async (routes) => {
		validations(routes, house)
		flows(routes, house)
		jobs = batches(routes, house, options.send)
		if (options.desk !== undefined)
			calls = submissions(routes, house, options.desk, {
				maxQueued: config.maxQueued,
				...(options.send && { send: options.send }),
			})
		catalogue(routes, house.catalogue)
		operations(routes, house)
		rulePages(routes, () => (site ??= siteOf(ruleSite({}, inForce.held?.content))))
		page(routes, { config, today, inForce: () => inForce })
	})
	return {
		http,
		reload: () => reload(house),
		async stop() {
			life.stopping = true
			const cut = setTimeout(() => http.server.closeAllConnections(), config.shutdownGrace)
			await jobs?.close(config.shutdownGrace / 2)
			await calls?.close()
			await http.close()
			clearTimeout(cut)
			await judge.close()
		},
	}
}

/** The day it is here. */
export function localToday(): string {
	const now = new Date()
	const two = (n: number) => String(n).padStart(2, '0')
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const rawProblems: Readonly<Record<string, ProblemId>> = {
	HPE_HEADER_OVERFLOW: 'headers-too-large',
	ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/** What never became a request is answered on the bare socket. */
function refuseRaw(error: Error & { code?: string }, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
	const id = rawProblems[error.code ?? ''] ?? 'bad-request'
	const body = JSON.stringify(problemBody(id, 'fr', '', `urn:request:${randomUUID()}`))
	socket.end(
		`HTTP/1.1 ${problems[id].status} Refused\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
	)
}
