/** The folder of the platform rules: the one written here, or another that a user names with --folder. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '#engine'

export const ownFolder = fileURLToPath(new URL('../../../rules/platform/', import.meta.url))

export const folderOption = {
	type: 'string',
	value: 'FOLDER',
	help: 'other platform rules than those written here',
} as const

/** Whether it holds what all its rules refer to. */
export const isRuleFolder = (folder: string): boolean => existsSync(join(folder, 'conditions.json'))

/** Rules that are read with the conditions and scopes of one folder: all that it holds, or some files. */
export interface RuleGroup {
	readonly folder: string
	/** Names below the folder, as `rules/x.json`. */
	readonly names?: readonly string[]
	/** In place of the folder's own: paths of files that lie elsewhere. */
	readonly elsewhere?: readonly string[]
}

/**
 * Rule files by the folder that they are read with: the one named with --folder, else the one that they lie in, else
 * the one written here, so that a file by itself can be tried before it has a place.
 */
export function ruleGroups(files: readonly string[], folder?: string): RuleGroup[] {
	const names = new Map<string, string[]>()
	const elsewhere = new Map<string, string[]>()
	for (const path of files) {
		const above = basename(resolve(path, '..')) === 'rules' ? resolve(path, '../..') : undefined
		const home = resolve(folder ?? (above !== undefined && isRuleFolder(above) ? above : ownFolder))
		const [among, name] = home === above ? [names, `rules/${basename(path)}`] : [elsewhere, resolve(path)]
		among.set(home, [...(among.get(home) ?? []), name])
	}
	return [
		...[...names].map(([home, some]) => ({ folder: home, names: some })),
		...[...elsewhere].map(([home, some]) => ({ folder: home, elsewhere: some })),
	]
}

/** The rule files right in a folder that is none of platform rules. */
export function ruleFilesIn(folder: string): string[] {
	const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
	if (names.length === 0)
		throw new Fault('usage', `${folder} holds neither a rule file (.json) nor conditions.json.`)
	return names.sort().map((name) => join(folder, name))
}
