/**
 * What it takes to get the invoice out of a Factur-X, warm: reading the PDF and inflating the attached file.
 *
 *   node --conditions=source bench/pdf.ts [FOLDER] [--rounds N]
 *
 * FOLDER holds PDFs; those of 50 to 500 kB that carry an attachment are timed, each by the least of its rounds: what
 * else a machine does can only add.
 * Without one, the folder of the shared corpus is taken where it lies beside the checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Fault, readPdf } from '#engine'

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: 'string', default: '21' } },
})
const folder = positionals[0] ?? join(import.meta.dirname, '../../shared/corpus/dev/pdf')
if (!existsSync(folder)) throw new Fault('usage', `${folder} does not exist; name a folder of PDFs.`)

const files = readdirSync(folder)
	.filter((name) => /\.pdf$/i.test(name))
	.map((name) => readFileSync(join(folder, name)))
	.filter(({ length }) => length >= 50_000 && length <= 500_000)
	.filter((bytes) => extract(bytes) > 0)

/** Bytes of what is attached. */
function extract(bytes: Uint8Array): number {
	const pdf = readPdf(bytes)
	if (pdf.kind === 'read-failure') return 0
	const [first] = pdf.attachments
	const content = first?.content()
	return content instanceof Uint8Array ? content.length : 0
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
const rounds = Number(values.rounds)
const times = files.map((bytes) => {
	const taken: number[] = []
	for (let i = 0; i < rounds; i++) {
		const start = performance.now()
		for (let times = 0; times < 5; times++) extract(bytes)
		taken.push((performance.now() - start) / 5)
	}
	return Math.min(...taken)
})
const show = (milliseconds: number) => `${milliseconds.toFixed(2)} ms`
process.stdout.write(
	`${files.length} PDFs of 50 to 500 kB: median ${show(median(times))}, slowest ${show(Math.max(...times))}, within 5 ms ${times.filter((time) => time <= 5).length}\n`,
)
