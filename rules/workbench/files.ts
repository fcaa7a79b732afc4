/**
 * The rule files of a folder of platform rules, read without judging them: a tool that tells every fault at once cannot
 * stop at the first.
 */
import { Fault } from '#engine'
import type { PlatformRules } from '../platform/load.ts'
import { readConditions } from '../platform/read.ts'

/**
 * All rules of the folder, or those that are named: below the folder, or by their whole path. Throws a Fault where
 * one of them, or what all rules refer to, cannot be read.
 */
export function platformFiles(
	folder: string,
	wanted?: readonly string[],
): Pick<PlatformRules, 'named' | 'scopes' | 'files'> {
	const { readFileSync, readdirSync } = process.getBuiltinModule('node:fs')
	const { join, resolve } = process.getBuiltinModule('node:path')
	const read = (name: string): string => {
		try {
			return readFileSync(resolve(folder, name), 'utf8')
		} catch {
			throw new Fault('rule-text-unreadable', `${resolve(folder, name)} cannot be read`)
		}
	}
	const names =
		wanted ??
		readdirSync(join(folder, 'rules'), { encoding: 'utf8' })
			.filter((name) => name.endsWith('.json'))
			.sort()
			.map((name) => `rules/${name}`)
	return {
		named: readConditions(join(folder, 'conditions.json'), read('conditions.json')),
		scopes: JSON.parse(read('scopes.json')) as PlatformRules['scopes'],
		files: names.map((name) => ({ file: name, text: read(name) })),
	}
}
