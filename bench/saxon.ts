/**
 * Saxon-HE as a peer in the same run: a Java process that does a round when it is asked.
 *
 * The driver is compiled on the spot, so a JDK is needed; without one, or without the jar, the peer is left
 * out and the reason is said.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Time } from './measure.ts'

export interface Saxon {
	round(milliseconds: number): Promise<Time>
	warm(milliseconds: number): Promise<void>
	/** Findings over all files, once. */
	count(): Promise<number>
	close(): void
}

export function compileDriver(jar: string): { classPath: string; remove(): void } | { missing: string } {
	if (!existsSync(jar)) return { missing: `${jar} does not exist` }
	if (spawnSync('javac', ['-version']).status !== 0) return { missing: 'there is no javac' }
	const classes = mkdtempSync(join(tmpdir(), 'recevable-bench-'))
	const remove = () => rmSync(classes, { recursive: true, force: true })
	const done = spawnSync('javac', ['-cp', jar, '-d', classes, join(import.meta.dirname, 'SaxonDriver.java')])
	if (done.status === 0) return { classPath: [jar, classes].join(delimiter), remove }
	remove()
	return { missing: `the driver does not compile: ${done.stderr}` }
}

export async function startSaxon(classPath: string, xslt: string, files: readonly string[]): Promise<Saxon> {
	const child = spawn('java', ['-cp', classPath, 'SaxonDriver', xslt, ...files])
	const ask = asker(child)
	await ask(undefined)
	return {
		round: async (milliseconds) => {
			const [wall, processor] = (await ask(`round ${milliseconds}`)).split(' ').map(Number)
			return { wall: wall!, processor: processor! }
		},
		warm: async (milliseconds) => void (await ask(`warm ${milliseconds}`)),
		count: async () => Number(await ask('count')),
		close: () => child.stdin.end(),
	}
}

/** Sends a line and gives the line that answers it; with undefined, only waits for a line. */
function asker(child: ChildProcessWithoutNullStreams): (line: string | undefined) => Promise<string> {
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
	let errors = ''
	child.stderr.on('data', (chunk) => (errors += chunk))
	return async (line) => {
		if (line !== undefined) child.stdin.write(`${line}\n`)
		const { value, done } = await lines.next()
		if (done) throw new Error(`Saxon ended: ${errors.trim()}`)
		return value
	}
}
