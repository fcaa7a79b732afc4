/** The table of commands; each is loaded when it is asked for. */

export interface Command {
	/** Runs with the arguments after the command's name; gives the exit status. */
	run(argv: readonly string[]): Promise<number>
}

interface Entry {
	readonly summary: string
	load(): Promise<Command>
}

export const commands = {
	check: { summary: 'judge invoices', load: async () => (await import('./check.ts')).check },
	compile: { summary: 'compile a Schematron', load: async () => (await import('./compile.ts')).compile },
	corpus: {
		summary: 'run a corpus against its expectations',
		load: async () => (await import('./corpus.ts')).corpus,
	},
	serve: {
		summary: 'run the HTTP service and the page',
		load: async () => (await import('./serve.ts')).serve,
	},
	work: {
		summary: 'judge what comes over a queue, one of many machines',
		load: async () => (await import('./work.ts')).worker,
	},
	submit: {
		summary: 'give invoices to the queue',
		load: async () => (await import('./submit.ts')).submitter,
	},
	directory: {
		summary: 'import and look up the directory of structures',
		load: async () => (await import('./directory.ts')).directory,
	},
	ledger: {
		summary: 'inspect the ledger of duplicates',
		load: async () => (await import('./ledger.ts')).ledger,
	},
	rules: {
		summary: 'write, lint, test, break and show rules',
		load: async () => (await import('./rules.ts')).rules,
	},
} as const satisfies Readonly<Record<string, Entry>>
