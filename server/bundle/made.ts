/** Bundles made from rules that were proven first: what is published judges canaries right and breaks no example. */
import { Tree } from '#engine'
import type { CheckedWith } from '#rules'
import { tryCanaries } from '../http/canary.ts'
import { setupOf } from '../pool.ts'
import { judgeTask, meansOf } from '../task.ts'
import { type About, packBundle } from './bundle.ts'
import type { Content } from './content.ts'
import { contentsOf, type HeldRules, packHeld } from './held.ts'

/** Reads, compiles and tries them; rejects with a Fault where something is wrong. Gives what was compiled with them. */
export async function prove(held: HeldRules, asOf: string): Promise<HeldRules> {
	const ready = { ...held, packed: packHeld(held) }
	const means = await meansOf(
		setupOf({ held: ready, national: { reading: 'text' }, platform: {} }),
		new Tree(),
	)
	await tryCanaries(async (bytes, task) => judgeTask(bytes, task, means), asOf)
	return ready
}

export interface Made {
	readonly text: string
	readonly ruleSets: readonly CheckedWith[]
}

/** The text of a bundle of these rules. `privateKey`: PEM. */
export async function makeBundle(content: Content, about: About, privateKey?: string): Promise<Made> {
	const { packed = {} } = await prove({ content }, about.date)
	const contents = contentsOf(content, packed)
	return { text: packBundle(content, about, contents, privateKey), ruleSets: contents.ruleSets }
}
