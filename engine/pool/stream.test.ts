/** The stream alone, over a judge made of promises. */
import { expect, test } from 'vitest'
import { judgeAll, promised, type StreamOptions } from './stream.ts'

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const count = (n: number) => Array.from({ length: n }, (_, i) => i)

/** A judge that takes a while for each document, a different one, and says how many it had at most. */
function slowJudge(fails?: number) {
	const judging = {
		held: 0,
		most: 0,
		begun: [] as number[],
		room: async () => {},
		judge: promised(async (n: number) => {
			judging.begun.push(n)
			judging.most = Math.max(judging.most, ++judging.held)
			await after((n * 7) % 5)
			judging.held--
			if (n === fails) throw new Error(`document ${n}`)
			return n * 10
		}),
	}
	return judging
}

async function* numbers(n: number, fails?: Error, ended?: () => void) {
	try {
		for (const i of count(n)) yield i
		if (fails) throw fails
	} finally {
		ended?.()
	}
}

async function read<R>(stream: AsyncIterable<R>): Promise<{ results: R[]; error?: unknown }> {
	const results: R[] = []
	try {
		for await (const result of stream) results.push(result)
		return { results }
	} catch (error) {
		return { results, error }
	}
}

const tens = (n: number) => count(n).map((i) => i * 10)

test('results come in the order of the documents', async () => {
	expect(await read(judgeAll(numbers(100), slowJudge(), { window: 8 }))).toEqual({ results: tens(100) })
})

test('or as they come, each once', async () => {
	const { results } = await read(judgeAll(numbers(100), slowJudge(), { window: 8, ordered: false }))
	expect(results).not.toEqual(tens(100))
	expect(results.sort((a, b) => a - b)).toEqual(tens(100))
})

test('a source need not be asynchronous, nor hold anything', async () => {
	expect(await read(judgeAll(count(5), slowJudge(), { window: 2 }))).toEqual({ results: tens(5) })
	expect(await read(judgeAll([], slowJudge(), { window: 2 }))).toEqual({ results: [] })
})

test('a slow reader slows the source', async () => {
	const judge = slowJudge()
	let read = 0
	for await (const _ of judgeAll(numbers(60), judge, { window: 5 })) {
		read++
		await after(2)
		expect(judge.begun.length - read).toBeLessThanOrEqual(5)
	}
	expect({ read, most: judge.most <= 5 }).toEqual({ read: 60, most: true })
})

test.each([true, false])('a source that fails half-way loses no document (ordered: %s)', async (ordered) => {
	const error = new Error('the disk is gone')
	const read_ = await read(judgeAll(numbers(30, error), slowJudge(), { window: 8, ordered }))
	expect(read_.results.sort((a, b) => a - b)).toEqual(tens(30))
	expect(read_.error).toBe(error)
})

test('a document that fails ends the stream after those before it', async () => {
	const { results, error } = await read(judgeAll(numbers(30), slowJudge(12), { window: 8 }))
	expect(results).toEqual(tens(12))
	expect(error).toMatchObject({ message: 'document 12' })
})

test('who leaves the loop ends the source', async () => {
	const judge = slowJudge()
	let ended = 0
	for await (const result of judgeAll(
		numbers(1000, undefined, () => ended++),
		judge,
		{ window: 4 },
	))
		if (result === 50) break
	await after(20)
	expect(ended).toBe(1)
	expect(judge.begun.length).toBeLessThan(12)
})

test('a signal ends the stream with its reason, even while the source is silent', async () => {
	const controller = new AbortController()
	async function* silent() {
		yield 1
		await new Promise(() => {})
	}
	const options: StreamOptions = { window: 4, signal: controller.signal }
	setTimeout(() => controller.abort(new Error('enough')), 20)
	const { results, error } = await read(judgeAll(silent(), slowJudge(), options))
	expect(results).toEqual([10])
	expect(error).toMatchObject({ message: 'enough' })
	await expect(judgeAll(numbers(3), slowJudge(), options).next()).rejects.toThrow('enough')
})

test('who asks for several results at once has each, and the end', async () => {
	const stream = judgeAll(numbers(3), slowJudge(), { window: 2 })
	const asked = await Promise.all(count(5).map(() => stream.next()))
	expect(asked.map(({ value }) => value)).toEqual([0, 10, 20, undefined, undefined])
	expect(asked.map(({ done }) => done)).toEqual([false, false, false, true, true])
})

test('who asks for several results at once is told of an error once', async () => {
	const stream = judgeAll(numbers(3), slowJudge(1), { window: 2 })
	const asked = await Promise.allSettled(count(4).map(() => stream.next()))
	expect(asked).toMatchObject([
		{ value: { value: 0 } },
		{ reason: { message: 'document 1' } },
		{ value: { done: true } },
		{ value: { done: true } },
	])
})

test('who leaves while results are asked for ends those who ask', async () => {
	const stream = judgeAll(numbers(3), { room: () => undefined, judge() {} }, { window: 2 })
	const asked = stream.next()
	await stream.return?.()
	expect(await asked).toEqual({ done: true, value: undefined })
})

test('a source that is not asynchronous is ended by who leaves, and by what it throws', async () => {
	let ended = 0
	function* failing() {
		try {
			yield 1
			throw new Error('no more')
		} finally {
			ended++
		}
	}
	const { results, error } = await read(judgeAll(failing(), slowJudge(), { window: 4 }))
	expect({ results, error, ended }).toEqual({ results: [10], error: new Error('no more'), ended: 1 })
	for await (const _ of judgeAll(failing(), slowJudge(), { window: 1 })) break
	await after(1)
	expect(ended).toBe(2)
})

test('no document is taken while there is no room', async () => {
	let open = () => {}
	const gate = new Promise<void>((resolve) => {
		open = resolve
	})
	const judge = { ...slowJudge(), room: () => gate }
	const reading = read(judgeAll(numbers(5), judge, { window: 4 }))
	await after(10)
	expect(judge.begun).toEqual([])
	open()
	expect((await reading).results).toEqual(tens(5))
})
