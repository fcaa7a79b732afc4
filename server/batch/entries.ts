/**
 * Sources to the jobs of a batch: files by their path, contents of archives by their bytes.
 *
 * A file that is a document by its name is not read here: the worker that judges it does.
 */
import { statSync } from 'node:fs'
import { Fault, type Job } from '#engine'
import type { Walk } from '../documents.ts'
import type { AnyLimits } from '../limits.ts'
import type { Task } from '../task.ts'

/** What a job of the batch has in common with all others. */
export type Common = Omit<Task, 'source' | 'path' | 'failure' | 'limits'> & { readonly limits?: AnyLimits }

export interface Entry extends Job<Task> {
	/** It could not be opened: there is nothing to judge. */
	readonly fault?: Fault
}

export class Entries implements AsyncIterable<Entry> {
	/** Sources whose documents were all handed on. */
	sources = 0
	/** Entries of archives that are no documents by their name. */
	passedOver = 0
	readonly #walk: Walk
	readonly #common: Common
	readonly #skips: (source: string) => boolean

	/** `skips`: documents that are done already. */
	constructor(walk: Walk, common: Common, skips: (source: string) => boolean) {
		this.#walk = walk
		this.#common = common
		this.#skips = skips
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Entry, void, undefined> {
		const common = this.#common
		for await (const source of this.#walk.sources) {
			const { name } = source
			if (source.isDocument) {
				if (!this.#skips(name)) yield { context: { ...common, source: name, path: name }, size: sizeOf(name) }
			} else
				try {
					for await (const entry of source.documents(common.limits)) {
						if (entry.kind === 'passed-over') this.passedOver++
						else if (!this.#skips(entry.name))
							yield entry.kind === 'file'
								? {
										context: { ...common, source: entry.name },
										bytes: entry.bytes,
										size: entry.bytes.length,
									}
								: { context: { ...common, source: entry.name, failure: entry.failure }, size: 0 }
					}
				} catch (fault) {
					if (!(fault instanceof Fault)) throw fault
					if (!this.#skips(name)) yield { context: { ...common, source: name }, size: 0, fault }
				}
			this.sources++
		}
	}
}

/** Only to share out the work: whoever reads the file finds out whether it is there. */
function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
