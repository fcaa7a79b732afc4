/**
 * The platform rules written here, read from the folder beside this file.
 *
 * Like schematron/files.ts an edge: Node's modules are asked for when rules are first read.
 */
import { Fault } from '#engine'
import { compileCondition, compileRules, type Facts } from './compile.ts'
import { readConditions, readRule } from './read.ts'
import type { NamedConditions, PlatformRule } from './rule.ts'

export interface Scope {
	readonly id: string
	readonly condition?: string
	/** A wider scope whose rules apply as well. */
	readonly within?: string
}

/** All rules with what they refer to; a set is read whole or refused whole. */
export interface PlatformRules {
	readonly rules: readonly PlatformRule[]
	readonly named: NamedConditions
	/** Scopes in the order asked; a document is in the first whose condition holds, else in the last. */
	readonly scopes: readonly Scope[]
	/** Text of every file in the order read; its digest names the set in a verdict. */
	readonly files: readonly { readonly file: string; readonly text: string }[]
}

/** Texts of rule files by their name below the folder, as `rules/br-fr-21.json`. */
export type RuleFiles = Readonly<Record<string, string>>

/** From a folder, that beside this file unless given, or from texts. */
export function loadPlatformRules(from?: string | RuleFiles): PlatformRules {
	const folder = typeof from === 'object' ? inMemory(from) : onDisk(from)
	const files: { file: string; text: string }[] = []
	const read = (name: string): string => {
		const text = folder.read(name)
		files.push({ file: name, text })
		return text
	}
	const named = readConditions('conditions.json', read('conditions.json'))
	const scopes = JSON.parse(read('scopes.json')) as PlatformRules['scopes']
	const ids = scopes.map(({ id }) => id)
	const rules = folder
		.rules()
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => readRule(`rules/${name}`, read(`rules/${name}`), named, ids))
	const seen = new Set<string>()
	for (const { id } of rules) {
		if (seen.has(id)) throw new Fault('rule-text-invalid', `two files hold the rule ${id}`)
		seen.add(id)
	}
	return { rules, named, scopes, files }
}

interface Folder {
	read(name: string): string
	/** Names of the files in the folder of rules. */
	rules(): string[]
}

function onDisk(folder: string | undefined): Folder {
	const { readFileSync, readdirSync } = process.getBuiltinModule('node:fs')
	const { join } = process.getBuiltinModule('node:path')
	const { fileURLToPath } = process.getBuiltinModule('node:url')
	const at = folder ?? fileURLToPath(new URL('.', import.meta.url))
	return {
		read(name) {
			try {
				return readFileSync(join(at, name), 'utf8')
			} catch {
				throw new Fault('rule-text-unreadable', `${join(at, name)} cannot be read`)
			}
		},
		rules: () => readdirSync(join(at, 'rules')),
	}
}

function inMemory(files: RuleFiles): Folder {
	return {
		read(name) {
			const text = Object.hasOwn(files, name) ? files[name] : undefined
			if (text === undefined) throw new Fault('rule-text-unreadable', `${name} cannot be read`)
			return text
		},
		rules: () => Object.keys(files).flatMap((name) => /^rules\/([^/]+)$/.exec(name)?.[1] ?? []),
	}
}

/** The scope of a document: the caller's, or the first whose condition holds. */
export function scopeOf({ scopes, named }: PlatformRules, facts: Facts): string {
	const given = facts('transport.scope')
	if (typeof given === 'string') return given
	let tests = scopeTests.get(scopes)
	if (tests === undefined) {
		tests = scopes.map(({ condition }) =>
			condition === undefined ? () => true : compileCondition(named[condition]!, named),
		)
		scopeTests.set(scopes, tests)
	}
	const index = tests.findIndex((test) => test(facts))
	return scopes[index]?.id ?? ''
}

const scopeTests = new WeakMap<object, ((facts: Facts) => boolean)[]>()

type Breaking = (facts: Facts) => PlatformRule[]

/** Compiled once for each combination of day, scope, direction and channel that occurs. */
const compiled = new WeakMap<PlatformRules, Map<string, Breaking>>()

/** The rules that apply, as one function; severities are those of the day. */
export function applying(
	all: PlatformRules,
	{ asOf, scope, direction, channel }: Applying,
): (facts: Facts) => PlatformRule[] {
	const made = compiled.get(all) ?? new Map<string, Breaking>()
	compiled.set(all, made)
	const key = [asOf, scope, direction ?? '', channel ?? ''].join(' ')
	let breaking = made.get(key)
	if (breaking === undefined) {
		const scopes = [scope, all.scopes.find(({ id }) => id === scope)?.within ?? scope]
		const rules = all.rules.filter(
			(rule) =>
				severityOn(rule, asOf) !== undefined &&
				(rule.scope === undefined || scopes.some((one) => rule.scope!.includes(one))) &&
				(rule.direction === undefined || direction === undefined || rule.direction.includes(direction)) &&
				(rule.channel === undefined || (channel !== undefined && rule.channel.includes(channel))),
		)
		breaking = compileRules(rules, all.named)
		if (made.size > 500) made.clear()
		made.set(key, breaking)
	}
	return breaking
}

export interface Applying {
	readonly asOf: string
	readonly scope: string
	readonly direction?: 'emission' | 'reception'
	readonly channel?: string
}

/** The severity in force on a day; undefined where the rule does not apply then. */
export function severityOn({ severity, until }: PlatformRule, asOf: string) {
	if (until !== undefined && asOf > until) return undefined
	return severity.findLast(({ from }) => from <= asOf)?.is
}
