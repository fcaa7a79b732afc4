/**
 * What the structure check adds to parse-and-tree.
 *
 *   node --conditions=source bench/structure.ts [ubl|cii] [--rounds N]
 *
 * Three ways take turns in processes of their own, from bytes: the tree alone, the tree with the check in the same
 * pass, the tree with one sweep after it. By the clock, the least of all rounds: what else runs on a machine only adds.
 */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkStructure, decode, Fault, parseTree, StructureWitness, Tree } from '#engine'
import { structure } from '#rules'
import { type BenchSyntax, benchFiles } from './files.ts'

const ways = ['tree', 'witness', 'sweep'] as const
type Way = (typeof ways)[number]

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: 'string', default: '60' }, way: { type: 'string' } },
})
const syntaxes = positionals.length > 0 ? (positionals as BenchSyntax[]) : (['ubl', 'cii'] as const)

if (values.way === undefined) for (const syntax of syntaxes) await compare(syntax)
else play(values.way as Way, syntaxes[0]!)

async function compare(syntax: BenchSyntax): Promise<void> {
	const players = ways.map((way) =>
		fork(import.meta.filename, [syntax, '--way', way], {
			execArgv: ['--conditions=source', '--single-threaded-gc'],
		}),
	)
	const best: number[] = ways.map(() => Number.POSITIVE_INFINITY)
	const round = (index: number, warm: boolean) =>
		new Promise<number>((resolve) => {
			players[index]!.once('message', (time) => resolve(time as number))
			players[index]!.send(warm ? 2000 : 30)
		})
	for (const [index] of ways.entries()) await round(index, true)
	for (let n = 0; n < Number(values.rounds); n++)
		for (const [index] of ways.entries()) best[index] = Math.min(best[index]!, await round(index, false))
	for (const player of players) player.disconnect()
	const [tree] = best as [number, number, number]
	for (const [index, way] of ways.entries())
		process.stdout.write(
			`${syntax} ${way.padEnd(8)} ${(best[index]! * 1000).toFixed(1).padStart(8)} µs a document${
				index === 0 ? '' : `, + ${((best[index]! / tree - 1) * 100).toFixed(1)} %`
			}\n`,
		)
}

function play(way: Way, syntax: BenchSyntax): void {
	const files = benchFiles(syntax).map(({ path }) => readFileSync(path))
	const table = structure(syntax === 'ubl' ? 'ubl-2.1' : 'cii-d16b')
	const witness = new StructureWitness(() => table)
	const into = new Tree()
	const all = (): void => {
		for (const bytes of files) {
			const decoded = decode(bytes)
			if (decoded.kind === 'read-failure') throw new Fault('internal', decoded.text)
			const { text, utf8 } = decoded
			const options = { into, ...(utf8 && { utf8 }), ...(way === 'witness' && { witness }) }
			const { tree } = parseTree(text, options)
			if (tree === undefined) throw new Fault('internal', 'A file of the bench is not well-formed.')
			if (way !== 'tree') checkStructure(table, tree, way === 'witness' ? { witness } : {})
		}
	}
	process.on('message', (milliseconds: number) => {
		const end = performance.now() + milliseconds
		const start = performance.now()
		let rounds = 0
		do {
			all()
			rounds++
		} while (performance.now() < end)
		process.send!((performance.now() - start) / rounds / files.length)
	})
}
