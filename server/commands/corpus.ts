/** `corpus`: loaded when asked for, since it looks on from outside the rooms that judge. */
import { Fault } from '#engine'

export const corpus = {
	run: async (argv: readonly string[]): Promise<number> => {
		// The package is published without what looks on.
		if (!import.meta.url.endsWith('.ts'))
			throw new Fault('usage', 'The corpus is in a checkout of the sources, not in the installed package.')
		const { runCorpusCommand } = await import('../../corpus/command.ts')
		return await runCorpusCommand(argv)
	},
}
