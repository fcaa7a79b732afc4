/** What became of each document, counted: one end each, or the pool has lost or doubled one. */
import { Fault } from '#engine'

export interface Outcome {
	/** How often the fault happened. */
	readonly times: number
	readonly documents: number
	readonly verdicts: number
	readonly faults: number
	/** Nobody waited for them any more. */
	readonly aborted: number
	readonly lost: number
	readonly twice: number
	/** Whatever else was promised, and did not hold. */
	readonly wrong: readonly string[]
}

export class Ends {
	readonly wrong: string[] = []
	readonly #ends = new Map<number, ('verdict' | 'fault' | 'aborted')[]>()

	verdict(document: number): void {
		this.#add(document, 'verdict')
	}

	/** Of what was thrown instead of a verdict. */
	thrown(document: number, error: unknown): void {
		if (error instanceof Fault) this.#add(document, 'fault')
		else if (error instanceof Error && error.name === 'AbortError') this.#add(document, 'aborted')
		else this.wrong.push(`document ${document} ended with ${error}`)
	}

	/** Counts the end of one document, whatever it is. */
	async of(document: number, verdict: Promise<unknown>): Promise<void> {
		await verdict.then(
			() => this.verdict(document),
			(error: unknown) => this.thrown(document, error),
		)
	}

	expect(holds: boolean, otherwise: string): void {
		if (!holds) this.wrong.push(otherwise)
	}

	outcome(times: number, documents: number): Outcome {
		const all = [...this.#ends.values()]
		const count = (end: string) => all.filter(([first]) => first === end).length
		return {
			times,
			documents,
			verdicts: count('verdict'),
			faults: count('fault'),
			aborted: count('aborted'),
			lost: documents - all.length,
			twice: all.filter(({ length }) => length > 1).length,
			wrong: this.wrong,
		}
	}

	#add(document: number, end: 'verdict' | 'fault' | 'aborted'): void {
		const ends = this.#ends.get(document)
		if (ends === undefined) this.#ends.set(document, [end])
		else ends.push(end)
	}
}
