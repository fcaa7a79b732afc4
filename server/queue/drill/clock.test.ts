/** A clock jumps under running processes, and their timers do not. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { openDatabase } from '../../stores/postgres/database.ts'
import { havePostgres, startPostgres } from '../servers.ts'
import { makeClock } from './clock.ts'

const clock = makeClock()
if (clock === undefined) console.warn('No clock jumps: Debian’s faketime is missing (npm run servers).')

const near = (a: number, b: number): boolean => Math.abs(a - b) < 600_000

test.skipIf(clock === undefined)('a running process sees the jump', { timeout: 30_000 }, async () => {
	const script = 'setInterval(() => console.log(Date.now(), performance.now()), 100)'
	const child = spawn(process.execPath, ['-e', script], { env: { ...process.env, ...clock!.env } })
	const seen: number[] = []
	let before = 0
	for await (const line of createInterface(child.stdout)) {
		const [date, timer] = line.split(' ').map(Number)
		expect(timer).toBeGreaterThan(before)
		before = timer!
		if (seen.length === 0) {
			expect(near(date!, Date.now())).toBe(true)
			clock!.jump(-86_400)
			seen.push(date!)
		} else if (!near(date!, Date.now())) {
			seen.push(date!)
			break
		}
	}
	child.kill('SIGKILL')
	expect(near(seen[1]!, Date.now() - 86_400_000)).toBe(true)
})

test.skipIf(clock === undefined || !havePostgres)('so does a database', { timeout: 60_000 }, async () => {
	clock!.jump(0)
	const postgres = await startPostgres([], clock!.env)
	const database = await openDatabase({ url: postgres.address })
	try {
		const now = async (): Promise<number> => {
			const { rows } = await database.query<{ n: string }>(
				'select extract(epoch from clock_timestamp()) as n',
			)
			return Number(rows[0]!.n) * 1000
		}
		expect(near(await now(), Date.now())).toBe(true)
		clock!.jump(90_000)
		await expect.poll(async () => near(await now(), Date.now() + 90_000_000), { timeout: 20_000 }).toBe(true)
	} finally {
		await database.end()
		await postgres.stop()
		clock!.remove()
	}
})
