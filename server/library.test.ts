/** The package's door judges as its pool does, with what is said of a document. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPool, type DocumentContext, validate } from './library.ts'

const french = readFileSync(join(import.meta.dirname, '../corpus/french/ubl-invoice.xml'))
const asOf = '2026-11-21'
const idsOf = (context: DocumentContext) =>
	validate(french, { asOf, ...context }).checkedWith.map(({ id }) => id)

const chosen = ['beyond-ubl', 'br-fr-ubl', 'br-fr-ubl-published']

test.each<[DocumentContext, string[]]>([
	[{}, ['beyond-ubl']],
	[{ beyond: 'off' }, []],
	[{ national: 'text' }, ['beyond-ubl', 'br-fr-ubl']],
	[{ national: 'published' }, ['beyond-ubl', 'br-fr-ubl-published']],
])('of the rule sets that may be chosen, %j gives %j', (context, sets) => {
	expect(chosen.filter((id) => idsOf(context).includes(id))).toEqual(sets)
})

test('in a pool as in this thread', async () => {
	await using pool = createPool({ workers: 1 })
	for (const context of [{ national: 'text' }, { beyond: 'off' }, {}] as const)
		expect(await pool.validate(french, { asOf, ...context })).toEqual(validate(french, { asOf, ...context }))
})
