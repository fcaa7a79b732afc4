import type { Trouble } from '../task.ts'
import { harmless } from '../terminal.ts'

/** Documents not judged to their end, said on standard error; the first ones by name. */
export class Complaints {
	readonly #named = 20
	count = 0

	add(source: string, { code, message }: Trouble): void {
		if (this.count++ < this.#named)
			process.stderr.write(`${harmless(source)}: fault ${code}: ${harmless(message)}\n`)
	}

	end(): void {
		const more = this.count - this.#named
		if (more > 0) process.stderr.write(`… and ${more} more documents that were not judged to their end\n`)
	}
}
