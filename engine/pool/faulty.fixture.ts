/** A worker that does what its tests tell it: judges, waits, throws, hangs, dies. */
import { Fault } from '../fault.ts'
import { serve } from './worker.ts'

export interface Order {
	readonly number: number
	readonly act?: 'sleep' | 'until' | 'throw' | 'fault' | 'hang' | 'exit' | 'memory' | 'unclonable' | 'stray'
	/** Milliseconds of `sleep`. */
	readonly for?: number
	/** Shared: `exit` raises it and dies once only; `until` waits for it to be raised. */
	readonly flag?: Int32Array
}

export interface Done {
	readonly number: number
	readonly text: string | undefined
	readonly setup: string
	/** Documents that this worker has judged with this setup. */
	readonly count: number
}

function act({ act, for: milliseconds = 0, flag }: Order): void {
	switch (act) {
		case 'sleep':
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
			return
		case 'until':
			Atomics.wait(flag!, 0, 0)
			return
		case 'throw':
			throw new TypeError('thrown')
		case 'fault':
			throw new Fault('recursion-limit', 'too deep')
		case 'stray':
			queueMicrotask(() => {
				throw new Error('stray')
			})
			return
		case 'hang':
			for (;;);
		case 'exit':
			if (flag === undefined || Atomics.exchange(flag, 0, 1) === 0) process.exit(9)
			return
		case 'memory': {
			const kept: unknown[] = []
			for (;;) kept.push(new Array(1000).fill(kept.length))
		}
	}
}

export default serve<Order, Done>((setup) => {
	if (setup === 'broken') throw new Fault('rule-text-invalid', 'broken setup')
	if (setup === 'hang') for (;;);
	if (setup === 'exit') process.exit(3)
	let count = 0
	return (bytes, order) => {
		act(order)
		const text = bytes && new TextDecoder().decode(bytes)
		const done = { number: order.number, text, setup: String(setup), count: ++count }
		return order.act === 'unclonable' ? Object.assign(done, { method: () => done }) : done
	}
})
