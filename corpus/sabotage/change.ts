/**
 * How sabotages are listed: by the file that is broken, the tests of which one must fail, then each change.
 *
 * A change says in plain words what no longer holds. `from` stands exactly once in the file (a test checks it), so
 * whoever changes that line changes its sabotage along. `short`: tried by `npm test` as well.
 */

export type Change = readonly [breaks: string, from: string, to: string, short?: 'short']

export type Changes = Readonly<Record<string, readonly [tests: readonly string[], ...Change[]]>>

/** The room of XPath, and its tests of whole expressions. */
export const xpath = 'engine/xpath'
export const expressions: readonly string[] = [
	`${xpath}/evaluate.test.ts`,
	`${xpath}/functions.test.ts`,
	`${xpath}/operators.test.ts`,
	`${xpath}/functions/table.test.ts`,
	`${xpath}/oracle.test.ts`,
]
