/**
 * What a verdict costs, beside its parts and beside a peer, in one run on the same files.
 *
 *   npm run bench -- [--xslt-ubl FILE] [--xslt-cii FILE] [--saxon JAR] [--rounds N] [--syntax ubl|cii] [--json]
 *
 * parse: saxes with namespaces and handlers, the floor. tree: the floor and the arrays. rules:
 * tree and the rule set run over it. whole: bytes to
 * Verdict, the digest included. Saxon: parse, an XSLT that the user names, SVRL as a tree. Each is the median
 * of alternating rounds, in milliseconds a document by the clock and of processor time, and each as a multiple
 * of parse.
 */
import { createHash } from 'node:crypto'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { SaxesParser } from 'saxes'
import { parseTree, Tree } from '#engine'
import { validate } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { compileOwn, ownRuleSet } from '../server/rule-sets.ts'
import { type BenchFile, type BenchSyntax, benchFiles } from './files.ts'
import { type Contender, type Measured, measure, median, repeating, type Time } from './measure.ts'
import { compileDriver, type Saxon, startSaxon } from './saxon.ts'

const { values } = parseArgs({
	options: {
		'xslt-ubl': { type: 'string' },
		'xslt-cii': { type: 'string' },
		saxon: { type: 'string', default: '/usr/share/java/Saxon-HE.jar' },
		rounds: { type: 'string', default: '7' },
		milliseconds: { type: 'string', default: '300' },
		warm: { type: 'string', default: '2000' },
		syntax: { type: 'string' },
		json: { type: 'boolean', default: false },
	},
})
const plan = {
	rounds: Number(values.rounds),
	milliseconds: Number(values.milliseconds),
	warm: Number(values.warm),
}
if (!(plan.rounds >= 5)) throw new Error('--rounds: at least 5, so that a median means something')

const sets: readonly { syntax: BenchSyntax; id: OwnRuleSetId; xslt: string | undefined }[] = [
	{ syntax: 'ubl', id: 'en16931-ubl', xslt: values['xslt-ubl'] },
	{ syntax: 'cii', id: 'en16931-cii', xslt: values['xslt-cii'] },
]

const asOf = '2026-01-01'

interface Section {
	readonly syntax: BenchSyntax
	readonly id: OwnRuleSetId
	readonly files: number
	readonly meanBytes: number
	readonly measured: readonly (Measured & { readonly ratio: Time })[]
	/** Over all files: ours before and after the timing, Saxon's after it, the published number. */
	readonly findings: {
		readonly ours: number
		readonly oursAfter: number
		readonly saxon?: number
		readonly published?: number
	}
	readonly note?: string
}

const sections: Section[] = []
for (const set of sets)
	if (values.syntax === undefined || values.syntax === set.syntax)
		sections.push(await section(set.syntax, set.id, set.xslt))
// Last, since reading rule texts sends other parsers through saxes, which slows the floor measured above.
const compiled = sections.map((part) => ({ ...part, compileMilliseconds: compileTime(part.id) }))
const report = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', plan, sections: compiled }
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : compiled.map(shown).join('\n'))
process.exitCode = sections.every(sound) ? 0 : 1

async function section(syntax: BenchSyntax, id: OwnRuleSetId, xslt: string | undefined): Promise<Section> {
	const files = benchFiles(syntax)
	const loaded = ownRuleSet(id, asOf)
	const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes))
	const tree = new Tree()
	const judge = (file: BenchFile) =>
		validate(file.bytes, {
			source: file.path,
			sha256: createHash('sha256').update(file.bytes).digest('hex'),
			asOf,
			rules: { kind: 'chosen', load: () => loaded, beyond: 'off' },
			into: tree,
		}).verdict
	const findings = () => files.reduce((sum, file) => sum + judge(file).findings.length, 0)

	const contenders: Contender[] = [
		repeating('parse', files.length, () => texts.forEach(parseAlone)),
		repeating('tree', files.length, () => {
			for (const text of texts) parseTree(text, { into: tree })
		}),
		repeating('rules', files.length, () => {
			for (const text of texts) loaded.ruleSet.run(parseTree(text, { into: tree }).tree!)
		}),
		repeating('whole', files.length, () => files.forEach(judge)),
	]
	const { saxon, note, remove } = await peer(xslt, files)
	if (saxon !== undefined) {
		// A virtual machine takes longer to reach its speed.
		const warm = (milliseconds: number) => saxon.warm(4 * milliseconds)
		contenders.push({ name: 'Saxon-HE', round: saxon.round, warm })
	}

	const ours = findings()
	const measured = await measure(contenders, plan)
	const floor = measured[0]!.median
	const published = files.every((file) => file.published !== undefined)
		? { published: files.reduce((sum, file) => sum + file.published!, 0) }
		: {}
	const result: Section = {
		syntax,
		id,
		files: files.length,
		meanBytes: Math.round(files.reduce((sum, { bytes }) => sum + bytes.length, 0) / files.length),
		measured: measured.map((one) => ({
			...one,
			ratio: { wall: one.median.wall / floor.wall, processor: one.median.processor / floor.processor },
		})),
		findings: { ours, oursAfter: findings(), ...(saxon && { saxon: await saxon.count() }), ...published },
		...(note !== undefined && { note }),
	}
	saxon?.close()
	remove()
	return result
}

/** The parser as the tree uses it, with handlers that keep nothing. */
function parseAlone(text: string): void {
	let seen = 0
	const parser = new SaxesParser({ xmlns: true, position: true })
	parser.on('opentag', (tag) => void (seen += tag.local.length))
	parser.on('closetag', () => void seen++)
	parser.on('text', (piece) => void (seen += piece.length))
	parser.write(text).close()
	if (seen === 0) throw new Error('nothing was parsed')
}

function compileTime(id: OwnRuleSetId): number {
	const times: number[] = []
	for (let i = 0; i < plan.rounds; i++) {
		const start = performance.now()
		compileOwn(id)
		times.push(performance.now() - start)
	}
	return median(times)
}

async function peer(
	xslt: string | undefined,
	files: readonly BenchFile[],
): Promise<{ saxon?: Saxon; note?: string; remove(): void }> {
	const nothing = () => {}
	if (xslt === undefined)
		return { note: 'Saxon was not asked for: name an XSLT with --xslt-ubl or --xslt-cii', remove: nothing }
	const driver = compileDriver(values.saxon)
	if ('missing' in driver) return { note: `Saxon is left out: ${driver.missing}`, remove: nothing }
	const saxon = await startSaxon(
		driver.classPath,
		xslt,
		files.map(({ path }) => path),
	)
	return { saxon, remove: driver.remove }
}

/** What was timed did what it should: our findings did not change, and Saxon found the published number. */
function sound({ findings: { ours, oursAfter, saxon, published } }: Section): boolean {
	return ours === oursAfter && (saxon === undefined || published === undefined || saxon === published)
}

function shown(part: Section & { readonly compileMilliseconds: number }): string {
	const { syntax, files, meanBytes, measured, compileMilliseconds, findings, note } = part
	const head = `  ${''.padEnd(10)} ${'clock'.padStart(11)} ${'×'.padStart(7)} ${'processor'.padStart(11)} ${'×'.padStart(7)}`
	const cells = (time: number, ratio: number) =>
		`${time.toFixed(3).padStart(8)} ms ${ratio.toFixed(2).padStart(7)}`
	const rows = measured.map(
		({ name, median: time, ratio }) =>
			`  ${name.padEnd(10)} ${cells(time.wall, ratio.wall)} ${cells(time.processor, ratio.processor)}`,
	)
	const counts = Object.entries(findings).map(([who, count]) => `${who} ${count}`)
	return [
		`${syntax}: ${files} files of ${(meanBytes / 1000).toFixed(1)} kB on average; a document, and as a multiple of parse`,
		head,
		...rows,
		`  ${'compile'.padEnd(10)} ${compileMilliseconds.toFixed(1).padStart(8)} ms, once a process`,
		`  findings: ${counts.join(', ')}${sound(part) ? '' : ' — NOT what was expected'}`,
		...(note === undefined ? [] : [`  ${note}`]),
		'',
	].join('\n')
}
