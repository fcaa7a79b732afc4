/** Measured values as tables, as a chart (SVG), and as what they mean for a platform. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Growth, Large } from './growth.ts'
import { type Measured, median, type Plan, timesOf } from './measure.ts'
import type { RuleCosts } from './rules.ts'
import type { Section } from './speed.ts'
import type { Compile } from './start.ts'

export interface Results {
	readonly node: string
	readonly cpu: string
	readonly cores: number
	/** Load average when the run began. */
	readonly load: number
	readonly plan: Plan
	readonly sections?: readonly Section[]
	readonly notes?: readonly string[]
	readonly growth?: readonly Growth[]
	readonly large?: readonly Large[]
	readonly start?: readonly Measured[]
	readonly compile?: readonly Compile[]
	readonly soak?: { readonly documents: number; readonly tenths: readonly number[] }
	readonly rules?: readonly RuleCosts[]
}

export const labels: Readonly<Record<string, string>> = {
	parse: 'parse alone (saxes)',
	tree: 'tree',
	structure: 'structure',
	en16931: 'EN 16931, ours',
	published: 'EN 16931, published',
	france: 'France',
	platform: 'platform',
	all: 'everything on',
	saxon: 'Saxon-HE, published',
	saxonjs: 'SaxonJS, published',
}

type Cell = string | number

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
	const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`
	return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

const digits = (value: number): string =>
	value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

/** All that was measured, in Markdown. */
export function tables(results: Results): string {
	const { notes = [] } = results
	const sections = [...(results.sections ?? [])].sort((a, b) => linesOf(a) - linesOf(b))
	const parts = [
		`${results.cpu}, ${results.cores} cores, Node ${results.node}, load ${results.load.toFixed(1)} when it began. Processor time, medians of ${results.plan.rounds} rounds, ratios those within a round.`,
	]
	for (const syntax of ['ubl', 'cii'] as const) {
		const own = sections.filter((section) => section.syntax === syntax)
		if (own.length > 0) parts.push(`### ${syntax.toUpperCase()}`, speedTable(own), findingsOf(own))
	}
	if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join('\n'))
	if (sections.length > 0) parts.push(peersTable(sections), throughput(sections))
	if (results.growth) parts.push('### Growth', growthTable(results.growth))
	if (results.large) parts.push('### A very large invoice', largeTable(results.large))
	if (results.start) parts.push('### Cold start', startTable(results.start))
	if (results.compile) parts.push('### Compile', compileTable(results.compile))
	if (results.soak) parts.push('### Memory of a process that goes on', soakTable(results.soak))
	for (const costs of results.rules ?? []) parts.push(...rulesTable(costs))
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const linesOf = ({ size }: Section): number => (size === 'real' ? 0 : size)

function titleOf({ size, files, meanBytes }: Section): string {
	return size === 'real'
		? `${files} real, ${digits(meanBytes / 1000)} kB`
		: `${size} line${size === 1 ? '' : 's'}, ${digits(meanBytes / 1000)} kB`
}

/** A row a contestant, a column a class: milliseconds a document, spread, and as a multiple of parse alone. */
function speedTable(sections: readonly Section[]): string {
	const names = sections[0]!.rows.map(({ name }) => name)
	return table(
		['ms a document (± spread), × parse', ...sections.map(titleOf)],
		names.map((name) => [
			labels[name] ?? name,
			...sections.map(({ rows }) => {
				const row = rows.find((one) => one.name === name)
				if (row === undefined) return '–'
				return `${digits(row.median.processor)} ± ${(row.spread * 100).toFixed(0)} %, ${digits(row.ratio)} ×`
			}),
		]),
	)
}

function findingsOf(sections: readonly Section[]): string {
	const lines = sections.map((section) => {
		const counts = section.rows
			.filter(({ name }) => name !== 'parse' && name !== 'tree')
			.map(({ name, findings }) => `${labels[name] ?? name} ${findings}`)
		const told = section.disagreements.length === 0 ? '' : ` (${section.disagreements.join('; ')})`
		return `- ${titleOf(section)}: ${counts.join(', ')}${told}`
	})
	return `Findings of one pass:\n\n${lines.join('\n')}`
}

/** How many times as fast as the peers we are. */
function peersTable(sections: readonly Section[]): string {
	const peers = ['saxon', 'saxonjs'].filter((peer) =>
		sections.some(({ rows }) => rows.some(({ name }) => name === peer)),
	)
	if (peers.length === 0) return ''
	const of = (section: Section, name: string) => section.rows.find((row) => row.name === name)
	const times = (section: Section, peer: string, ours: string) => {
		const [theirs, own] = [of(section, peer), of(section, ours)]
		return theirs === undefined || own === undefined ? '–' : `${digits(timesOf(theirs, own))} ×`
	}
	const columns = peers.flatMap((peer) => ['en16931', 'published'].map((ours) => ({ peer, ours })))
	return `### As fast as the peers\n\n${table(
		['', ...columns.map(({ peer, ours }) => `${labels[ours]} / ${labels[peer]}`)],
		sections.map((section) => [
			`${section.syntax.toUpperCase()}, ${titleOf(section)}`,
			...columns.map(({ peer, ours }) => times(section, peer, ours)),
		]),
	)}`
}

const invoicesOfFrance = 68e6
const aYear = 2e9

/** What the measured rates mean for a whole country. */
function throughput(sections: readonly Section[]): string {
	const real = sections.filter(({ size }) => size === 'real')
	const mean = (name: string) => {
		const times = real.flatMap(({ rows }) =>
			rows.filter((row) => row.name === name).map(({ median }) => median.processor),
		)
		return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0) / times.length
	}
	const rows = ['en16931', 'all'].flatMap((name) => {
		const time = mean(name)
		if (time === undefined) return []
		const minutes = (invoicesOfFrance * time) / 1000 / 16 / 60
		const cores = (aYear * time) / 1000 / (365 * 86_400)
		return [
			[labels[name]!, digits(time), digits(1000 / time), digits(minutes), digits(cores), digits(cores * 10)],
		]
	})
	if (rows.length === 0) return ''
	return `### What it means\n\n${table(
		[
			'real invoices, both syntaxes',
			'ms a document',
			'a second on a core',
			'68 million on 16 cores, minutes',
			'cores that 2 billion a year keep busy',
			'the same at ten times the mean rate',
		],
		rows,
	)}`
}

function growthTable(growth: readonly Growth[]): string {
	return table(
		['', 'µs a line at 100 lines', 'at 10,000 lines', 'ratio'],
		growth.map(({ syntax, what, small, large, ratio }) => [
			`${syntax.toUpperCase()}, ${what}`,
			digits(small),
			digits(large),
			ratio.toFixed(2),
		]),
	)
}

function largeTable(large: readonly Large[]): string {
	return table(
		['', 'MB', 'seconds', 'most resident, MB', 'times the file', 'findings'],
		large.map(({ syntax, row, lines, bytes, seconds, resident, times, findings }) => [
			`${syntax.toUpperCase()}, ${lines} lines, ${labels[row]}`,
			digits(bytes / 1e6),
			digits(seconds),
			digits(resident / 1e6),
			times.toFixed(2),
			findings,
		]),
	)
}

function startTable(start: readonly Measured[]): string {
	const least = (measured: Measured) => Math.min(...measured.rounds.map(({ processor }) => processor))
	const zero = start[0]!
	return table(
		['', 'processor, ms', 'over node -e 0', 'least', 'least over', 'clock, ms'],
		start.map((one) => [
			one.name,
			digits(one.median.processor),
			`+ ${digits(one.median.processor - zero.median.processor)}`,
			digits(least(one)),
			`+ ${digits(least(one) - least(zero))}`,
			digits(one.median.wall),
		]),
	)
}

function compileTable(compile: readonly Compile[]): string {
	return table(
		['in a new process', 'processor, ms', 'least', 'with loading the compiler'],
		compile.map(({ what, cold, whole }) => [
			what,
			digits(median(cold)),
			digits(Math.min(...cold)),
			digits(median(whole)),
		]),
	)
}

function soakTable({ documents, tenths }: NonNullable<Results['soak']>): string {
	const change = tenths.length < 2 ? 0 : (tenths.at(-1)! / tenths[1]! - 1) * 100
	return `${documents} mixed documents, everything on; mean resident memory of each tenth, in MB: ${tenths
		.map((bytes) => digits(bytes / 1e6))
		.join(
			', ',
		)}. The last tenth against the second: ${change >= 0 ? '+' : '−'} ${Math.abs(change).toFixed(1)} %.`
}

function rulesTable({ ruleSet, total, dearest }: RuleCosts): string[] {
	return [
		`### The ten dearest rules of ${ruleSet} (all: ${digits(total)} µs a document)`,
		table(
			['', 'µs a document', 'calls a document'],
			dearest.map(({ rule, microseconds, calls }) => [rule, microseconds.toFixed(2), digits(calls)]),
		),
	]
}

const marks = ['<!-- results: npm run bench -- --report -->', '<!-- end of results -->'] as const

/** Writes the chart, and the tables into README.md between their marks. */
export function renew(results: Results): void {
	const readme = join(import.meta.dirname, 'README.md')
	const text = readFileSync(readme, 'utf8')
	const start = text.indexOf(marks[0])
	const end = text.indexOf(marks[1])
	if (start < 0 || end < start) throw new Error(`${readme} has no place for results`)
	const head = text.slice(0, start + marks[0].length)
	writeFileSync(
		readme,
		`${head}\n\n![Milliseconds a document](chart.svg)\n\n${tables(results)}\n${text.slice(end)}`,
	)
	writeFileSync(join(import.meta.dirname, 'chart.svg'), chart(results.sections ?? []))
}

const bar = 18
const left = 190
const width = 720

/** Milliseconds a document of the real files, on a logarithmic scale, since peers lie far apart. */
export function chart(sections: readonly Section[]): string {
	const real = sections.filter(({ size }) => size === 'real')
	const all = real.flatMap(({ rows }) => rows.map(({ median }) => median.processor))
	const low = 10 ** Math.floor(Math.log10(Math.min(...all, 0.1)))
	const high = 10 ** Math.ceil(Math.log10(Math.max(...all, 1)))
	const x = (value: number) => left + ((width - left - 90) * Math.log(value / low)) / Math.log(high / low)
	const out: string[] = []
	let y = 24
	for (const section of real) {
		const title = `${section.syntax.toUpperCase()}: ${section.files} real invoices of ${digits(section.meanBytes / 1000)} kB on average`
		out.push(`<text x="0" y="${y}" font-weight="bold">${title}</text>`)
		y += 10
		for (const { name, median: time, ratio } of section.rows) {
			const end = x(time.processor).toFixed(1)
			const colour = name === 'parse' ? '#888' : name.startsWith('saxon') ? '#c05621' : '#2b6cb0'
			out.push(
				`<text x="${left - 8}" y="${y + 13}" text-anchor="end">${labels[name] ?? name}</text>`,
				`<rect x="${left}" y="${y}" width="${(Number(end) - left).toFixed(1)}" height="${bar - 4}" fill="${colour}"/>`,
				`<text x="${Number(end) + 5}" y="${y + 12}">${digits(time.processor)} ms, ${digits(ratio)} ×</text>`,
			)
			y += bar
		}
		y += 30
	}
	const ticks: string[] = []
	for (let value = low; value <= high; value *= 10) {
		const at = x(value).toFixed(1)
		ticks.push(
			`<line x1="${at}" y1="30" x2="${at}" y2="${y - 26}" stroke="#ddd"/>`,
			`<text x="${at}" y="${y - 10}" text-anchor="middle">${value >= 1 ? value : value.toPrecision(1)} ms</text>`,
		)
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="12" role="img" aria-label="Milliseconds a document, logarithmic">\n<rect width="100%" height="100%" fill="#fff"/>\n${[...ticks, ...out].join('\n')}\n</svg>\n`
}
