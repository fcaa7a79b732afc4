/** One contract for stores: the embedded ones and those in PostgreSQL behave alike. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Structure, Twin } from '#rules'
import { havePostgres, type Server, startPostgres } from '../queue/servers.ts'
import { openDirectory, writeDirectory } from './directory.ts'
import { importDirectory } from './directory-file.ts'
import { openLedger } from './ledger.ts'
import { type Database, openDatabase } from './postgres/database.ts'
import { type SharedDirectory, sharedDirectory, writeShared } from './postgres/directory.ts'
import { openInquiry } from './postgres/inquiry.ts'
import { sharedJobs } from './postgres/jobs.ts'
import { forgetClaims, type SharedLedger, sharedLedger } from './postgres/ledger.ts'
import { migrate } from './postgres/schema.ts'
import { verdictLog } from './postgres/verdict-log.ts'

if (!havePostgres) console.warn('Stores are not tested on PostgreSQL: it is not installed (npm run servers).')

type Awaitable<T> = T | Promise<T>

interface AnyLedger {
	find(key: string): Awaitable<Twin | undefined>
	claim: SharedLedger['claim']
	release: SharedLedger['release']
	entries(
		prefix?: string,
	): AsyncIterable<{ key: string; entry: Twin }> | Iterable<{ key: string; entry: Twin }>
}

const folder = mkdtempSync(join(tmpdir(), 'recevable-contract-'))
let postgres: Server | undefined
let database: Database | undefined
beforeAll(async () => {
	if (!havePostgres) return
	postgres = await startPostgres()
	database = await openDatabase({ url: postgres.address })
})
afterAll(async () => {
	await database?.end()
	await postgres?.stop()
	rmSync(folder, { recursive: true, force: true })
})

const twin = (submission: string, sha256 = 'aa'): Twin => ({
	submission,
	sha256,
	number: 'F-1',
	date: '2026-10-01',
	status: '200',
})

const ledgers: [name: string, open: () => AnyLedger][] = [
	['LMDB', () => openLedger(join(folder, 'ledger'))],
	...(havePostgres ? [['PostgreSQL', () => sharedLedger(database!)] as [string, () => AnyLedger]] : []),
]

describe.each(ledgers)('a ledger in %s', (_name, open) => {
	let ledger: AnyLedger
	beforeAll(() => {
		ledger = open()
	})

	test('a key is free, then held, then free again', async () => {
		expect(await ledger.find('k|1')).toBeUndefined()
		const entry = { ...twin('a'), deposited: '2026-10-02' }
		expect(await ledger.claim('k|1', entry)).toMatchObject({ claimed: true })
		expect(await ledger.find('k|1')).toEqual(entry)
		expect(await ledger.release('k|1', 'b')).toBe(false)
		expect(await ledger.release('k|1', 'a')).toBe(true)
		expect(await ledger.find('k|1')).toBeUndefined()
	})

	test('another submission is told its twin, the same one is not its own', async () => {
		await ledger.claim('k|2', twin('a'))
		expect(await ledger.claim('k|2', twin('b'))).toEqual({ claimed: false, holder: twin('a') })
		expect(await ledger.claim('k|2', twin('a'))).toMatchObject({ claimed: true })
		expect(await ledger.claim('k|2', twin('a', 'bb'))).toEqual({ claimed: false, holder: twin('a') })
	})

	test('of a hundred that claim at once, one gets the key', async () => {
		const claims = await Promise.all(
			Array.from({ length: 100 }, (_, n) => ledger.claim('k|3', twin(`s${n}`))),
		)
		const winners = claims.filter(({ claimed }) => claimed)
		expect(winners).toHaveLength(1)
		expect(new Set(claims.map(({ holder }) => holder.submission)).size).toBe(1)
		expect(await ledger.find('k|3')).toEqual(winners[0]!.holder)
	})

	test('entries come by prefix, in order', async () => {
		for (const key of ['p|2', 'p|1', 'q|1', "p|'; drop table ledger; --"]) await ledger.claim(key, twin('x'))
		const keys: string[] = []
		for await (const { key, entry } of ledger.entries('p|')) {
			keys.push(key)
			expect(entry).toEqual(twin('x'))
		}
		expect(keys).toEqual(["p|'; drop table ledger; --", 'p|1', 'p|2'])
	})
})

const structure = (siret: string, name = 'Mairie'): Structure => ({
	siret,
	name,
	public: true,
	active: true,
	serviceRequired: false,
	engagementRequired: false,
	serviceOrEngagement: false,
	worksOnly: false,
	services: [{ code: `${siret}-A`, active: true }],
})

interface AnyDirectory {
	replace(structures: readonly Structure[], date: string): Promise<unknown>
	find(siret: string): Awaitable<Structure | undefined>
	snapshot(): Awaitable<unknown>
}

function embedded(path: string): AnyDirectory {
	const read = <T>(ask: (opened: NonNullable<ReturnType<typeof openDirectory>>) => T): T | undefined => {
		const opened = openDirectory(path)
		return opened === undefined ? undefined : ask(opened)
	}
	return {
		async replace(structures, date) {
			const writer = writeDirectory(path)
			for (const one of structures) writer.put(one)
			return await writer.commit({ sha256: date, date })
		},
		find: (siret) => read((opened) => opened.find(siret)),
		snapshot: () => read((opened) => opened.snapshot),
	}
}

function shared(directory: SharedDirectory): AnyDirectory {
	return {
		replace: (structures, date) => directory.replace(structures, { sha256: date, date }),
		find: directory.find,
		snapshot: directory.snapshot,
	}
}

const directories: [name: string, open: () => AnyDirectory][] = [
	['LMDB', () => embedded(join(folder, 'directory'))],
	...(havePostgres
		? [['PostgreSQL', () => shared(sharedDirectory(database!))] as [string, () => AnyDirectory]]
		: []),
]

describe.each(directories)('a directory in %s', (_name, open) => {
	test('an import replaces what was there, whole', async () => {
		const directory = open()
		expect(await directory.snapshot()).toBeUndefined()
		expect(await directory.find('10000000000001')).toBeUndefined()
		await directory.replace(
			[structure('10000000000001'), structure('10000000000002', 'Eaux\\de\t«Vire»\n')],
			'2026-01-01',
		)
		expect(await directory.find('10000000000002')).toEqual(structure('10000000000002', 'Eaux\\de\t«Vire»\n'))
		await directory.replace([structure('10000000000003')], '2026-02-01')
		expect(await directory.find('10000000000001')).toBeUndefined()
		expect(await directory.find('10000000000003')).toEqual(structure('10000000000003'))
		expect(await directory.snapshot()).toEqual({
			sha256: '2026-02-01',
			date: '2026-02-01',
			structures: 1,
			services: 1,
		})
	})
})

describe.skipIf(!havePostgres)('in PostgreSQL alone', () => {
	test('migrations that run together run once', async () => {
		const clients = await Promise.all([database!.connect(), database!.connect(), database!.connect()])
		try {
			const steps = await Promise.all(clients.map((client) => migrate(client)))
			expect(new Set(steps)).toEqual(new Set([4]))
		} finally {
			for (const client of clients) client.release()
		}
	})

	test('an import that fails leaves the snapshot in force', async () => {
		const directory = sharedDirectory(database!)
		await directory.replace([structure('20000000000001')], { sha256: 'good', date: '2026-03-01' })
		const failing = (function* () {
			yield structure('20000000000002')
			throw new Error('half-way')
		})()
		await expect(directory.replace(failing, { sha256: 'bad', date: '2026-04-01' })).rejects.toThrow(
			'half-way',
		)
		expect(await directory.snapshot()).toMatchObject({ sha256: 'good' })
		expect((await directory.findAll(['20000000000001', '20000000000002'])).size).toBe(1)
	})

	test('a file is imported by COPY', async () => {
		const file = join(folder, 'annuaire.csv')
		const header = 'TypeIdentifiant;Identifiant;RaisonSociale;StructureActive'
		writeFileSync(file, `${header}\n1;40000000000001;Mairie;true\n1;4000000000002;Eaux;true\n`)
		const directory = sharedDirectory(database!)
		const { snapshot } = await importDirectory(file, writeShared(directory), '2026-06-01')
		expect(snapshot).toMatchObject({ date: '2026-06-01', structures: 2 })
		expect(await directory.find('04000000000002')).toMatchObject({ name: 'Eaux' })
	})

	test('verdicts are kept by month, once, and forgotten by month', async () => {
		const log = verdictLog(database!)
		const verdict = { verdict: 'accepted', rejections: [] } as never
		const on = (day: string, submission = 's') => ({
			submission,
			received: new Date(day),
			ruleSets: 'r',
			verdict,
		})
		expect(await log.keep(on('2026-01-31T23:59:59Z'))).toBe(true)
		expect(await log.keep(on('2026-01-31T23:59:59Z'))).toBe(false)
		await Promise.all(['a', 'b', 'c'].map((id) => log.keep(on('2026-03-01T00:00:00Z', id))))
		expect(await log.find('s')).toEqual([on('2026-01-31T23:59:59Z')])
		expect(await log.forget(new Date('2026-04-15'), 2)).toEqual(['verdict_2026_01'])
		expect(await log.find('s')).toEqual([])
		expect(await log.find('b')).toHaveLength(1)
	})

	test('a job is its owner’s alone', async () => {
		const jobs = sharedJobs(database!)
		const job = { id: 'j1', owner: 'me', state: 'running', content: { done: 1 } }
		expect(await jobs.put(job)).toBe(true)
		expect(await jobs.put({ ...job, owner: 'you' })).toBe(false)
		expect(await jobs.put({ ...job, state: 'finished', expires: new Date('2026-01-01') })).toBe(true)
		expect(await jobs.find('j1', 'you')).toBeUndefined()
		expect(await jobs.find('j1', 'me')).toMatchObject({ state: 'finished' })
		expect(await jobs.remove('j1', 'you')).toBe(false)
		expect(await jobs.sweep(new Date('2026-01-02'))).toBe(1)
	})

	test('a judgement asks without waiting for promises', async () => {
		const entry = twin('asked')
		await sharedLedger(database!).claim('asked', entry)
		await sharedDirectory(database!).replace([structure('30000000000001')], {
			sha256: 'd',
			date: '2026-05-01',
		})
		const inquiry = openInquiry(postgres!.address, 60_000)
		expect(inquiry.ask('twin', 'asked')).toEqual(entry)
		expect(inquiry.ask('twin', 'free')).toBeUndefined()
		expect(inquiry.ask('structure', '30000000000001')).toMatchObject({ siret: '30000000000001' })
		expect(inquiry.ask('snapshot')).toMatchObject({ sha256: 'd' })
		inquiry.close()
		const dead = openInquiry('postgres://nobody@127.0.0.1:1/none', 60_000)
		expect(() => dead.ask('twin', 'x')).toThrow(
			expect.objectContaining({ name: 'Fault', code: 'store-unavailable' }),
		)
		dead.close()
	})

	test('claims older than a while are forgotten', async () => {
		const ledger = sharedLedger(database!)
		await ledger.claim('old', twin('o'))
		await database!.query(`update ledger set taken = now() - interval '400 days' where key = 'old'`)
		expect(await forgetClaims(database!, 365)).toBe(1)
	})
})
