/** The structure check against libxml2 on a sample of the corpus beside the checkout; all of it: structure.ts. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { checkInvoiceStructure, checkProfile, type Syntax } from '#rules'
import { runStructure } from './structure.ts'

const corpus = join(import.meta.dirname, '..', '..', 'shared', 'corpus', 'dev')
const present = existsSync(join(corpus, 'expected.jsonl'))
if (!present) console.warn('skipped: no corpus at ../shared/corpus')

test.skipIf(!present).each([
	['documents', false],
	['mutants', true],
])('%s: verdict and first line as libxml2 has them', async (_, mutants) => {
	const run = await runStructure(corpus, { mutants, every: 25 })
	expect(run.disagreements).toEqual([])
	expect(run.compared).toBeGreaterThan(100)
	expect(run.invalid).toBeGreaterThan(20)
	expect(run.sameLine).toBe(run.invalid)
	expect(run.sameLineSorted).toBe(run.invalid)
})

const samples: [file: string, syntax: Syntax][] = [
	['ubl-invoice', 'ubl-invoice'],
	['ubl-credit-note', 'ubl-credit-note'],
	['cii-invoice', 'cii'],
]

const treeOf = (file: string) =>
	parseTree(readFileSync(join(import.meta.dirname, 'samples', `${file}.xml`), 'utf8')).tree!

test.each(samples)('the sample %s has the structure of %s', (file, syntax) => {
	const tree = treeOf(file)
	expect(checkInvoiceStructure(tree, syntax, tree.root).findings).toEqual([])
})

test('the CII sample stays within profile EN 16931', () => {
	const tree = treeOf('cii-invoice')
	expect(checkProfile(tree, 'EN 16931', tree.root).findings).toEqual([])
	expect(checkProfile(tree, 'EXTENDED', tree.root).findings).toEqual([])
	expect(checkProfile(tree, 'MINIMUM', tree.root).findings).not.toEqual([])
})
