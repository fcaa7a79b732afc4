/** Every row and every peer over every class of files, in alternating rounds; what they found is held together. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { writeDirectory } from '../server/stores/directory.ts'
import { openLedger } from '../server/stores/ledger.ts'
import { type BenchSyntax, benchFiles, madeInvoice, scratch } from './files.ts'
import { buyer } from './invoice.ts'
import { type Measured, measure, type Plan, timesOf } from './measure.ts'
import { type Peer, player } from './peer.ts'
import type { RowOptions } from './rows.ts'
import { type Missing, startSaxon, startSaxonJs } from './saxon.ts'

export interface SpeedOptions {
	readonly plan: Plan
	/** Numbers of lines of the made invoices. */
	readonly sizes: readonly number[]
	readonly xslt?: string
	readonly schematron?: string
	readonly jar: string
	readonly saxonjs: boolean
	/** Told of each class of files when it is done: a run takes long, and what is measured shall not be lost. */
	readonly onSection: (section: Section) => void
}

export interface Section {
	readonly syntax: BenchSyntax
	/** `real`, or the number of lines. */
	readonly size: 'real' | number
	readonly files: number
	readonly meanBytes: number
	readonly rows: readonly (Measured & { readonly ratio: number; readonly findings: number })[]
	/** What the published set gives for these files, where that is known. */
	readonly expected?: number
	/** Why a count is not what it should be. */
	readonly disagreements: readonly string[]
}

/** SaxonJS takes minutes beyond. */
const largestForSaxonJs = 100

/** Gives the peers that were left out, and why. */
export async function speedOf(syntax: BenchSyntax, options: SpeedOptions): Promise<readonly string[]> {
	const { schematron, plan } = options
	const stores = await makeStores()
	const peers: Peer[] = [
		await player('parse'),
		await player('tree'),
		await player('structure'),
		await player('en16931'),
		...(schematron === undefined ? [] : [await player('published', { schematron })]),
		await player('france'),
		await player('platform', stores),
		await player('all', stores),
	]
	const notes = schematron === undefined ? [`published: name a Schematron with --schematron-${syntax}`] : []
	const join = (name: string, peer: Peer | Missing): void => {
		if ('missing' in peer) notes.push(`${name} is left out: ${peer.missing}`)
		else peers.push(peer)
	}
	if (options.xslt === undefined) notes.push(`Saxon: name an XSLT with --xslt-${syntax}`)
	else {
		join('Saxon-HE', await startSaxon(options.jar, options.xslt))
		if (options.saxonjs) join('SaxonJS', await startSaxonJs(options.xslt))
	}
	for (const size of ['real', ...options.sizes] as const) {
		const files = size === 'real' ? benchFiles(syntax) : [{ path: madeInvoice(syntax, size) }]
		const paths = files.map(({ path }) => path)
		const running = peers.filter(
			({ name }) => name !== 'saxonjs' || size === 'real' || size <= largestForSaxonJs,
		)
		const warm = size === 'real' ? plan.warm : plan.warm / 5
		const measured = await measure(running, paths, { ...plan, warm })
		const floor = measured[0]!
		const rows: Section['rows'][number][] = []
		for (const [i, one] of measured.entries())
			rows.push({
				...one,
				ratio: timesOf(one, floor),
				findings: await running[i]!.count(),
			})
		const known = files.every(({ published }) => published !== undefined)
		const expected = known ? files.reduce((sum, { published }) => sum + published!, 0) : undefined
		const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
		options.onSection({
			syntax,
			size,
			files: files.length,
			meanBytes: Math.round(bytes / files.length),
			rows,
			...(expected !== undefined && { expected }),
			disagreements: disagreements(rows, expected),
		})
		process.stderr.write(`${syntax} ${size}: done\n`)
	}
	for (const peer of peers) peer.close()
	return notes
}

/** Whoever runs the published rules must find what Saxon finds; our own rules differ where corpus/differences.yaml says so. */
function disagreements(rows: Section['rows'], expected: number | undefined): string[] {
	const of = (name: string) => rows.find((row) => row.name === name)?.findings
	const wanted = of('saxon') ?? expected
	if (wanted === undefined) return []
	const told: string[] = []
	for (const name of ['published', 'saxonjs', 'en16931']) {
		const found = of(name)
		if (found !== undefined && found !== wanted)
			told.push(`${name} finds ${found}, the published set in Saxon ${wanted}`)
	}
	if (expected !== undefined && wanted !== expected)
		told.push(`Saxon finds ${wanted}, published are ${expected}`)
	return told
}

let made: RowOptions | undefined

/** A directory of 20,000 structures, the buyer among them, and a ledger of as many invoices. */
export async function makeStores(): Promise<RowOptions> {
	if (made !== undefined) return made
	const directory = join(scratch(), 'directory')
	const ledger = join(scratch(), 'ledger')
	const structures = writeDirectory(directory)
	for (let i = 0; i < 20_000; i++)
		structures.put({
			siret: i === 0 ? buyer.siret : String(10_000_000_000_000 + i * 7),
			name: `Structure ${i}`,
			public: true,
			active: true,
			serviceRequired: false,
			engagementRequired: false,
			serviceOrEngagement: false,
			worksOnly: false,
			services: [],
		})
	await structures.commit({ sha256: '0'.repeat(64), date: '2026-10-01' })
	const known = openLedger(ledger)
	const claims: Promise<unknown>[] = []
	for (let i = 0; i < 20_000; i++)
		claims.push(
			known.claim(`reform|N${i}|987654324|2026`, {
				submission: `s${i}`,
				sha256: '0'.repeat(64),
				number: `N${i}`,
				date: '2026-10-01',
				status: '200',
			}),
		)
	await Promise.all(claims)
	await known.close()
	made = { directory, ledger }
	return made
}
