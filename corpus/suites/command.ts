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
