/** Which code lists a term's values come from, and where in a document such values stand. */
import { codeLists } from '../codelists.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, fromRoot } from '../terms/term.ts'
import { syntaxes } from './words.ts'

/** Lists by term; a value of any of them will do. */
export const termLists: Readonly<Partial<Record<TermId, readonly string[]>>> = {
	'BT-3': ['invoice-type', 'credit-note-type', 'fr-document-type'],
	'BT-5': ['currency'],
	'BT-6': ['currency'],
	'BT-8': ['due-date-type', 'tax-point-date'],
	'BT-21': ['text-subject'],
	'BT-23': ['fr-billing-framework'],
	'BT-40': ['country'],
	'BT-55': ['country'],
	'BT-69': ['country'],
	'BT-80': ['country'],
	'BT-81': ['payment-means'],
	'BT-95': ['vat-category'],
	'BT-98': ['allowance-reason'],
	'BT-102': ['vat-category'],
	'BT-105': ['charge-reason'],
	'BT-118': ['vat-category'],
	'BT-121': ['vat-exemption-reason'],
	'BT-130': ['unit'],
	'BT-140': ['allowance-reason'],
	'BT-145': ['charge-reason'],
	'BT-150': ['unit'],
	'BT-151': ['vat-category'],
	'BT-159': ['country'],
}

/** Schemes of identifiers, by term; of the others, ISO 6523 as a whole. */
export const schemeLists = (term: string): readonly string[] =>
	term === 'BT-34' || term === 'BT-49'
		? ['electronic-address-scheme']
		: term === 'BT-158'
			? ['item-classification']
			: term === 'BT-18'
				? ['reference-qualifier']
				: ['identifier-scheme', 'electronic-address-scheme']

/** Whether some release of one of the lists holds the code. */
export function isListed(lists: readonly string[], code: string): boolean {
	return codeLists.some(
		({ id, values, cii }) =>
			lists.includes(id) && (values.includes(code) || cii?.add.includes(code) === true),
	)
}

/** Names that mean something else below each parent. */
const common: ReadonlySet<string> = new Set(['ID', 'TypeCode', 'ReasonCode', 'Note'])

/** By `parent/name` and by `name` alone: the lists of all terms that stand there; none where one has no list. */
let byName: ReadonlyMap<string, readonly string[]> | undefined

/** `parent` is the element's parent, where the expression names it. */
export function listsAt(name: string, parent: string | undefined): readonly string[] | undefined {
	byName ??= listsByName()
	return (parent === undefined ? undefined : byName.get(`${parent}/${name}`)) ?? byName.get(name)
}

function listsByName(): ReadonlyMap<string, readonly string[]> {
	const lists = new Map<string, Set<string> | undefined>()
	const add = (key: string, own: readonly string[] | undefined): void => {
		const known = lists.get(key)
		if (own === undefined || (lists.has(key) && known === undefined)) lists.set(key, undefined)
		else lists.set(key, new Set([...(known ?? []), ...own]))
	}
	for (const syntax of syntaxes)
		for (const { id, kind } of businessTerms.values()) {
			if (kind === 'group') continue
			for (const path of fromRoot(id, syntax)) {
				const steps = path.replace(/\[[^\]]*\]/g, '').split('/')
				const local = (step: string) => step.replace(/^.*:/, '')
				const name = local(steps.at(-1)!)
				if (!common.has(name)) add(name, termLists[id])
				if (steps.length > 1) add(`${local(steps.at(-2)!)}/${local(steps.at(-1)!)}`, termLists[id])
			}
		}
	return new Map(
		[...lists].flatMap(([key, found]) => (found === undefined ? [] : [[key, [...found]] as const])),
	)
}
