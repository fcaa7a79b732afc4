/**
 * A year of arrivals before a row of workers: how long the queue gets, and how long invoices wait in it.
 *
 * Minute by minute the queue is a fluid: what arrives flows in, what the workers can do flows out, the rest waits
 * its turn. Within a minute arrivals are random, which a fluid does not know; that wait is added by the formula
 * of Kingman for many servers. The number of workers may follow the queue, with the minutes that a new one takes
 * to start. `simulateQueue` plays single invoices and is the check on both.
 */

export interface Load {
	/** Invoices a minute, for every minute of the time played. */
	readonly arrivals: Float64Array
	/** Mean seconds that one worker needs for one invoice. */
	readonly service: number
	/** Standard deviation of that, over its mean: invoices differ in size. */
	readonly variation: number
}

export interface Scaling {
	readonly least: number
	readonly most: number
	/** Minutes from the wish for a worker to its first invoice. */
	readonly start: number
	/** Share of their time that workers shall be busy. */
	readonly target: number
	/** Minutes in which a queue shall be worked off. */
	readonly drain: number
}

export interface Outcome {
	readonly invoices: number
	readonly workerHours: number
	readonly mostWorkers: number
	/** Invoices that wait, at their most. */
	readonly deepest: number
	/** Seconds from arrival to verdict, of the invoices: half of them, 95 %, 99 %, 99.9 %, all. */
	readonly p50: number
	readonly p95: number
	readonly p99: number
	readonly p999: number
	readonly longest: number
	/** Of each minute. */
	readonly depth: Float64Array
	readonly workers: Uint32Array
}

export function simulateYear({ arrivals, service, variation }: Load, scaling: Scaling): Outcome {
	const minutes = arrivals.length
	const depth = new Float64Array(minutes)
	const workers = new Uint32Array(minutes)
	const waits = new Float64Array(minutes)
	/** Workers asked for, by the minute in which they are ready. */
	const wanted = new Uint32Array(minutes + scaling.start + 1).fill(scaling.least)
	const rate = 60 / service
	let queue = 0
	let invoices = 0
	let workerMinutes = 0
	for (let t = 0; t < minutes; t++) {
		const count = Math.max(scaling.least, wanted[t]!)
		const arrived = arrivals[t]!
		const capacity = count * rate
		const before = queue
		queue = Math.max(0, queue + arrived - capacity)
		depth[t] = queue
		workers[t] = count
		invoices += arrived
		workerMinutes += count
		const busy = Math.min(1, (before + arrived) / capacity)
		// Who comes in the middle of the minute waits for half of what is left before and after.
		const fluid = (before + queue) / 2 / capacity
		waits[t] = fluid * 60 + (queue > 0 ? 0 : kingman(count, busy, service, variation)) + service
		const need = (arrived / scaling.target + queue / scaling.drain) / rate
		wanted[t + scaling.start + 1] = Math.min(scaling.most, Math.max(scaling.least, Math.ceil(need)))
	}
	const quantiles = weightedQuantiles(waits, arrivals, [0.5, 0.95, 0.99, 0.999, 1])
	return {
		invoices,
		workerHours: workerMinutes / 60,
		mostWorkers: workers.reduce((most, count) => Math.max(most, count), 0),
		deepest: depth.reduce((most, count) => Math.max(most, count), 0),
		p50: quantiles[0]!,
		p95: quantiles[1]!,
		p99: quantiles[2]!,
		p999: quantiles[3]!,
		longest: quantiles[4]!,
		depth,
		workers,
	}
}

/** Mean seconds in the queue of so many servers with random arrivals, by Sakasegawa's form. */
export function kingman(servers: number, busy: number, service: number, variation: number): number {
	// A steady state is never reached within a minute near saturation: the fluid has that wait.
	const load = Math.min(busy, 0.995)
	const crowd = load ** (Math.sqrt(2 * (servers + 1)) - 1) / (servers * (1 - load))
	return ((1 + variation ** 2) / 2) * crowd * service
}

function weightedQuantiles(values: Float64Array, weights: Float64Array, at: readonly number[]): number[] {
	const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
	const total = weights.reduce((sum, weight) => sum + weight, 0)
	const found: number[] = []
	let sum = 0
	let next = 0
	for (const index of order) {
		sum += weights[index]!
		while (next < at.length && sum >= at[next]! * total - total * 1e-12) {
			found.push(values[index]!)
			next++
		}
	}
	while (found.length < at.length) found.push(values[order.at(-1) ?? 0] ?? 0)
	return found
}

/**
 * Single invoices, first come first served, before so many workers: the mean seconds that they wait.
 *
 * @param random numbers from 0 to 1, as of a seeded generator
 */
export function simulateQueue(
	{
		servers,
		busy,
		service,
		variation,
		invoices,
	}: {
		readonly servers: number
		readonly busy: number
		readonly service: number
		readonly variation: number
		readonly invoices: number
	},
	random: () => number,
): number {
	const free = new Float64Array(servers)
	const gap = service / (servers * busy)
	// Lognormal service times: many small invoices, few large ones.
	const sigma = Math.sqrt(Math.log(1 + variation ** 2))
	const mu = Math.log(service) - sigma ** 2 / 2
	let now = 0
	let waited = 0
	for (let n = 0; n < invoices; n++) {
		now -= Math.log(1 - random()) * gap
		let first = 0
		for (let i = 1; i < servers; i++) if (free[i]! < free[first]!) first = i
		const start = Math.max(now, free[first]!)
		waited += start - now
		const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
		free[first] = start + Math.exp(mu + sigma * normal)
	}
	return waited / invoices
}
