/**
 * Limits as given on the command line: `--limit depth=64`, for one document or for an archive.
 */
import { documentLimits, Fault, type Limits } from '#engine'
import { type ArchiveLimits, archiveLimits } from './archives/limits.ts'

export type AnyLimits = Partial<Limits & ArchiveLimits>

const usual: Readonly<Limits & ArchiveLimits> = { ...documentLimits, ...archiveLimits }

export function readLimits(given: readonly string[]): AnyLimits {
	return Object.fromEntries(given.map(readLimit))
}

function readLimit(text: string): readonly [string, number] {
	const [, name = '', count = ''] = /^(\w*)=(.*)$/.exec(text) ?? []
	if (!Object.hasOwn(usual, name))
		throw new Fault(
			'usage',
			`--limit cannot be '${text}'; it is NAME=N, of ${Object.keys(usual).join(', ')}.`,
		)
	if (!/^\d{1,15}$/.test(count))
		throw new Fault('usage', `--limit ${name} cannot be '${count}'; it is a number.`)
	return [name, Number(count)]
}

/** Names and usual values, one a line. */
export function limitsHelp(): string {
	const width = Math.max(...Object.keys(usual).map((name) => name.length))
	return Object.entries(usual)
		.map(([name, count]) => `  ${name.padEnd(width)}  ${count}`)
		.join('\n')
}
