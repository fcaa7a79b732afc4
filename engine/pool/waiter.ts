/** Who waits for one result: a promise's two ends, or what does without one. */
export interface Waiter<R> {
	resolve(result: R): void
	reject(reason: unknown): void
}
