/** A verdict that is kept does not keep its document in memory. */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { validate } from './library.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const megabyte = 1_000_000
const verdicts = 12

/** Megabytes that each of some verdicts on documents of a megabyte keeps. */
function keptBy(sample: string, change: (text: string) => string): number {
	const text = change(readFileSync(new URL(`../corpus/samples/${sample}.xml`, import.meta.url), 'utf8'))
	const judge = (n: number) => {
		const bytes = Buffer.from(`${text}<!--${String.fromCharCode(97 + n).repeat(megabyte)}-->`)
		return validate(bytes, { asOf: '2026-11-21', national: 'text' })
	}
	judge(0)
	const used = () => {
		// What is remembered of the last document is of a small one.
		validate(Buffer.from('<a/>'))
		collect()
		return process.memoryUsage().heapUsed
	}
	const before = used()
	const held = Array.from({ length: verdicts }, (_, n) => judge(n))
	const after = used()
	expect(held.every(({ document }) => document.bytes > megabyte)).toBe(true)
	return (after - before) / verdicts / megabyte
}

describe('a verdict keeps nothing of its document in memory', () => {
	test.each<[string, string, (text: string) => string]>([
		['accepted', 'ubl-invoice', (text) => text],
		['CII', 'cii-invoice', (text) => text],
		['a long value found', 'ubl-invoice', (text) => text.replace('>EUR<', '>a currency with a long name<')],
		['a sum', 'ubl-invoice', (text) => text.replace(/(PayableAmount[^>]*>)[^<]*/, '$1100000000000000.25')],
	])('%s', (_, sample, change) => {
		expect(keptBy(sample, change)).toBeLessThan(0.4)
	})
})
