/** The workers of a drill: processes of the real command, that can be killed, frozen and replaced. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Cable } from './network.ts'

export interface CrewOptions {
	readonly size: number
	/** Addresses of broker and database for a host: this machine's, or that behind a cable. */
	readonly addresses: (host: string) => { readonly broker: string; readonly postgres: string }
	readonly cable?: Cable
	/** The clocks that the workers live by, one each; the true one for whom there is none. */
	readonly clocks?: readonly Clock[]
	/** Seconds after which a silent worker's submissions go to another. */
	readonly ackWait: number
	readonly log: (line: string) => void
}

export interface Crew {
	/** Kills one of them, as `kill -9` does, and puts another in its place. */
	kill(index: number): void
	/** Stops one for so many milliseconds: it knows nothing of the time that passed. */
	freeze(index: number, milliseconds: number): Promise<void>
	/** Tells all to end and waits for them; gives how each ended. */
	end(): Promise<readonly (number | null)[]>
	readonly size: number
}

const root = join(import.meta.dirname, '../../..')

export function startCrew({ size, addresses, cable, clocks = [], ackWait, log }: CrewOptions): Crew {
	const members: ChildProcess[] = []
	const begin = (index: number): ChildProcess => {
		// The first sits behind the cable.
		const behind = index === 0 && cable !== undefined
		const before = behind ? cable.behind : []
		const { broker, postgres } = addresses(behind ? cable.host : '127.0.0.1')
		const command = [
			...before,
			process.execPath,
			'--conditions=source',
			'--disable-warning=ExperimentalWarning',
			join(root, 'server/main.ts'),
			'work',
			...['--broker', broker, '--postgres', postgres, '--prefix', 'drill', '--workers', '1'],
			...['--ack-wait', String(ackWait), '--window', '64', '--platform', '--quiet'],
		]
		const child = spawn(command[0]!, command.slice(1), {
			cwd: root,
			env: { ...process.env, ...clocks[index]?.env },
			stdio: ['ignore', 'ignore', 'pipe'],
			detached: true,
		})
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			for (const line of text.split('\n')) if (line !== '') log(`worker ${index}: ${line}`)
		})
		return child
	}
	const signal = (child: ChildProcess | undefined, name: NodeJS.Signals): void => {
		if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
		try {
			// Its whole group: words before the command may have made processes of their own.
			process.kill(-child.pid, name)
		} catch {}
	}
	for (let index = 0; index < size; index++) members[index] = begin(index)
	return {
		size,
		kill(index) {
			signal(members[index], 'SIGKILL')
			members[index] = begin(index)
		},
		async freeze(index, milliseconds) {
			const child = members[index]
			signal(child, 'SIGSTOP')
			await new Promise((go) => setTimeout(go, milliseconds))
			signal(child, 'SIGCONT')
		},
		async end() {
			const codes = members.map(async (child) => {
				if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
				const gone = once(child, 'exit')
				signal(child, 'SIGTERM')
				const late = setTimeout(() => signal(child, 'SIGKILL'), 30_000)
				await gone
				clearTimeout(late)
				return child.exitCode
			})
			return await Promise.all(codes)
		},
	}
}
