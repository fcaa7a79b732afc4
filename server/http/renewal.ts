/**
 * Rule sets read afresh, compiled and tried on the canaries in a thread of their own (renewer.ts).
 *
 * Compiling them takes seconds, in which the service goes on answering.
 */
import { Worker } from 'node:worker_threads'
import { Fault } from '#engine'
import type { Asked, Renewed } from '../renewer.ts'
import type { Renew } from './judge.ts'

// A checkout runs from its sources, an installed package from what was built of them.
const source = import.meta.url.endsWith('.ts')

export const renewal: Renew = async ({ beyond, national, platform, held }, asOf) => {
	const options = {
		...(beyond && { beyond }),
		...(national && { national }),
		...(platform && { platform }),
		...(held && { held }),
	}
	const worker = new Worker(new URL(source ? '../renewer.ts' : '../renewer.js', import.meta.url), {
		workerData: { options, asOf } satisfies Asked,
		...(source && { execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'] }),
	})
	try {
		const answer = await new Promise<Renewed>((done, fail) => {
			worker.once('message', done)
			worker.once('error', fail)
			worker.once('exit', () => fail(new Fault('worker-lost', 'the thread that reads the rules ended')))
		})
		if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.message)
		return answer.packed
	} finally {
		await worker.terminate()
	}
}
