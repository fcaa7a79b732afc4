/** What is counted, for Prometheus. Labels come from tables of ours, never from a document or an address. */
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CheckedWith } from '#rules'
import type { Brief } from '../task.ts'
import type { Admission, Full } from './admission.ts'
import { guarded } from './gate.ts'
import type { Judge } from './judge.ts'

export interface Metrics {
	readonly registry: Registry
	/** `seconds`: from the whole document to its verdict; absent where that says nothing, as in a batch. */
	judged(brief: Brief, seconds?: number): void
	/** Shows the rule sets and the directory that judge from now on. */
	inForce(named: readonly Pick<CheckedWith, 'id' | 'version'>[]): void
	/** Days since the day that the directory speaks of. */
	directory(ageDays: number | undefined): void
	shed(reason: Full | 'lag'): void
	/** Shed at the door: no request of it is counted elsewhere. */
	turnedAway(reason: Full): void
	batches(running: number): void
	/** Shows how full it is. */
	watch(admission: Admission): void
}

export function countOn(service: FastifyInstance, judge: Judge): Metrics {
	const registry = new Registry()
	const registers = [registry]
	collectDefaultMetrics({ register: registry })
	const requests = new Histogram({
		name: 'recevable_request_seconds',
		help: 'Time from request to reply, by route and status',
		labelNames: ['method', 'route', 'status'],
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
		registers,
	})
	const verdicts = new Counter({
		name: 'recevable_verdicts_total',
		help: 'Verdicts, by decision and reason code (the first)',
		labelNames: ['verdict', 'code'],
		registers,
	})
	const findings = new Counter({
		name: 'recevable_findings_total',
		help: 'Findings, by rule and severity',
		labelNames: ['rule', 'severity'],
		registers,
	})
	const judging = new Histogram({
		name: 'recevable_judging_seconds',
		help: 'Time from a whole document to its verdict, waiting included',
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
		registers,
	})
	const shed = new Counter({
		name: 'recevable_shed_total',
		help: 'Requests turned away, by what was full',
		labelNames: ['reason'],
		registers,
	})
	const batches = new Gauge({
		name: 'recevable_batches_running',
		help: 'Batches in progress',
		registers,
	})
	new Gauge({
		name: 'recevable_queue_depth',
		help: 'Documents waiting or being judged',
		registers,
		collect() {
			this.set(judge.waiting)
		},
	})
	new Gauge({
		name: 'recevable_worker_restarts',
		help: 'Workers replaced since the start',
		registers,
		collect() {
			this.set(judge.restarts)
		},
	})
	const ruleSets = new Gauge({
		name: 'recevable_rule_set_info',
		help: 'Rule sets and directory in force, by version',
		labelNames: ['id', 'version'],
		registers,
	})
	const directory = new Gauge({
		name: 'recevable_directory_age_days',
		help: 'Days since the day that the directory speaks of; absent without a directory',
		registers,
	})
	directory.remove()
	service.addHook('onResponse', async (request, reply) => {
		const route = request.routeOptions.url ?? 'none'
		requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
	})
	return {
		registry,
		judged({ verdict, codes, hits }, seconds) {
			if (seconds !== undefined) judging.observe(seconds)
			verdicts.inc({ verdict, code: codes[0] ?? '' })
			for (const [rule, severity] of hits) findings.inc({ rule, severity })
		},
		inForce(named) {
			ruleSets.reset()
			for (const { id, version } of named) if (!id.startsWith('codelist-')) ruleSets.set({ id, version }, 1)
		},
		directory(ageDays) {
			if (ageDays === undefined) directory.remove()
			else directory.set(ageDays)
		},
		shed: (reason) => shed.inc({ reason }),
		turnedAway(reason) {
			shed.inc({ reason })
			requests.observe({ method: 'POST', route: guarded, status: 503 }, 0)
		},
		batches: (running) => batches.set(running),
		watch(admission) {
			new Gauge({
				name: 'recevable_documents_held',
				help: 'Documents in the house, from the first byte of their bodies to the last of their replies',
				registers,
				collect() {
					this.set(admission.taken)
				},
			})
			new Gauge({
				name: 'recevable_bytes_held',
				help: 'Bytes of those documents, as far as they are known',
				registers,
				collect() {
					this.set(admission.held)
				},
			})
		},
	}
}
