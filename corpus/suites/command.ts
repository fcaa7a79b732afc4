/** How a command that is no part of the program is run: by npm, with a status, and a Fault told as one line. */
import { Fault } from '#engine'

/** Ends with what `main` gives; with 2 and the sentence of a Fault. */
export async function runAsCommand(
	main: (argv: readonly string[]) => number | Promise<number>,
): Promise<void> {
	try {
		process.exitCode = await main(process.argv.slice(2))
	} catch (error) {
		if (!(error instanceof Fault)) throw error
		process.stderr.write(`${error.message}\n`)
		process.exitCode = 2
	}
}

/** How many results of each kind there are, a line each, and the status: 1 where one is wrong. */
export function tell<Kind extends string>(
	kinds: readonly Kind[],
	results: readonly { readonly kind: Kind }[],
): number {
	const width = Math.max(...kinds.map((kind) => kind.length)) + 2
	for (const kind of kinds)
		process.stdout.write(`${kind.padEnd(width)}${results.filter((result) => result.kind === kind).length}\n`)
	return results.some(({ kind }) => kind === 'wrong') ? 1 : 0
}
