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
} as const

export type OwnRuleSetId = keyof typeof ownRuleSets

export function loadOwn(id: OwnRuleSetId): RuleSetSource {
	const { readFileSync } = process.getBuiltinModule('node:fs')
	const { fileURLToPath } = process.getBuiltinModule('node:url')
	const { version, schema, families } = ownRuleSets[id]
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
	return set
}
