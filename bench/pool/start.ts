/** The package's first verdict, in processes of their own: built into a folder, imported there, timed inside. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../measure.ts'

/** Milliseconds, medians. */
export interface Start {
	/** From making the pool to the first verdict, by the clock. */
	readonly pool: number
	/** From the start of the process to the first verdict, by the clock and of all processors. */
	readonly process: number
	readonly processor: number
	/** Of the processor, for a process that does nothing. */
	readonly empty: number
}

const root = join(import.meta.dirname, '../..')

const program = `
const library = './dist/server/library.js'
const { createPool } = await import(library)
const { readFileSync } = await import('node:fs')
const start = performance.now()
const pool = createPool({ workers: 1 })
const { verdict } = await pool.validate(readFileSync(process.argv[2]), { asOf: '2026-11-21' })
const end = performance.now()
const { user, system } = process.cpuUsage()
if (verdict !== 'accepted') throw new Error(verdict)
console.log(JSON.stringify({ pool: end - start, process: end, processor: (user + system) / 1000 }))
await pool.close()
`
const nothing = `
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ processor: (user + system) / 1000 }))
`

export function starts(rounds: number): Start {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	try {
		execFileSync(process.execPath, ['--conditions=source', 'build.ts', join(folder, 'dist')], { cwd: root })
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
		writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
		writeFileSync(join(folder, 'program.js'), program)
		writeFileSync(join(folder, 'nothing.js'), nothing)
		const run = (file: string): Record<string, number> =>
			JSON.parse(
				execFileSync(process.execPath, [join(folder, file), join(root, 'corpus/samples/ubl-invoice.xml')], {
					encoding: 'utf8',
				}),
			)
		const times = Array.from({ length: rounds }, () => ({
			...run('program.js'),
			empty: run('nothing.js').processor,
		}))
		const of = (name: string) => median(times.map((time) => (time as Record<string, number>)[name]!))
		return { pool: of('pool'), process: of('process'), processor: of('processor'), empty: of('empty') }
	} finally {
		rmSync(folder, { recursive: true })
	}
}
