/** The bundle that a service's settings name: read at the start and at every reload, and believed only if proven. */
import { existsSync, readFileSync } from 'node:fs'
import type { JudgeOptions } from '../http/judge.ts'
import { renewal } from '../http/renewal.ts'
import { type HeldRules, heldOf, readBundleFile } from './held.ts'

export interface BundleSettings {
	/** A file; the program's own rules where none is named. */
	readonly bundle?: string
	/** Public keys of which one must have signed it: PEM, base64, or a file of PEM. */
	readonly bundleKeys?: readonly string[]
}

/** Reads the bundle named; throws a Fault where it is damaged or not signed as it must be. */
export function servedBundle({ bundle, bundleKeys = [] }: BundleSettings): (() => HeldRules) | undefined {
	if (bundle === undefined) return undefined
	return () => heldOf(readBundleFile(bundle, bundleKeys.map(keyText)))
}

/** The text of a key that may be given by its file. */
export function keyText(key: string): string {
	return !key.includes('-----BEGIN') && existsSync(key) ? readFileSync(key, 'utf8') : key
}

/** Compiled and tried on the canaries of that day, in a thread of its own. Rejects with a Fault where they are wrong. */
export async function proven(judging: JudgeOptions, held: HeldRules, asOf: string): Promise<HeldRules> {
	return { ...held, packed: await renewal({ ...judging, held }, asOf) }
}
