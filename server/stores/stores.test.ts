import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { companiesKey, type Twin, unitKey } from '#rules'
import { openDirectory } from './directory.ts'
import { importDirectory, readRow, siretOf } from './directory-file.ts'
import { openLedger } from './ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let made = 0
const fresh = (name: string): string => join(folder, `${made++}-${name}`)
function written(name: string, content: string | Uint8Array): string {
	const file = fresh(name)
	writeFileSync(file, content)
	return file
}

const sirets: [text: string, siret: string | undefined][] = [
	['21370072500018', '21370072500018'],
	['1 234 567 890 123', '01234567890123'],
	['1234567890123.0', '01234567890123'],
	['12345678', undefined],
	['FR123', undefined],
]
test.each(sirets)('%s is the SIRET %s', (text, siret) => expect(siretOf(text)).toBe(siret))

const header =
	'TypeIdentifiant;Identifiant;RaisonSociale;GestionEngagement;GestionService;GestionServiceEngagement;EstMOAUniquement;StructureActive'
const csv = `${header}
1;21370072500018;Ville d’Azay;false;true;false;false;true
1;1370072500018;"Syndicat; des eaux";true;false;false;false;false
1;12;Illisible;true;false;false;false;true
2;DE123;Fournisseur étranger;;;;;true
${Array.from({ length: 30 }, (_, i) => `1;213700725${String(i).padStart(5, '0')};Commune ${i};;;;;true`).join('\n')}
`

test('a CSV export is imported, bad rows listed, zeros put back', async () => {
	const store = fresh('store')
	const done = await importDirectory(written('annuaire.csv', csv), store, '2026-09-07')
	expect(done.bad).toEqual([{ line: 4, what: '"12" is no SIRET of 14 digits' }])
	expect(done.snapshot).toMatchObject({ date: '2026-09-07', structures: 31, services: 0 })
	const directory = openDirectory(store)!
	expect(directory.find('21370072500018')).toMatchObject({ name: 'Commune 18' })
	expect(directory.find('01370072500018')).toMatchObject({
		name: 'Syndicat; des eaux',
		active: false,
		engagementRequired: true,
	})
	expect(directory.find('99999999999999')).toBeUndefined()
	await directory.close()
})

test('services in a second sheet of an XLSX belong to their structures', async () => {
	const row = (n: number, cells: readonly string[]) =>
		`<row r="${n}">${cells.map((cell, i) => `<c r="${'ABCDEFG'[i]}${n}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`
	const sheet = (rows: readonly string[][]) =>
		new TextEncoder().encode(
			`<worksheet><sheetData>${rows.map((cells, i) => row(i + 1, cells)).join('')}</sheetData></worksheet>`,
		)
	const file = written(
		'annuaire.xlsx',
		zipSync({
			'xl/worksheets/sheet1.xml': sheet([
				['TypeIdentifiant', 'Identifiant', 'RaisonSociale', 'GestionService'],
				['1', '1370072500018', 'Eaux &amp; forêts', 'true'],
			]),
			'xl/worksheets/sheet2.xml': sheet([
				['Identifiant', 'CodeService', 'ServiceActif', 'DateFin', 'GestionEngagement'],
				['1370072500018', 'ACHATS', 'true', '', 'true'],
				['1370072500018', 'ANCIEN', 'true', '31/12/2025', ''],
			]),
		}),
	)
	const store = fresh('store')
	expect((await importDirectory(file, store)).snapshot).toMatchObject({ structures: 1, services: 2 })
	const directory = openDirectory(store)!
	expect(directory.find('01370072500018')).toMatchObject({
		name: 'Eaux & forêts',
		services: [
			{ code: 'ACHATS', active: true, engagementRequired: true },
			{ code: 'ANCIEN', active: true, to: '2025-12-31' },
		],
	})
	await directory.close()
})

test('too many bad rows leave the old snapshot in force', async () => {
	const store = fresh('store')
	const good = written('a.ndjson', '{"siret":"21370072500018","name":"A"}\n')
	await importDirectory(good, store, '2026-01-01')
	const broken = await importDirectory(
		written('b.ndjson', '{"siret":"1"}\nnothing\n{"siret":"21370072500019"}\n'),
		store,
	)
	expect(broken).toMatchObject({ rows: 3, badRows: 2 })
	expect(broken.snapshot).toBeUndefined()
	const directory = openDirectory(store)!
	expect(directory.snapshot.date).toBe('2026-01-01')
	expect(directory.find('21370072500018')?.name).toBe('A')
	await directory.close()
})

test('legal units are kept beside the structures, and are not counted', async () => {
	const store = fresh('store')
	const lines = [
		'{"siret":"21370072500018","name":"A"}',
		'{"siret":"81234567600012","name":"B","public":false,"active":false}',
		'{"siret":"81234567600020","name":"B","public":false}',
	]
	const { snapshot } = await importDirectory(written('a.ndjson', lines.join('\n')), store, '2026-01-01')
	expect(snapshot?.structures).toBe(3)
	const kept = openDirectory(store)!
	const active = ['213700725', '812345676', '523456788'].map((siren) => kept.find(unitKey(siren))?.active)
	expect(active).toEqual([true, true, undefined])
	expect(kept.find(companiesKey)).toBeDefined()
	await kept.close()
	await importDirectory(written('b.ndjson', `${lines[0]}\n`), store, '2026-01-02')
	const publicOnly = openDirectory(store)!
	expect(publicOnly.find(companiesKey)).toBeUndefined()
	await publicOnly.close()
})

test('nothing imported is no directory', () => expect(openDirectory(fresh('store'))).toBeUndefined())

test('a file with other columns is refused', async () => {
	await expect(importDirectory(written('x.csv', 'a;b\n1;2\n'), fresh('store'))).rejects.toThrow(
		/no column Identifiant/,
	)
})

test('a row of another kind of identifier is passed over', () =>
	expect(readRow({ TypeIdentifiant: '2', Identifiant: 'DE1' })).toEqual({}))

const entry = (submission: string, sha256 = 'a'): Twin => ({
	submission,
	sha256,
	number: 'F1',
	date: '2026-10-06',
	status: '200',
})

test('one claim of a key holds, a duplicate is shown its twin', async () => {
	const ledger = openLedger(fresh('ledger'))
	expect(await ledger.claim('k', entry('1'))).toMatchObject({ claimed: true })
	expect(await ledger.claim('k', entry('2'))).toEqual({ claimed: false, holder: entry('1') })
	expect(await ledger.claim('k', entry('1'))).toMatchObject({ claimed: true })
	expect(await ledger.claim('k', entry('1', 'b'))).toMatchObject({ claimed: false })
	expect(await ledger.release('k', '2')).toBe(false)
	expect(await ledger.release('k', '1')).toBe(true)
	expect(ledger.find('k')).toBeUndefined()
	await ledger.close()
})

test('of many claims at once one holds', async () => {
	const ledger = openLedger(fresh('ledger'))
	const claims = await Promise.all(Array.from({ length: 50 }, (_, i) => ledger.claim('k', entry(String(i)))))
	expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1)
	await ledger.close()
})

test('what a claim says survives a kill', async () => {
	const path = fresh('ledger')
	const script = `
		const { openLedger } = await import(${JSON.stringify(join(import.meta.dirname, 'ledger.ts'))})
		const ledger = openLedger(${JSON.stringify(path)})
		for (let i = 0; ; i++) {
			await ledger.claim('k' + i, { submission: String(i), sha256: 'a', number: 'F' + i, date: '2026-10-06', status: '200' })
			process.stdout.write(i + '\\n')
		}`
	const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	let said = ''
	await new Promise<void>((done, fail) => {
		child.stdout.on('data', (chunk: Buffer) => {
			said += String(chunk)
			if (said.split('\n').length > 20) child.kill('SIGKILL')
		})
		child.on('exit', () => done())
		child.on('error', fail)
	})
	const promised = said
		.split('\n')
		.filter((line) => line !== '')
		.slice(0, -1)
	expect(promised.length).toBeGreaterThan(10)
	const ledger = openLedger(path)
	expect(promised.filter((i) => ledger.find(`k${i}`)?.number !== `F${i}`)).toEqual([])
	await ledger.close()
})
