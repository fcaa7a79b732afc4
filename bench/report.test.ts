import { describe, expect, it } from 'vitest'
import { parseTree } from '#engine'
import { invoice } from './invoice.ts'
import { median, quantile, summed, timesOf } from './measure.ts'
import { chart, type Results, tables } from './report.ts'
import { type Input, rowOf } from './rows.ts'

describe('the made invoices', () => {
	it.each(['ubl', 'cii'] as const)('are valid and French, %s', async (syntax) => {
		for (const lines of [1, 2, 40]) {
			const text = [...invoice(syntax, lines)].join('')
			const bytes = new TextEncoder().encode(text)
			const input = { path: 'made.xml', bytes, text } as Input
			for (const row of ['en16931', 'france'] as const)
				expect([row, lines, (await rowOf(row, {}))(input)]).toEqual([row, lines, 0])
			expect(parseTree(text).tree).toBeDefined()
		}
	})
	it('are the same each time', () => {
		expect([...invoice('ubl', 9)].join('')).toBe([...invoice('ubl', 9)].join(''))
	})
})

describe('measures', () => {
	it.each([
		[[3, 1, 2], 2],
		[[4, 1, 2, 3], 2.5],
		[[7], 7],
	])('median of %j', (values, wanted) => expect(median(values)).toBe(wanted))
	it('takes a quantile between two values', () => expect(quantile([0, 10], 0.25)).toBe(2.5))
	it('compares what was measured in the same round', () => {
		const took = (...processor: number[]) => ({
			rounds: processor.map((one) => ({ wall: 1, processor: one })),
		})
		expect(timesOf(took(2, 40, 6), took(1, 10, 3))).toBe(2)
	})
	it('says the spread as half the distance between the quartiles', () => {
		const rounds = [1, 2, 3, 4, 5].map((processor) => ({ wall: 1, processor }))
		expect(summed('x', rounds).spread).toBeCloseTo(1 / 3)
	})
})

describe('the report', () => {
	const row = (name: string, processor: number, findings: number) => ({
		...summed(name, [{ wall: processor, processor }]),
		ratio: processor,
		findings,
	})
	const results: Results = {
		node: 'v0',
		cpu: 'none',
		cores: 1,
		load: 0,
		plan: { rounds: 5, milliseconds: 1, warm: 1 },
		sections: [
			{
				syntax: 'ubl',
				size: 'real',
				files: 2,
				meanBytes: 1000,
				rows: [row('parse', 1, 0), row('en16931', 2, 3), row('saxon', 16, 4)],
				disagreements: ['en16931 finds 3, the published set in Saxon 4'],
			},
		],
	}
	it('gives ratios and disagreements', () => {
		const text = tables(results)
		expect(text).toContain('| EN 16931, ours | 2.00 ± 0 %, 2.00 × |')
		expect(text).toContain('8.00 ×')
		expect(text).toContain('en16931 finds 3')
	})
	it('draws every row', () => {
		expect(chart(results.sections!).match(/<rect x=/g)).toHaveLength(3)
	})
})
