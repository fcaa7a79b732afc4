/** What processes use, read from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs'

/** Seconds of processor that a process has used: its first thread, the threads that judge, and all others. */
export interface Used {
	readonly main: number
	readonly judging: number
	readonly others: number
}

const ticks = 100

export function usedBy(pid: number): Used {
	const used = { main: 0, judging: 0, others: 0 }
	for (const thread of readdirSync(`/proc/${pid}/task`)) {
		const [, name = '', rest = ''] =
			/\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')) ?? []
		const fields = rest.split(' ')
		const seconds = (Number(fields[11]) + Number(fields[12])) / ticks
		used[Number(thread) === pid ? 'main' : name === 'WorkerThread' ? 'judging' : 'others'] += seconds
	}
	return used
}

/** Seconds of processor that ended children of this process have used. */
export function usedByChildren(): number {
	const fields = readFileSync('/proc/self/stat', 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ')
	return (Number(fields[13]) + Number(fields[14])) / ticks
}

/** All processors' ticks so far, and those that the machine beneath this one gave to others. */
interface Ticks {
	readonly all: number
	readonly stolen: number
}

export function stolen(): Ticks
/** The part since then. */
export function stolen(since: Ticks): number
export function stolen(since?: Ticks): Ticks | number {
	const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
	const fields = line.split(/ +/).slice(1, 9).map(Number)
	const now = { all: fields.reduce((sum, field) => sum + field, 0), stolen: fields[7] ?? 0 }
	return since === undefined ? now : (now.stolen - since.stolen) / Math.max(1, now.all - since.all)
}

/** Megabytes in memory. */
export function memoryOf(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
