/**
 * The kept list of conformance cases, and a run of the suite where SCHEMATRON_SUITE names a checkout of it.
 */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kindsOfResult, listFile, runSuite, table } from './schematron.ts'

const list = readFileSync(listFile, 'utf8')
const [cases = '', counts = ''] = list.split('\n\n')
const rows = cases
	.split('\n')
	.slice(1)
	.map((line) => line.split('\t'))

test('the list names each case once, with a result and, where it is refused, a reason', () => {
	expect(rows.length).toBeGreaterThan(50)
	for (const [name, schema, kind, reason] of rows) {
		expect(name).toMatch(/^(core|svrl)\/[a-z0-9-]+$/)
		expect(schema).toMatch(/^[1-9]$/)
		expect(kind).toMatch(/^(right|refused)$/)
		expect(reason !== '').toBe(kind === 'refused')
	}
	expect(new Set(rows.map(([name, schema]) => `${name} ${schema}`)).size).toBe(rows.length)
})

test('its counts are those of its lines', () => {
	const counted = kindsOfResult.map((kind) => `${kind}\t${rows.filter((row) => row[2] === kind).length}`)
	expect(counts.trim().split('\n')).toEqual(counted)
})

const folder = process.env.SCHEMATRON_SUITE
test.skipIf(folder === undefined)('the suite gives what is listed (SCHEMATRON_SUITE names it)', () => {
	expect(table(runSuite(folder!))).toBe(list)
})
