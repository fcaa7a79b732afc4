/**
 * `npm run scale:throughput`: submissions a second that 1, 2 and 4 worker processes of one thread get through,
 * with a real broker and a real database on this machine, beside them and beside whoever else uses it.
 *
 *     npm run scale:throughput -- --submissions 3000
 */
import { parseArgs } from 'node:util'
import { openBroker } from '../../server/queue/broker.ts'
import { startCrew } from '../../server/queue/drill/crew.ts'
import { drilled } from '../../server/queue/drill/invoices.ts'
import { haveNats, havePostgres, startNats, startPostgres } from '../../server/queue/servers.ts'
import { submit } from '../../server/queue/submission.ts'

const { values: given } = parseArgs({
	options: {
		submissions: { type: 'string', default: '3000' },
		workers: { type: 'string', default: '1,2,4' },
	},
})
if (!haveNats || !havePostgres) {
	process.stderr.write('A NATS server and PostgreSQL are needed: npm run servers\n')
	process.exit(2)
}
const submissions = Number(given.submissions)

interface Row {
	readonly workers: number
	/** Verdicts a second, from the tenth part to the end, when all are warm. */
	readonly rate: number
	/** Submissions a second that the broker took in. */
	readonly taken: number
}

async function measured(workers: number): Promise<Row> {
	const [nats, postgres] = [await startNats(), await startPostgres()]
	const broker = await openBroker({ servers: [nats.address], prefix: 'drill' })
	try {
		const start = performance.now()
		let next = 0
		const lane = async () => {
			for (let n = next++; n < submissions; n = next++) await submit(broker, drilled(n))
		}
		await Promise.all(Array.from({ length: 32 }, lane))
		const taken = submissions / ((performance.now() - start) / 1000)
		const crew = startCrew({
			size: workers,
			addresses: () => ({ broker: nats.address, postgres: postgres.address }),
			ackWait: 60,
			log: () => {},
		})
		const moments = new Map<number, number>()
		for (let done = 0; done < submissions; ) {
			done = (await broker.manager.streams.info(broker.names.verdicts)).state.messages
			if (!moments.has(done)) moments.set(done, performance.now())
			await new Promise((go) => setTimeout(go, 50))
		}
		await crew.end()
		const [first, warm] = [...moments].find(([done]) => done >= submissions / 10)!
		const end = moments.get(submissions)!
		return { workers, rate: (submissions - first) / ((end - warm) / 1000), taken }
	} finally {
		await broker.close()
		await nats.stop()
		await postgres.stop()
	}
}

process.stdout.write('| workers | verdicts/s | over one | taken in/s |\n| --- | --- | --- | --- |\n')
let one: number | undefined
for (const workers of given.workers.split(',').map(Number)) {
	const { rate, taken } = await measured(workers)
	one ??= rate
	process.stdout.write(
		`| ${workers} | ${rate.toFixed(0)} | ${(rate / one).toFixed(2)} | ${taken.toFixed(0)} |\n`,
	)
}
