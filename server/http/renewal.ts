/**
 * Rule sets read afresh, compiled and tried on the canaries in a thread of their own.
 *
 * Compiling them takes seconds, in which the service goes on answering. The module is both sides: who asks, and
 * what runs in the thread.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Fault, type FaultCode, Tree } from '#engine'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { setupOf } from '../pool.ts'
import { type PackedOwn, packOwn } from '../rule-sets.ts'
import { judgeTask, meansOf } from '../task.ts'
import { tryCanaries } from './canary.ts'
import type { JudgeOptions, Renew } from './judge.ts'

interface Asked {
	readonly renewal: true
	readonly options: JudgeOptions
	readonly asOf: string
}

type Answer =
	| { readonly packed: PackedOwn }
	| { readonly fault: { readonly code: FaultCode; readonly message: string } }

export const renewal: Renew = async ({ beyond, national, platform }, asOf) => {
	const options = { ...(beyond && { beyond }), ...(national && { national }), ...(platform && { platform }) }
	const worker = new Worker(new URL(import.meta.url), {
		workerData: { renewal: true, options, asOf } satisfies Asked,
		...(import.meta.url.endsWith('.ts') && {
			execArgv: ['--conditions=source', '--disable-warning=ExperimentalWarning'],
		}),
	})
	try {
		const answer = await new Promise<Answer>((done, fail) => {
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

/** What is done in the thread. */
export async function renew({ options, asOf }: Omit<Asked, 'renewal'>): Promise<Answer> {
	try {
		const packed = packOwn(Object.keys(ownRuleSets) as OwnRuleSetId[])
		const means = await meansOf(setupOf({ ...options, packed }), new Tree())
		await tryCanaries(async (bytes, task) => judgeTask(bytes, task, means), asOf)
		return { packed }
	} catch (error) {
		if (error instanceof Fault) return { fault: { code: error.code, message: error.message } }
		throw error
	}
}

const asked = workerData as Partial<Asked> | null
if (!isMainThread && asked?.renewal === true) parentPort!.postMessage(await renew(asked as Asked))
