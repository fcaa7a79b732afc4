/** Kinds of nodes, as the Tree numbers them. */
export const kinds = {
	document: 0,
	element: 1,
	attribute: 2,
	text: 3,
	comment: 4,
	instruction: 5,
} as const

/** From so many UTF-16 units on, a document is read with an eye on memory rather than on time. */
export const largeText = 4_000_000
