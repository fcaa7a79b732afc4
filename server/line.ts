/**
 * The command line: finds the command, runs it, and turns what it ends with into an exit status.
 *
 * 0 all accepted · 1 some rejected, inadmissible or undecided · 2 wrong usage · 3 a Fault.
 */
import { Fault } from '#engine'
import { nearest } from './arguments.ts'
import { commands } from './commands/index.ts'

const usage = 2
const fault = 3

// Whatever escapes the commands ends as a Fault too: status 1 would speak of documents.
process.on('uncaughtException', (error) => process.exit(explainFault(error)))
process.exitCode = await line(process.argv.slice(2))

async function line(argv: readonly string[]): Promise<number> {
	// A reader that has seen enough (`| head`) closes the pipe. Nobody complains, but not all was judged.
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') process.exit(fault)
		throw error
	})
	const [name, ...rest] = argv
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		const asked = name !== undefined
		;(asked ? process.stdout : process.stderr).write(help())
		return asked ? 0 : usage
	}
	const command = Object.hasOwn(commands, name) ? commands[name as keyof typeof commands] : undefined
	if (command === undefined) {
		const near = nearest(name, Object.keys(commands))
		const hint = near === undefined ? '' : ` Did you mean '${near}'?`
		return complain(`There is no command '${name}'.${hint}`, 'recevable --help')
	}
	try {
		return await (await command.load()).run(rest)
	} catch (error) {
		if (error instanceof Fault && error.code === 'usage')
			return complain(error.message, `recevable ${name} --help`)
		return explainFault(error)
	}
}

function complain(sentence: string, help: string): number {
	process.stderr.write(`${sentence}\nSee: ${help}\n`)
	return usage
}

/** A Fault's message names its place; any other error is ours, so it is shown with what a report of it needs. */
function explainFault(error: unknown): number {
	if (error instanceof Fault) {
		const code = error.w3c === undefined ? error.code : `${error.code} ${error.w3c}`
		process.stderr.write(`fault ${code}: ${error.message}\n`)
	} else {
		const shown = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
		process.stderr.write(`fault internal: ${shown}\n`)
		if (process.env.RECEVABLE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
	}
	process.stderr.write('Nothing may be concluded about any document not shown above.\n')
	return fault
}

function help(): string {
	const names = Object.keys(commands) as (keyof typeof commands)[]
	const width = Math.max(...names.map((name) => name.length))
	const lines = names.map((name) => `  ${name.padEnd(width)}  ${commands[name].summary}`)
	return `recevable COMMAND [ARGUMENTS]\n\n${lines.join('\n')}\n\nrecevable COMMAND --help says more.\n`
}
