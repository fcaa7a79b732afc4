/** The entry of a thread that reads the rule texts afresh, compiles them and tries them on the canaries. */
import { parentPort, workerData } from 'node:worker_threads'
import { Fault, type FaultCode, Tree } from '#engine'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { packHeld } from './bundle/held.ts'
import { tryCanaries } from './http/canary.ts'
import type { JudgeOptions } from './http/judge.ts'
import { setupOf } from './pool.ts'
import { type PackedOwn, packOwn } from './rule-sets.ts'
import { judgeTask, meansOf } from './task.ts'

export interface Asked {
	readonly options: JudgeOptions
	/** The day on which the canaries are judged. */
	readonly asOf: string
}

export type Renewed =
	| { readonly packed: PackedOwn }
	| { readonly fault: { readonly code: FaultCode; readonly message: string } }

async function renew({ options, asOf }: Asked): Promise<Renewed> {
	try {
		const { held } = options
		const packed = held ? packHeld(held) : packOwn(Object.keys(ownRuleSets) as OwnRuleSetId[])
		const means = await meansOf(setupOf({ ...options, packed }), new Tree())
		await tryCanaries(async (bytes, task) => judgeTask(bytes, task, means), asOf)
		return { packed }
	} catch (error) {
		if (error instanceof Fault) return { fault: { code: error.code, message: error.message } }
		throw error
	}
}

parentPort!.postMessage(await renew(workerData as Asked))
