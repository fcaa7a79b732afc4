/** The parts of a batch, each alone: counting, showing, writing, resuming. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { readJournal } from './journal.ts'
import { Output } from './output.ts'
import { Pace, progressLine } from './progress.ts'
import { duration, summaryText, Tally } from './summary.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the summary', () => {
	const tally = new Tally()
	for (let i = 1; i <= 100; i++)
		tally.add({ verdict: 'accepted', codes: [], rules: [], milliseconds: i / 10 })
	for (let i = 0; i < 12; i++)
		tally.add({
			verdict: 'rejected',
			codes: i < 5 ? ['REJ_SEMAN', 'CALCUL_ERR'] : ['REJ_SEMAN'],
			rules: Array.from({ length: 12 - i }, (_, n) => `R-${String(n).padStart(2, '0')}`),
		})
	tally.add({ verdict: 'undecided', codes: [], rules: [] })
	tally.faults = 1
	const summary = tally.summary()

	test('counts decisions, codes and rules', () => {
		expect(summary).toMatchObject({
			documents: 113,
			accepted: 100,
			rejected: 12,
			inadmissible: 0,
			undecided: 1,
			byCode: { REJ_SEMAN: 12, CALCUL_ERR: 5 },
			faults: 1,
			resumed: 13,
		})
		expect(summary.topRules).toEqual(
			Array.from({ length: 10 }, (_, n) => ({ rule: `R-0${n}`, documents: 12 - n })),
		)
	})

	test('gives the times of documents judged now', () => {
		const { p50, p90, p99, max } = summary.milliseconds!
		for (const [is, wanted] of [
			[p50, 5],
			[p90, 9],
			[p99, 9.9],
			[max, 10],
		] as const)
			expect(Math.abs(is - wanted)).toBeLessThan(0.05)
	})

	test('reads in both languages', () => {
		const shown = { ...summary, seconds: 75, documentsPerSecond: 1234.56 }
		const english = summaryText(shown, 'en').split('\n')
		expect(english[0]).toBe('113 documents · 1 min 15 s · 1,234.6 a second')
		expect(english[1]).toBe(
			'  accepted 100 · rejected 12 · undecided 1 · not judged to the end 1 · judged before 13',
		)
		expect(english[2]).toBe('  refused under      REJ_SEMAN 12 · CALCUL_ERR 5')
		expect(english[4]).toMatch(
			/^ {2}time a document {4}median 5 ms · 90 % 9 ms · 99 % 9\.9 ms · longest 10 ms$/,
		)
		expect(summaryText(shown, 'fr')).toMatch(
			/^113 documents · 1 min 15 s · 1.234,6 par seconde\n {2}recevables 100 · rejetés 12/,
		)
	})

	test('of nothing has no times', () => expect(new Tally().summary()).not.toHaveProperty('milliseconds'))
})

test.each([
	[0.4, '0.4 s'],
	[59.4, '59 s'],
	[72, '1 min 12 s'],
	[7500, '2 h 5 min'],
] as const)('%s seconds are %s', (seconds, text) => expect(duration(seconds, 'en')).toBe(text))

describe('the progress line', () => {
	const at = (sources: number, total: number) => ({ documents: sources * 3, sources, total })
	test.each([
		[at(50, 200), 80, '[███████░░░░░░░░░░░░░░░░░░░░░░]  25 % 150 documents · 1,234/s · 1 min 12 s left'],
		[at(50, 200), 40, ' 25 % 150 documents · 1,234/s · 1 min '],
		[at(200, 200), 60, '[█████████] 100 % 600 documents · 1,234/s · 1 min 12 s left'],
		[at(1, 1), 80, '3 documents · 1,234/s · 1 min 12 s left'],
		[at(7, Number.NaN), 80, '21 documents · 1,234/s · 1 min 12 s left'],
	])('%j in %i columns', (position, columns, line) => {
		const shown = progressLine(position, 1234.4, 72, 'en', columns)
		expect(shown.replace(/ +/g, ' ')).toBe(line.replace(/ +/g, ' '))
		expect(shown.length).toBeLessThan(columns)
	})

	test('leaves out the time left while nobody knows', () => {
		expect(progressLine(at(7, 9), 10, Number.NaN, 'fr', 100)).toMatch(/ 21 documents · 10\/s$/)
	})

	test('follows the last seconds', () => {
		const pace = new Pace(10)
		expect(pace.at(0, at(0, 1000)).rate).toBe(0)
		for (let second = 1; second <= 100; second++) pace.at(second * 1000, at(second, 1000))
		for (let second = 101; second <= 120; second++)
			pace.at(second * 1000, at(100 + (second - 100) * 10, 1000))
		expect(pace.at(121_000, at(310, 1000))).toEqual({ rate: 30, left: 69 })
	})
})

describe('the output', () => {
	test('gathers pieces and keeps their order', async () => {
		const written: string[] = []
		const stream = new Writable({
			write(chunk, _, done) {
				written.push(String(chunk))
				setImmediate(done)
			},
		})
		const output = new Output(stream, 'x', true)
		const pieces = Array.from({ length: 5000 }, (_, n) => `${n}${'.'.repeat(50)}\n`)
		for (const piece of pieces) await output.write(piece)
		await output.end()
		expect(written.join('')).toBe(pieces.join(''))
		expect(written.length).toBeLessThan(50)
	})

	test('waits for a slow reader', async () => {
		const stream = new PassThrough({ highWaterMark: 1000 })
		const output = new Output(stream, 'x', true)
		let written = 0
		const writing = (async () => {
			for (; written < 50; written++) await output.write('x'.repeat(10_000))
			await output.end()
		})()
		await new Promise((resolve) => setTimeout(resolve, 20))
		expect(written).toBeLessThan(10)
		stream.resume()
		await writing
		expect(written).toBe(50)
	})

	test('says what cannot be written', async () => {
		const output = Output.file(join(folder, 'no/such/file'))
		const write = async () => {
			for (let i = 0; i < 100; i++) await output.write('x'.repeat(70_000))
			await output.end()
		}
		await expect(write()).rejects.toMatchObject({
			code: 'usage',
			message: expect.stringMatching(/file cannot be written: ENOENT\.$/),
		})
	})

	test('says so at the end at the latest', async () => {
		const output = Output.file(join(folder, 'no/such/file'))
		await output.write('x')
		await expect(output.end()).rejects.toMatchObject({ code: 'usage' })
	})
})

describe('the journal', () => {
	const line = (source: string, asOf = '2026-11-21') =>
		`${JSON.stringify({ source, rejections: [], asOf })}\n`
	const journalOf = async (text: string) => {
		const file = join(folder, 'journal')
		writeFileSync(file, text)
		const seen: string[] = []
		const journal = await readJournal(file, ({ source }) => seen.push(source))
		return { ...journal, seen, left: readFileSync(file, 'utf8') }
	}

	test('takes whole lines and cuts off the rest', async () => {
		const whole = line('é.xml') + line('b.xml')
		const journal = await journalOf(`${whole}{"source":"c.xml","rej`)
		expect(journal).toMatchObject({ seen: ['é.xml', 'b.xml'], asOf: '2026-11-21', left: whole })
		expect(journal.end).toBe(Buffer.byteLength(whole))
	})

	test('knows each document as often as it was judged', async () => {
		const { takes } = await journalOf(line('a') + line('a') + line('b'))
		expect(['a', 'b', 'c', 'a', 'a', 'b'].map(takes)).toEqual([true, true, false, true, false, false])
	})

	test('of a long file is read in pieces', async () => {
		const lines = Array.from({ length: 30_000 }, (_, n) => line(`folder/${n}.xml`))
		const { seen, end } = await journalOf(lines.join(''))
		expect(seen.length).toBe(30_000)
		expect(end).toBe(lines.join('').length)
	})

	test('that is not there is empty', async () => {
		const { end, takes } = await readJournal(join(folder, 'none'), () => {})
		expect([end, takes('a')]).toEqual([0, false])
	})

	test.each([
		['text', 'accepted\n', 'line 1 is no verdict'],
		['another JSON', `${line('a')}[1]\n`, 'line 2 is no verdict'],
		['verdicts of two dates', line('a') + line('b', '2026-11-22'), 'several dates'],
	])('of %s is refused and kept', async (_, text, sentence) => {
		await expect(journalOf(text)).rejects.toThrow(sentence)
		expect(readFileSync(join(folder, 'journal'), 'utf8')).toBe(text)
	})
})
