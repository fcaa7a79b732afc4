/**
 * Bounds on one archive, and the count of what was taken out of it so far.
 *
 * One meter serves an archive and those inside it, so that nesting gains nothing.
 */
import type { Unreadable } from '#rules'

export interface ArchiveLimits {
	/** Entries of any kind, over all levels. */
	readonly archiveEntries: number
	/** Bytes of one entry. */
	readonly archiveEntryBytes: number
	/** Bytes of all entries together, those that are passed over too. */
	readonly archiveBytes: number
	/** How many times larger than its stored form a content may become, once it is large. */
	readonly archiveRatio: number
	/** Archives in each other, the outermost counted. */
	readonly archiveNesting: number
	/** Characters of an entry's path. */
	readonly archiveName: number
}

export const archiveLimits: ArchiveLimits = {
	archiveEntries: 20_000,
	archiveEntryBytes: 120_000_000,
	archiveBytes: 2_000_000_000,
	archiveRatio: 200,
	archiveNesting: 2,
	archiveName: 255,
}

/** Contents below this size are not suspected of being a bomb. */
const unsuspected = 16_000_000

/** Ends the reading of an archive or of one entry; caught in this folder. */
export class Refusal extends Error {
	readonly failure: Unreadable

	constructor(failure: Unreadable) {
		super(failure.id)
		this.failure = failure
	}
}

export class Meter {
	readonly limits: ArchiveLimits
	#entries = 0
	#bytes = 0

	constructor(limits: Partial<ArchiveLimits> = {}) {
		this.limits = { ...archiveLimits, ...limits }
	}

	entry(): void {
		if (++this.#entries > this.limits.archiveEntries) this.exceeded('archiveEntries', this.#entries)
	}

	nesting(depth: number): void {
		if (depth > this.limits.archiveNesting) this.exceeded('archiveNesting', depth)
	}

	/** Bytes that just came out, and how many came out of how many stored bytes so far. */
	inflated(bytes: number, whole: number, stored: number): void {
		this.#bytes += bytes
		if (this.#bytes > this.limits.archiveBytes) this.exceeded('archiveBytes', this.#bytes)
		if (whole > unsuspected && whole > stored * this.limits.archiveRatio)
			this.exceeded('archiveRatio', Math.floor(whole / Math.max(1, stored)))
	}

	exceeded(limit: keyof ArchiveLimits, count: number): never {
		const allowed = String(this.limits[limit])
		throw new Refusal({ id: 'READ-LIMIT', values: { limit, allowed, count: String(count) } })
	}
}
