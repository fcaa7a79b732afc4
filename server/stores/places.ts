/** Where the stores of this machine are kept: under RECEVABLE_DATA, else beside the working directory. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

export function storePaths(environment: Readonly<Record<string, string | undefined>> = process.env): {
	readonly directory: string
	readonly ledger: string
} {
	const data = resolve(environment.RECEVABLE_DATA ?? 'data')
	mkdirSync(data, { recursive: true })
	return { directory: join(data, 'directory'), ledger: join(data, 'ledger') }
}
