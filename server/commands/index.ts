/** The table of commands. */
import { check } from './check.ts'
import { compile } from './compile.ts'
import { corpus } from './corpus.ts'

export interface Command {
	readonly summary: string
	/** Runs with the arguments after the command's name; gives the exit status. */
	run(argv: readonly string[]): Promise<number>
}

export const commands = { check, compile, corpus } as const satisfies Readonly<Record<string, Command>>
