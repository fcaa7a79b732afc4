/**
 * The files of a folder of platform rules, read without judging them: a tool that tells every fault at once cannot
 * stop at the first.
 */
import { Fault } from '#engine'
import type { PlatformRules } from '../platform/load.ts'
import { readConditions } from '../platform/read.ts'

/** Throws a Fault where what all rules refer to cannot be read. */
export function platformFiles(folder: string): Pick<PlatformRules, 'named' | 'scopes' | 'files'> {
	const { readFileSync, readdirSync } = process.getBuiltinModule('node:fs')
	const { join } = process.getBuiltinModule('node:path')
	const read = (name: string): { file: string; text: string } => {
		try {
			return { file: name, text: readFileSync(join(folder, name), 'utf8') }
		} catch {
			throw new Fault('rule-text-unreadable', `${join(folder, name)} cannot be read`)
		}
	}
	const conditions = read('conditions.json')
	const scopes = read('scopes.json')
	const names = readdirSync(join(folder, 'rules'), { encoding: 'utf8' })
	return {
		named: readConditions(join(folder, 'conditions.json'), conditions.text),
		scopes: JSON.parse(scopes.text) as PlatformRules['scopes'],
		files: [
			conditions,
			scopes,
			...names
				.filter((name) => name.endsWith('.json'))
				.sort()
				.map((name) => read(`rules/${name}`)),
		],
	}
}
