/** A short drill; `npm run drill` is the long one. */
import { expect, test } from 'vitest'
import { haveNats, havePostgres } from '../servers.ts'
import { type DrillResult, drill } from './drill.ts'
import { faultsOf } from './verdict.ts'

const ready = haveNats && havePostgres
if (!ready) console.warn('The drill is not run: no NATS server or PostgreSQL (npm run servers).')

test.skipIf(!ready)(
	'servers and workers die, and every submission has its one verdict',
	{ timeout: 180_000 },
	async () => {
		const result = await drill({
			submissions: 400,
			workers: 2,
			every: 500,
			most: 5,
			kinds: ['worker killed', 'clock jump', 'broker killed', 'sent twice', 'database killed'],
			random: () => 0.5,
			log: () => {},
			patience: 150_000,
		})
		expect(faultsOf(result)).toEqual([])
		expect(result.verdicts).toMatchObject({ inadmissible: 40, undecided: 0 })
		expect(Object.keys(result.faults)).toContain('broker killed')
	},
)

const sound: DrillResult = {
	submissions: 10,
	faults: {},
	seconds: 1,
	verdicts: { accepted: 7, rejected: 2, inadmissible: 1, undecided: 0 },
	missing: [],
	doubled: [],
	wrong: [],
	pairs: 1,
	unfairPairs: [],
	accepted: 7,
	ledger: 7,
	logged: 10,
	deadLetters: [],
	redelivered: 0,
	jumpingClocks: false,
	behindCable: false,
}
const outcomes: [change: Partial<DrillResult>, faults: number][] = [
	[{}, 0],
	[{ missing: ['s-1'] }, 1],
	[{ doubled: ['s-1'] }, 1],
	[{ wrong: ['s-1 accepted'] }, 1],
	[{ verdicts: { ...sound.verdicts, accepted: 8 } }, 1],
	[{ unfairPairs: ['P0: accepted,accepted'] }, 1],
	[{ ledger: 8 }, 1],
	[{ logged: 9 }, 1],
	[{ deadLetters: [{ id: 's-1', reason: '' }] }, 1],
]
test.each(outcomes)('an outcome with %j has %i faults', (change, faults) =>
	expect(faultsOf({ ...sound, ...change })).toHaveLength(faults),
)
