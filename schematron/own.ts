/**
 * The rule sets written here: a schema each, with the families of occurrence rules that belong to it.
 *
 * own.json names their files, in the folders beside it; another table with other texts (an older version, a
 * bundle) is read the same way. Like files.ts an edge, so Node's modules are asked for on use.
 */
import { Fault, type RuleSetSource } from '#engine'
import { withFamily } from './families.ts'
import { loadSchematron } from './files.ts'
import own from './own.json' with { type: 'json' }
import { readSchematron } from './read.ts'

/** What a rule set is made of; paths are below the folder of the table. */
export interface OwnRuleSet {
	readonly version: string
	readonly schema: string
	readonly families?: readonly string[]
	/** Another set whose rules it keeps, but for those that the file `without` names. */
	readonly over?: string
	readonly without?: string
}

export type OwnRuleSetId = keyof typeof own

export const ownRuleSets: Readonly<Record<OwnRuleSetId, OwnRuleSet>> = own

/** Rule texts that are not those beside this file. */
export interface RuleTexts {
	readonly sets: Readonly<Record<string, OwnRuleSet>>
	/** By path below the table's folder, with `/`; undefined where there is none. */
	readonly read: (path: string) => string | undefined
	/** What stands before a path where a place is named, as `schematron/`. */
	readonly prefix: string
}

/** Reads one of the rule sets; throws a Fault with file, line and column where its text is wrong. */
export function loadOwn(id: string, texts?: RuleTexts): RuleSetSource {
	const sets: Readonly<Record<string, OwnRuleSet>> = texts?.sets ?? own
	if (!Object.hasOwn(sets, id)) throw new Fault('rule-text-invalid', `there is no rule set ${id}`)
	const { version, schema, families = [], over, without } = sets[id]!
	const reader = texts === undefined ? onDisk : inMemory(texts)
	let set = reader.schema(schema, { id, version })
	for (const name of families) set = withFamily(set, reader.name(name), reader.text(name))
	if (over === undefined || without === undefined) return set
	return joined(loadOwn(over, texts), set, reader.name(without), reader.text(without))
}

interface Reader {
	schema(path: string, named: { readonly id: string; readonly version: string }): RuleSetSource
	text(path: string): string
	name(path: string): string
}

const onDisk: Reader = {
	schema: (path, named) => loadSchematron(onDisk.name(path), named),
	text(path) {
		const { readFileSync } = process.getBuiltinModule('node:fs')
		try {
			return readFileSync(onDisk.name(path), 'utf8')
		} catch {
			throw new Fault('rule-text-unreadable', `${onDisk.name(path)} cannot be read`)
		}
	},
	name: (path) => process.getBuiltinModule('node:url').fileURLToPath(new URL(path, import.meta.url)),
}

function inMemory({ read, prefix }: RuleTexts): Reader {
	const text = (path: string): string => {
		const found = read(path)
		if (found === undefined) throw new Fault('rule-text-unreadable', `${prefix}${path} cannot be read`)
		return found
	}
	const name = (path: string): string => prefix + path
	return {
		text,
		name,
		schema: (path, named) =>
			readSchematron(text(path), {
				...named,
				file: name(path),
				resolve: (href, base) => {
					const file = below(prefix, href, base)
					const found = file === undefined ? undefined : read(file)
					return file === undefined || found === undefined ? undefined : { file: name(file), text: found }
				},
			}),
	}
}

/** The path that an include leads to; undefined where it leads out of the folder. */
function below(prefix: string, href: string, base: string): string | undefined {
	if (/^[a-z][a-z0-9+.-]*:|^[/\\]/i.test(href)) return undefined
	const steps = base.slice(prefix.length).split('/').slice(0, -1)
	for (const step of href.split('/')) {
		if (step === '..' && steps.pop() === undefined) return undefined
		if (step !== '..' && step !== '.') steps.push(step)
	}
	return steps.join('/')
}

/** One set of two: what `base` asks but for the rules named in a file, and what `set` adds. */
function joined(base: RuleSetSource, set: RuleSetSource, file: string, text: string): RuleSetSource {
	const dropped = new Set(text.replace(/^#.*$/gm, '').split(/\s+/))
	const kept = base.patterns.map((pattern) => ({
		...pattern,
		rules: pattern.rules.map((rule) => ({
			...rule,
			assertions: rule.assertions.filter(({ id }) => !dropped.has(id)),
		})),
	}))
	return {
		...set,
		namespaces: { ...base.namespaces, ...set.namespaces },
		lets: [...base.lets, ...set.lets],
		functions: [...base.functions, ...set.functions],
		keys: [...base.keys, ...set.keys],
		patterns: [...kept, ...set.patterns],
		files: [...base.files, ...set.files, { file, text }],
	}
}
