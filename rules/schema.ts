/**
 * A schema that a user brings: what it says of a document, as remarks.
 *
 * The tables of this program say what the published schemas say, in plain words. A schema of the user's own is
 * run by whoever can run one; its sentences are quoted, and the line is all that is known of the place.
 */
import { kinds, type Location, type Tree } from '#engine'
import type { Remark } from './remark.ts'
import type { CheckedWith } from './verdict.ts'

/** A schema ready to be asked. */
export interface Schema {
	readonly checkedWith: CheckedWith
	/** All that is wrong with a document, in document order; empty for a valid one. */
	readonly check: (text: string) => readonly SchemaFault[]
}

export interface SchemaFault {
	/** From 1: where the start tag of the element at fault ends. */
	readonly line: number
	/** One sentence, as the validator has it. */
	readonly message: string
}

export function schemaRemarks({ check, checkedWith }: Schema, tree: Tree): Remark[] {
	const faults = check(tree.source)
	if (faults.length === 0) return []
	const place = placesByLine(tree, new Set(faults.map(({ line }) => line)))
	return faults.map(({ line, message }) => {
		const { node, location } = place.get(line) ?? {
			node: 0,
			location: { path: '/', line, column: 1, offset: 0 },
		}
		return {
			kind: 'remark',
			node,
			code: 'IRR_SYNTAX',
			rule: 'XSD',
			ruleSet: checkedWith.id,
			severity: 'fatal',
			terms: [],
			location,
			message: {
				fr: `Le document n’est pas valide selon le schéma donné, qui dit : « ${message} »`,
				en: `The document is not valid by the schema given, which says: “${message}”`,
			},
			why: {
				fr: 'Ce schéma est celui que l’utilisateur a choisi ; le message cité est celui du validateur.',
				en: 'This schema is the one that the user chose; the message quoted is the validator’s.',
			},
			fix: {
				fr: 'Corrigez l’endroit indiqué comme le message cité le demande.',
				en: 'Correct the place shown as the message quoted asks.',
			},
		}
	})
}

/** The first element whose start tag ends on each of the lines. */
function placesByLine(
	tree: Tree,
	wanted: ReadonlySet<number>,
): ReadonlyMap<number, { readonly node: number; readonly location: Location }> {
	const found = new Map<number, { node: number; location: Location }>()
	const { source, kind, offset, count } = tree
	let line = 1
	let at = 0
	for (let node = 1; node < count && found.size < wanted.size; node++) {
		if (kind[node] !== kinds.element) continue
		for (const end = offset[node]! - 1; at < end; at++) {
			const c = source.charCodeAt(at)
			if (c === 10 || (c === 13 && source.charCodeAt(at + 1) !== 10)) line++
		}
		if (wanted.has(line) && !found.has(line)) found.set(line, { node, location: tree.locate(node) })
	}
	return found
}
