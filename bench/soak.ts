/**
 * Resident memory of a process that judges mixed documents without end, everything on.
 *
 *   node --conditions=source bench/soak.ts DOCUMENTS FILE…
 *
 * The files in turn, every hundredth one made bad: cut short, or with names never seen before. Prints the mean
 * resident memory of each tenth of the run, as JSON.
 */
import { Input, type RowOptions, rowOf } from './rows.ts'

const [wanted, stores, ...paths] = process.argv.slice(2)
const documents = Number(wanted)
const row = await rowOf('all', JSON.parse(stores!) as RowOptions)
const inputs = paths.map((path) => new Input(path))
const tenths: number[] = []
let sum = 0
let samples = 0
for (let i = 0; i < documents; i++) {
	const input = inputs[i % inputs.length]!
	row(i % 100 === 99 ? bad(input, i) : input)
	if (i % 50 === 0) {
		sum += process.memoryUsage.rss()
		samples++
	}
	if ((i + 1) % Math.ceil(documents / 10) === 0 || i + 1 === documents) {
		tenths.push(sum / samples)
		sum = samples = 0
	}
}
process.stdout.write(JSON.stringify(tenths))

function bad(input: Input, i: number): Input {
	const text = new TextDecoder().decode(input.bytes)
	const changed = i % 200 === 99 ? text.slice(0, i % text.length) : text.replaceAll('Note>', `Note${i}>`)
	return { path: input.path, bytes: new TextEncoder().encode(changed), text: changed } as Input
}
