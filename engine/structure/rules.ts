/** What can be wrong with a document's structure. */

export const structureRules = {
	'STRUCT-ROOT': 'the document element is not one of this format',
	'STRUCT-UNKNOWN': 'an element that its parent may not hold at all',
	'STRUCT-ORDER': 'an element that its parent may hold, but not at this place',
	'STRUCT-TOO-MANY': 'an element more often than its parent may hold it',
	'STRUCT-CHOICE': 'two elements of which the parent may hold only one',
	'STRUCT-MISSING': 'an element that must stand here and does not',
	'STRUCT-TEXT': 'text where only elements may stand',
	'STRUCT-NESTED': 'elements where only a value may stand',
	'STRUCT-VALUE': 'a value not written as its kind demands',
	'STRUCT-ATTRIBUTE': 'an attribute that the element may not have',
	'STRUCT-ATTRIBUTE-MISSING': 'an attribute that the element must have and has not',
} as const

export type StructureRule = keyof typeof structureRules
