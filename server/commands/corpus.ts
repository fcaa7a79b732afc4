/** `corpus`: loaded when asked for, since it looks on from outside the rooms that judge. */
export const corpus = {
	run: async (argv: readonly string[]): Promise<number> => {
		const { runCorpusCommand } = await import('../../corpus/command.ts')
		return await runCorpusCommand(argv)
	},
}
