/**
 * The texts that rules are made of, by path: what a bundle holds, and what a folder of rules is read into.
 *
 * Paths are those of the program's own folders (`schematron/…`, `rules/…`), so that a checkout of another day, a
 * team's folder and a bundle are all read alike. A folder need not hold everything: what it lacks is the program's.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '#engine'
import {
	type Choice,
	type CodeList,
	loadPlatformRules,
	type PlatformRules,
	type RuleFiles,
	readChoices,
	readCodeList,
} from '#rules'
import type { OwnRuleSet, RuleTexts } from '#schematron'
import { heldReleases } from '../releases.ts'

/** Text by path, in the order of the paths; JSON, so that it can be sent to a worker. */
export type Content = Readonly<Record<string, string>>

/** Every path that rules may stand at, and no other. */
const paths =
	/^(?:schematron\/(?:own\.json|[\w-]+\/[\w.-]+\.(?:sch|txt))|rules\/(?:choices\.json|codelists\/[\w.-]+\.json|platform\/(?:conditions|scopes)\.json|platform\/rules\/[\w.-]+\.json))$/

export const isRulePath = (path: string): boolean => paths.test(path)

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The rules of the program, and the releases of code lists that this machine holds. */
export function ownContent(): Content {
	const content = Object.fromEntries(read(root))
	for (const { id, version, ...list } of heldReleases()) {
		const path = `rules/codelists/${id}.json`
		const known = content[path]
		if (known !== undefined && (JSON.parse(known) as CodeList).version === version) continue
		const name = `rules/codelists/${`${id}-${version}`.replace(/[^\w.-]/g, '_')}.json`
		content[name] = `${JSON.stringify({ id, version, ...list }, null, '\t')}\n`
	}
	return sorted(content)
}

/**
 * The rules of a folder: one laid out like the program's, or one of platform rules (`conditions.json`, `scopes.json`,
 * `rules/`). What it lacks is the program's: whole parts (all Schematron, all platform rules, all code lists), or with
 * `+` before its name each file, so that a rule or two are added. Throws a Fault `usage` where it is neither.
 */
export function contentOf(name: string): Content {
	const added = name.startsWith('+') && !existsSync(name)
	const folder = added ? name.slice(1) : name
	if (!existsSync(folder) || !statSync(folder).isDirectory())
		throw new Fault('usage', `${folder} is no folder of rules.`)
	const isPlatform = existsSync(join(folder, 'conditions.json'))
	const found = isPlatform ? read(folder, 'rules/platform/') : read(folder)
	if (found.length === 0)
		throw new Fault(
			'usage',
			`There are no rules in ${folder}: neither schematron/ or rules/ as in a checkout, nor conditions.json with rules/ beside it.`,
		)
	const parts = new Set(added ? [] : found.map(([path]) => partOf(path)))
	const lacking = Object.entries(ownContent()).filter(([path]) => !parts.has(partOf(path)))
	return sorted(Object.fromEntries([...lacking, ...found]))
}

/** What is taken from a folder as a whole or not at all. */
function partOf(path: string): string {
	return /^(?:schematron|rules\/(?:codelists|platform|choices))/.exec(path)![0]
}

/** `prefix`: where the folder would stand below the program's. */
function read(folder: string, prefix = ''): [string, string][] {
	const found: [string, string][] = []
	const walk = (path: string): void => {
		for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
			const below = path === '' ? entry.name : `${path}/${entry.name}`
			if (entry.isDirectory() && parents.test(`${prefix}${below}/`)) walk(below)
			else if (entry.isFile() && isRulePath(prefix + below))
				found.push([prefix + below, textOf(join(folder, below))])
		}
	}
	walk('')
	return found
}

const parents = /^(?:schematron\/(?:[\w-]+\/)?|rules\/(?:codelists\/|platform\/(?:rules\/)?)?)$/

function textOf(file: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
	} catch (error) {
		throw new Fault('rule-text-unreadable', `${file} cannot be read as UTF-8: ${(error as Error).message}`)
	}
}

export function sorted(content: Content): Content {
	return Object.fromEntries(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The rule sets of a content. */
export function textsOf(content: Content): RuleTexts {
	const file = 'schematron/own.json'
	const sets = json(content, file) as Readonly<Record<string, OwnRuleSet>>
	if (typeof sets !== 'object' || sets === null || Array.isArray(sets)) throw invalid(file, 'a table is due')
	for (const [id, set] of Object.entries(sets))
		if (typeof set?.version !== 'string' || typeof set.schema !== 'string')
			throw invalid(file, `${id} needs version and schema`)
	return { sets, prefix: 'schematron/', read: (path) => textAt(content, `schematron/${path}`) }
}

export function listsOf(content: Content): readonly CodeList[] {
	const files = Object.keys(content).filter((path) => path.startsWith('rules/codelists/'))
	return files.map((file) => readCodeList(file, json(content, file)))
}

export function choicesOf(content: Content): readonly Choice[] {
	const file = 'rules/choices.json'
	return readChoices(file, need(content, file), Object.keys(textsOf(content).sets))
}

export function platformFilesOf(content: Content): RuleFiles {
	const below = 'rules/platform/'
	return Object.fromEntries(
		Object.entries(content).flatMap(([path, text]) =>
			path.startsWith(below) ? [[path.slice(below.length), text] as const] : [],
		),
	)
}

export function platformRulesOf(content: Content): PlatformRules {
	return loadPlatformRules(platformFilesOf(content))
}

export function textAt(content: Content, path: string): string | undefined {
	return Object.hasOwn(content, path) ? content[path] : undefined
}

function need(content: Content, file: string): string {
	const text = textAt(content, file)
	if (text === undefined) throw new Fault('rule-text-unreadable', `${file} is missing`)
	return text
}

function json(content: Content, file: string): unknown {
	try {
		return JSON.parse(need(content, file))
	} catch (error) {
		if (error instanceof Fault) throw error
		throw invalid(file, `no JSON: ${(error as Error).message}`)
	}
}

function invalid(file: string, what: string): Fault {
	return new Fault('rule-text-invalid', what, { file, line: 1, column: 1 })
}
