/**
 * The rule sets written here: a schema each, with the families of occurrence rules that belong to it.
 *
 * Read from the folders beside this file; like files.ts an edge, so Node's modules are asked for on use.
 */
import { Fault, type RuleSetSource } from '#engine'
import { withFamily } from './families.ts'
import { loadSchematron } from './files.ts'

export const ownRuleSets = {
	'en16931-ubl': { version: '1.3.16', schema: 'en16931/ubl.sch', families: ['en16931/syntax-ubl.txt'] },
	'en16931-cii': { version: '1.3.16', schema: 'en16931/cii.sch', families: ['en16931/syntax-cii.txt'] },
	'beyond-ubl': { version: '1', schema: 'beyond/ubl.sch', families: [] },
	'beyond-cii': { version: '1', schema: 'beyond/cii.sch', families: [] },
	'br-fr-ubl': { version: '1.4.0.03', schema: 'fr-ctc/flux2-ubl.sch', families: [] },
	'br-fr-ubl-published': { version: '1.4.0.03', schema: 'fr-ctc/flux2-ubl-published.sch', families: [] },
	'br-fr-cii': { version: '1.4.0.03', schema: 'fr-ctc/flux2-cii.sch', families: [] },
	'br-fr-cii-published': { version: '1.4.0.03', schema: 'fr-ctc/flux2-cii-published.sch', families: [] },
	'extended-ctc-fr-ubl': {
		version: '1.4.0.03',
		schema: 'fr-ctc/extended-ubl.sch',
		families: [],
		over: 'en16931-ubl',
		without: 'fr-ctc/extended-ubl-without.txt',
	},
	'extended-ctc-fr-cii': {
		version: '1.4.0.03',
		schema: 'fr-ctc/extended-cii.sch',
		families: [],
		over: 'en16931-cii',
		without: 'fr-ctc/extended-cii-without.txt',
	},
	'ppf-flux1-ubl': { version: '1.0', schema: 'fr-ppf/ubl.sch', families: [] },
	'ppf-flux1-cii': { version: '1.0', schema: 'fr-ppf/cii.sch', families: [] },
	'ppf-flux1-target-ubl': { version: '1.0', schema: 'fr-ppf/ubl-target.sch', families: [] },
	'ppf-flux1-target-cii': { version: '1.0', schema: 'fr-ppf/cii-target.sch', families: [] },
} as const satisfies Readonly<Record<string, Own>>

interface Own {
	readonly version: string
	readonly schema: string
	readonly families: readonly string[]
	/** Another set whose rules it keeps, but for those that the file `without` names. */
	readonly over?: string
	readonly without?: string
}

export type OwnRuleSetId = keyof typeof ownRuleSets

export function loadOwn(id: OwnRuleSetId): RuleSetSource {
	const { readFileSync } = process.getBuiltinModule('node:fs')
	const { fileURLToPath } = process.getBuiltinModule('node:url')
	const own: Own = ownRuleSets[id]
	const { version, schema, families } = own
	const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
	let set = loadSchematron(path(schema), { id, version })
	for (const name of families) {
		try {
			set = withFamily(set, path(name), readFileSync(path(name), 'utf8'))
		} catch (error) {
			if (error instanceof Fault) throw error
			throw new Fault('rule-text-unreadable', `${path(name)} cannot be read`)
		}
	}
	if (own.over === undefined || own.without === undefined) return set
	return joined(loadOwn(own.over as OwnRuleSetId), set, path(own.without), readFileSync)
}

/** One set of two: what `base` asks but for the rules named in a file, and what `set` adds. */
function joined(
	base: RuleSetSource,
	set: RuleSetSource,
	file: string,
	read: (file: string, encoding: 'utf8') => string,
): RuleSetSource {
	const text = read(file, 'utf8')
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
