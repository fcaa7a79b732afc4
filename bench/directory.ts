/**
 * What the directory costs: 130,000 structures with 400,000 services made up, written as the public export (CSV)
 * and as our own NDJSON, imported, and looked up at random.
 *
 *     node --conditions=source bench/directory.ts [STRUCTURES] [SERVICES]
 *
 * Processor time of this process, beside the clock; look-ups are also timed for structures that do not exist.
 */
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { openDirectory } from '../server/stores/directory.ts'
import { importDirectory } from '../server/stores/directory-file.ts'

const [structures = 130_000, services = 400_000] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'recevable-directory-'))

/** The nth structure's SIRET; a tenth of them share one SIREN's beginning, as in the real register. */
const siretOf = (n: number): string =>
	`${n % 10 === 0 ? '200' : '217'}${String((n * 7_919) % 1_000_000).padStart(6, '0')}${String(n).padStart(5, '0').slice(-5)}`

async function written(name: string, lines: Iterable<string>): Promise<string> {
	const file = join(folder, name)
	const out = createWriteStream(file)
	for (const line of lines)
		if (!out.write(line)) await new Promise<void>((done) => out.once('drain', () => done()))
	out.end()
	await finished(out)
	return file
}

const flag = (n: number, every: number): string => (n % every === 0 ? 'true' : 'false')

function* csv(): Generator<string> {
	yield 'TypeIdentifiant;Identifiant;RaisonSociale;GestionEngagement;GestionService;GestionServiceEngagement;EstMOAUniquement;StructureActive\n'
	for (let n = 0; n < structures; n++)
		yield `1;${siretOf(n)};Commune numéro ${n};${flag(n, 3)};${flag(n, 4)};${flag(n, 7)};${flag(n, 500)};true\n`
	yield 'Identifiant;CodeService;ServiceActif;DateDebut;DateFin;GestionEngagement\n'
	for (let n = 0; n < services; n++)
		yield `${siretOf(n % structures)};SERVICE-${n};${n % 50 === 0 ? 'false' : 'true'};01/01/2020;${n % 40 === 0 ? '31/12/2025' : ''};${flag(n, 9)}\n`
}

function* ndjson(): Generator<string> {
	const each = Math.ceil(services / structures)
	for (let n = 0; n < structures; n++) {
		const own = Array.from({ length: each }, (_, i) => ({ code: `S-${n}-${i}`, active: true }))
		yield `${JSON.stringify({ siret: siretOf(n), name: `Commune ${n}`, kind: 'public', serviceRequired: n % 4 === 0, services: own })}\n`
	}
}

async function measured(name: string, lines: Iterable<string>): Promise<void> {
	const file = await written(name, lines)
	const store = join(folder, `${name}.store`)
	const [start, cpu] = [performance.now(), process.cpuUsage()]
	const { snapshot, badRows } = await importDirectory(file, store, '2026-10-01')
	const seconds = (performance.now() - start) / 1000
	const { user, system } = process.cpuUsage(cpu)
	const megabytes = (statSync(file).size / 1e6).toFixed(1)
	console.log(
		`${name} (${megabytes} MB): ${snapshot?.structures} structures, ${snapshot?.services} services, ${badRows} bad rows: ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`,
	)
	const directory = openDirectory(store)!
	for (const [what, key] of [
		['known', (n: number) => siretOf((n * 48_271) % structures)],
		['unknown', (n: number) => `999${String(n).padStart(11, '0')}`],
	] as const) {
		const asked = Array.from({ length: 200_000 }, (_, n) => key(n))
		for (const siret of asked.slice(0, 20_000)) directory.find(siret)
		const before = process.cpuUsage()
		let found = 0
		for (const siret of asked) if (directory.find(siret) !== undefined) found++
		const spent = process.cpuUsage(before)
		const each = (spent.user + spent.system) / asked.length
		console.log(`  look-up, ${what}: ${each.toFixed(2)} µs (${found} of ${asked.length} found)`)
	}
	await directory.close()
}

try {
	await measured('annuaire.csv', csv())
	await measured('annuaire.ndjson', ndjson())
} finally {
	rmSync(folder, { recursive: true, force: true })
}
