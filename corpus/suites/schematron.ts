/**
 * Runs the public conformance cases of ISO Schematron over the engine, from a checkout that the user names.
 *
 *     npm run suite:schematron -- DIR [--write]
 *
 * A case holds a document, one or more schemas and what a validation must give: valid, invalid or an error.
 * It comes out right, wrong, or refused with the reason that the reader of rule sets gave. `--write` keeps
 * names, results and reasons in schematron.tsv, without any text of the suite.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Element, parseXmlDocument, serializeToWellFormedString } from 'slimdom'
import { compileRuleSet, compileXPath, Fault, parseTree } from '#engine'
import { readSchematron, svrlReport } from '#schematron'
import { children } from './catalog.ts'
import { runAsCommand } from './command.ts'
import { suiteCommand, tableFile } from './suite.ts'

export const kindsOfResult = ['right', 'wrong', 'refused'] as const

export interface Result {
	/** Folder and file without its extension, such as `core/rule-order-01`. */
	readonly name: string
	/** Which of the case's schemas, from 1. */
	readonly schema: number
	readonly kind: (typeof kindsOfResult)[number]
	/** Why it was refused, or what was wrong. */
	readonly reason: string
}

/** What there is to say on a refusal beyond what the reader of rule sets says. */
const notes: Readonly<Record<string, string>> = {
	'core/let-scope-pattern-01':
		'5.4.5 makes this an error, and the cases let-name-collision-error-05 and -06 of the same suite ask for one',
	'core/let-value-element-content-01':
		'its first schema looks for an element in a document that has none, and passes nowhere',
}

const folderOfTests = 'src/main/resources/tests'
export const listFile = tableFile('schematron')

/** Results in the order of names. */
export function runSuite(folder: string): readonly Result[] {
	const tests = join(folder, folderOfTests)
	return ['core', 'svrl'].flatMap((group) =>
		readdirSync(join(tests, group))
			.filter((file) => file.endsWith('.xml'))
			.sort()
			.flatMap((file) =>
				runCase(`${group}/${file.slice(0, -4)}`, readFileSync(join(tests, group, file), 'utf8')),
			),
	)
}

function runCase(name: string, text: string): readonly Result[] {
	const root = parseXmlDocument(text).documentElement!
	const only = (local: string): readonly Element[] => children(root, local).flatMap((one) => children(one))
	const files = new Map<string, string>()
	let document = ''
	for (const one of only('documents')) {
		const content = serializeToWellFormedString(one.firstElementChild!)
		if (one.localName === 'primary') document = content
		else files.set(one.getAttribute('filename')!, content)
	}
	const phase = children(root, 'schemas')[0]!.getAttribute('phase') ?? undefined
	const expectations = only('expectations').map((one) => one.getAttribute('test')!)
	const note = notes[name]
	return only('schemas').map((schema, index) => {
		const outcome = outcomeOf(serializeToWellFormedString(schema), phase, files, document)
		const held = judged(outcome, root.getAttribute('expect')!, expectations)
		const reason = held.kind === 'refused' && note !== undefined ? `${held.reason} (${note})` : held.reason
		return { name, schema: index + 1, kind: held.kind, reason }
	})
}

interface Outcome {
	readonly said: 'valid' | 'invalid' | 'error'
	readonly svrl: string
	/** What was wrong with the schema. */
	readonly reason: string
}

function outcomeOf(
	schema: string,
	phase: string | undefined,
	files: ReadonlyMap<string, string>,
	document: string,
): Outcome {
	try {
		const source = readSchematron(schema, {
			file: 'schema.sch',
			...(phase === undefined ? {} : { phase }),
			resolve: (href, base) => {
				const file = new URL(href, `folder:/${base}`).pathname.slice(1)
				const text = files.get(file)
				return text === undefined ? undefined : { file, text }
			},
		})
		const ruleSet = compileRuleSet(source)
		const tree = parseTree(document).tree!
		const svrl = svrlReport(ruleSet, tree)
		return { said: ruleSet.run(tree).findings.length > 0 ? 'invalid' : 'valid', svrl, reason: '' }
	} catch (error) {
		if (!(error instanceof Fault)) throw error
		return { said: 'error', svrl: '', reason: error.message.replace(/^\S+:\d+:\d+: /, '') }
	}
}

function judged(
	{ said, svrl, reason }: Outcome,
	expected: string,
	expectations: readonly string[],
): { readonly kind: Result['kind']; readonly reason: string } {
	if (said === 'error') return expected === 'error' ? right : { kind: 'refused', reason }
	if (said !== expected) return { kind: 'wrong', reason: `gave ${said}, not ${expected}` }
	const namespaces = { svrl: 'http://purl.oclc.org/dsdl/svrl' }
	const broken = expectations.findIndex(
		(test) => compileXPath(`boolean(${test})`, { namespaces })(parseTree(svrl).tree!)[0] !== true,
	)
	return broken < 0 ? right : { kind: 'wrong', reason: `its SVRL breaks expectation ${broken + 1}` }
}

const right = { kind: 'right', reason: '' } as const

/** A line a schema of a case, then the counts. */
export function table(results: readonly Result[]): string {
	const lines = results.map(({ name, schema, kind, reason }) => [name, schema, kind, reason].join('\t'))
	const counts = kindsOfResult.map((kind) => `${kind}\t${results.filter((r) => r.kind === kind).length}`)
	return `${['case\tschema\tresult\treason', ...lines, '', ...counts].join('\n')}\n`
}

if (import.meta.main)
	await runAsCommand(
		suiteCommand({
			name: 'schematron',
			what: 'Runs the conformance cases of ISO Schematron; DIR is a checkout of github.com/Schematron/schematron-conformance.',
			holds: folderOfTests,
			options: {},
			kinds: kindsOfResult,
			run: runSuite,
			show: (results) => {
				for (const { name, schema, kind, reason } of results)
					if (kind !== 'right') process.stdout.write(`${kind}\t${name} ${schema}\t${reason}\n`)
			},
			table,
		}),
	)
