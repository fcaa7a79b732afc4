/**
 * Agreement of the structure check with libxml2 and the published schemas, over a corpus folder.
 *
 *   recevable corpus run DIR --layer xsd [--mutants] [--worst N] [--json]
 *
 * Each line's `xsd` says for each schema whether the document is valid, and the line of the first error. That
 * line is libxml2's: where the start tag of the element at fault ends.
 */
import { checkStructure, decode, parseTree, type StructureFinding, StructureWitness, Tree } from '#engine'
import { type StructureId, structure } from '#rules'
import { readCorpus, type SchemaVerdict } from './expected.ts'

/** The schemas of the field `xsd`, and ours. */
const schemas: Readonly<Record<string, StructureId>> = {
	ubl21: 'ubl-2.1',
	d16b: 'cii-d16b',
	d22b: 'cii-d22b',
}

export interface StructureRun {
	/** Verdicts compared: one a document and schema. */
	compared: number
	agreeing: number
	/** Found sound in the pass that built the tree, by the same check and by libxml2. */
	inPass: number
	/** Both say invalid. */
	invalid: number
	/** … and the first fault stands on the same line, as found, and after sorting in document order. */
	sameLine: number
	sameLineSorted: number
	/** How often each rule was broken first. */
	readonly first: Map<string, number>
	readonly disagreements: Disagreement[]
}

export interface Disagreement {
	readonly file: string
	readonly schema: string
	readonly change?: string
	readonly expected: SchemaVerdict
	readonly findings: readonly StructureFinding[]
	readonly line?: number
}

export interface StructureRunOptions {
	readonly mutants?: boolean
	/** Only every n-th document. */
	readonly every?: number
	readonly wanted?: (file: string, syntax: string) => boolean
}

export async function runStructure(folder: string, options: StructureRunOptions = {}): Promise<StructureRun> {
	const run: StructureRun = {
		compared: 0,
		agreeing: 0,
		inPass: 0,
		invalid: 0,
		sameLine: 0,
		sameLineSorted: 0,
		first: new Map(),
		disagreements: [],
	}
	const every = options.every ?? 1
	let count = 0
	const wanted = (file: string, syntax: string) =>
		/^(?:ubl|cii)/.test(syntax) && options.wanted?.(file, syntax) !== false && count++ % every === 0
	const into = new Tree()
	for await (const one of readCorpus(folder, {
		mutants: options.mutants === true,
		layer: 'en16931',
		wanted,
	})) {
		const decoded = decode(one.bytes)
		if (decoded.kind === 'read-failure') continue
		for (const [schema, expected] of Object.entries(one.xsd ?? {})) {
			const table = structure(schemas[schema]!)
			const witness = new StructureWitness(() => table)
			const { tree } = parseTree(decoded.text, { into, witness })
			if (tree === undefined) continue
			const { findings } = checkStructure(table, tree)
			const [first] = findings
			if (witness.sound !== undefined && first === undefined) run.inPass++
			run.compared++
			if (first !== undefined) run.first.set(first.rule, (run.first.get(first.rule) ?? 0) + 1)
			const line = first && tagEndLine(tree, first)
			const agreed = (first === undefined) === expected.valid
			if (agreed && (witness.sound === undefined || first === undefined)) run.agreeing++
			const report = {
				file: one.file,
				schema,
				...(one.change !== undefined && { change: one.change }),
				expected,
				findings,
			}
			if (!agreed || (witness.sound !== undefined && first !== undefined)) run.disagreements.push(report)
			else if (first !== undefined) {
				run.invalid++
				if (line === expected.first?.line) run.sameLine++
				else run.disagreements.push({ ...report, line: line! })
				const sorted = findings.toSorted((a, b) => a.at - b.at)[0]!
				if (tagEndLine(tree, sorted) === expected.first?.line) run.sameLineSorted++
			}
		}
	}
	return run
}

/** The line on which the start tag of a finding's element ends. */
export function tagEndLine(tree: Tree, { node }: StructureFinding): number {
	return tree.source.slice(0, tree.offset[node]! - 1).split(/\r\n|\r|\n/).length
}

/** As JSON, or as text with the first disagreements. */
export function structureReport(
	run: StructureRun,
	{ json, worst }: { json: boolean; worst: number },
): string {
	if (json) return `${JSON.stringify({ ...run, first: Object.fromEntries(run.first) })}\n`
	const shown = run.disagreements
		.slice(0, worst)
		.map(({ file, schema, change, expected, findings, line }) => {
			const theirs = expected.valid ? 'valid' : JSON.stringify(expected.first)
			const ours = findings[0] === undefined ? 'valid' : `line ${line ?? '–'}: ${findings[0].text}`
			const where = `${schema}${change === undefined ? '' : `, ${change}`}`
			return `${file} (${where})\n    libxml2: ${theirs}\n    ours: ${ours}\n`
		})
	const rows: [string, number][] = [
		['verdicts compared', run.compared],
		['agreeing', run.agreeing],
		['sound in the pass that builds the tree', run.inPass],
		['invalid by both', run.invalid],
		['first fault on the same line', run.sameLine],
		['… of the findings in document order', run.sameLineSorted],
		...[...run.first].sort((a, b) => b[1] - a[1]).map(([rule, n]): [string, number] => [`  ${rule}`, n]),
	]
	const table = rows.map(([name, n]) => `${name.padEnd(40)}${String(n).padStart(6)}\n`)
	return [...shown, ...table].join('')
}
