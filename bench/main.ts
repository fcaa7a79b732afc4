/**
 * What a verdict costs, beside its parts and beside peers, in one run on the same files.
 *
 *   npm run bench -- [--schematron-ubl FILE] [--schematron-cii FILE] [--xslt-ubl FILE] [--xslt-cii FILE]
 *                    [--saxon JAR] [--no-saxonjs] [--parts speed,growth,large,start,compile,soak]
 *                    [--syntax ubl|cii] [--sizes 1,10,…] [--rounds N] [--milliseconds N] [--warm N]
 *                    [--lines N] [--soak DOCUMENTS] [--by-rule] [--json FILE] [--report]
 *
 * Prints a table; `--json` writes the measured values; `--report` renews results.generated.json, the chart and the tables of
 * README.md. bench/README.md says what the rows are.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchSyntax, benchFiles, madeInvoice } from './files.ts'
import { type Growth, growthOf, largeOf } from './growth.ts'
import { type Results, renew, tables } from './report.ts'
import { dearestRules } from './rules.ts'
import { debianJar } from './saxon.ts'
import { makeStores, type Section, speedOf } from './speed.ts'
import { compileTimes, starts, startTimes } from './start.ts'

const { values } = parseArgs({
	allowNegative: true,
	options: {
		'schematron-ubl': { type: 'string' },
		'schematron-cii': { type: 'string' },
		'xslt-ubl': { type: 'string' },
		'xslt-cii': { type: 'string' },
		saxon: { type: 'string', default: debianJar },
		saxonjs: { type: 'boolean', default: true },
		parts: { type: 'string', default: 'speed,growth,large,start,compile,soak' },
		syntax: { type: 'string' },
		sizes: { type: 'string', default: '1,10,100,1000,10000' },
		rounds: { type: 'string', default: '11' },
		milliseconds: { type: 'string', default: '300' },
		warm: { type: 'string', default: '10000' },
		lines: { type: 'string', default: '100000' },
		soak: { type: 'string', default: '20000' },
		'by-rule': { type: 'boolean', default: false },
		json: { type: 'string' },
		report: { type: 'boolean', default: false },
	},
})
const plan = {
	rounds: Number(values.rounds),
	milliseconds: Number(values.milliseconds),
	warm: Number(values.warm),
}
if (!(plan.rounds >= 5)) throw new Error('--rounds: at least 5, so that a median means something')
const parts = new Set(values.parts.split(','))
const syntaxes = (['ubl', 'cii'] as const).filter(
	(one) => values.syntax === undefined || values.syntax === one,
)
const kept = join(import.meta.dirname, 'results.generated.json')

let results: Results = {
	node: process.version,
	cpu: cpus()[0]?.model ?? 'unknown',
	cores: cpus().length,
	load: loadavg()[0]!,
	plan,
}
if (values.report && existsSync(kept))
	results = { ...(JSON.parse(readFileSync(kept, 'utf8')) as Results), ...results }

// Rules are timed first, in this process: all else runs in processes of its own.
if (values['by-rule']) {
	const costs = syntaxes.map((syntax) => dearestRules(syntax, pathsOf(syntax)))
	add({ rules: costs })
}
if (!values['by-rule']) {
	if (parts.has('speed')) await speed()
	if (parts.has('growth')) await growth()
	if (parts.has('large')) add({ large: await large() })
	if (parts.has('start'))
		add({ start: startTimes(starts(values['schematron-ubl']), Math.max(plan.rounds, 9)) })
	if (parts.has('compile')) add({ compile: compile() })
	if (parts.has('soak')) add({ soak: await soak() })
}

process.stdout.write(tables(results))
const wrong = results.sections?.flatMap(({ disagreements }) => disagreements) ?? []
process.exitCode = wrong.some((line) => !line.startsWith('en16931')) ? 1 : 0

/** Adds what was measured, and keeps it where that is wanted: a run takes long. */
function add(measured: Partial<Results>): void {
	results = { ...results, ...measured }
	const text = `${JSON.stringify(results, undefined, '\t')}\n`
	if (values.json !== undefined) writeFileSync(values.json, text)
	if (!values.report) return
	writeFileSync(kept, text)
	renew(results)
}

function pathsOf(syntax: BenchSyntax): readonly string[] {
	return benchFiles(syntax).map(({ path }) => path)
}

async function speed(): Promise<void> {
	const sizes = values.sizes === '' ? [] : values.sizes.split(',').map(Number)
	const notes: string[] = []
	for (const syntax of syntaxes) {
		const xslt = values[`xslt-${syntax}`]
		const schematron = values[`schematron-${syntax}`]
		const left = await speedOf(syntax, {
			plan,
			sizes,
			...(xslt && { xslt }),
			...(schematron && { schematron }),
			jar: values.saxon,
			saxonjs: values.saxonjs,
			onSection: (section) => add({ sections: [...others(section), section] }),
		})
		notes.push(...left)
	}
	add({ notes })
}

/** Sections measured before that this one does not replace. */
function others({ syntax, size }: Section): readonly Section[] {
	return results.sections?.filter((one) => one.syntax !== syntax || one.size !== size) ?? []
}

async function growth(): Promise<void> {
	const found: Growth[] = []
	for (const syntax of syntaxes) {
		const file = values[`schematron-${syntax}`]
		await growthOf(syntax, {
			plan,
			schematron: file ? { 'EN 16931 published': file } : {},
			onGrowth: (one) => {
				found.push(one)
				add({ growth: found })
			},
		})
	}
}

async function large() {
	const lines = Number(values.lines)
	const stores = await makeStores()
	const found = []
	for (const syntax of syntaxes)
		for (const row of ['tree', 'en16931', 'all'] as const)
			found.push(await largeOf(syntax, row, lines, row === 'all' ? stores : {}))
	return found
}

function compile() {
	const rounds = Math.max(plan.rounds, 5)
	const found = syntaxes.map((syntax) =>
		compileTimes(`EN 16931 ${syntax}, ours`, `en16931-${syntax}`, rounds),
	)
	for (const syntax of syntaxes) {
		const file = values[`schematron-${syntax}`]
		if (file !== undefined) found.push(compileTimes(`EN 16931 ${syntax}, published`, file, rounds))
	}
	return found
}

async function soak(): Promise<Results['soak']> {
	const files = syntaxes.flatMap((syntax) => [
		...pathsOf(syntax),
		...[1, 10, 100].map((lines) => madeInvoice(syntax, lines)),
	])
	const out = execFileSync(
		process.execPath,
		[
			'--conditions=source',
			'--disable-warning=ExperimentalWarning',
			join(import.meta.dirname, 'soak.ts'),
			values.soak,
			JSON.stringify(await makeStores()),
			...files,
		],
		{ encoding: 'utf8' },
	)
	return { documents: Number(values.soak), tenths: JSON.parse(out) as number[] }
}
