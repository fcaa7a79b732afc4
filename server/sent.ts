/** A Done on its way between threads: beside a verdict its brief would say the same twice. */
import type { Verdict } from '#rules'
import { briefOf, type Done } from './task.ts'

export type Sent = Done | (Omit<Done, 'brief'> & { readonly verdict: Verdict; readonly milliseconds: number })

export function sentOf(done: Done): Sent {
	const { verdict, brief, ...rest } = done
	return verdict === undefined ? done : { verdict, milliseconds: brief.milliseconds, ...rest }
}

export function doneOf(sent: Sent): Done {
	if ('brief' in sent) return sent
	const { milliseconds, ...rest } = sent
	return { ...rest, brief: briefOf(sent.verdict, milliseconds) }
}
