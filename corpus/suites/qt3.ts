/**
 * `npm run suite:qt3 -- DIR`: runs the W3C QT3 tests that stand in DIR through the XPath compiler.
 *
 * Each case that applies comes out right, wrong, refused (the compiler said, with a reason, that it does not
 * support the expression) or refused as outside of what this engine is for. `--write` keeps counts and refusals in qt3.tsv, without any text of the suite.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
	compileXPath,
	DynamicError,
	type EvaluateOptions,
	FunctionItem,
	type Item,
	itemText,
	parseTree,
	StaticError,
	type Tree,
	Unsupported,
} from '#engine'
import type { Arguments, OptionSpecs } from '../../server/arguments.ts'
import { inapplicable, isOutside } from './applicable.ts'
import { type Environment, readCatalog, type TestCase, withoutDoctype } from './catalog.ts'
import { runAsCommand } from './command.ts'
import { meets, type Outcome, Unchecked } from './outcome.ts'
import { suiteCommand } from './suite.ts'

const options = {
	set: { type: 'string', value: 'REGEX', help: 'only test sets whose name matches' },
	case: { type: 'string', value: 'REGEX', help: 'only cases whose name matches' },
	wrong: { type: 'boolean', help: 'show what the wrong cases gave' },
} as const satisfies OptionSpecs

/**
 * refused: said to be unsupported though the engine claims the construct's kind; outside: refused, and of
 * what is left out on purpose (maps, arrays, other documents, collations, …).
 */
export const kindsOfResult = ['right', 'wrong', 'refused', 'outside', 'not applicable'] as const

export interface Result {
	readonly test: TestCase
	readonly kind: (typeof kindsOfResult)[number]
	/** Why it was refused or does not apply, or what was wrong. */
	readonly reason: string
}

/** Prefixes that the suite takes as bound. */
const prefixes = {
	map: 'http://www.w3.org/2005/xpath-functions/map',
	array: 'http://www.w3.org/2005/xpath-functions/array',
	err: 'http://www.w3.org/2005/xqt-errors',
}
/** Any moment will do; the suite never fixes one. */
const now = '2026-03-01T12:00:00Z'

const texts = new Map<string, string>()

class NotApplicable extends Error {}

/** A document of the suite; its document type is left out where that changes nothing. */
function treeOf(file: string | undefined): Tree {
	if (file === undefined) return parseTree('<none/>').tree!
	let text = texts.get(file)
	if (text === undefined) {
		text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
		if (!/<!(?:ENTITY|ATTLIST)|<!DOCTYPE[^>[]*(?:SYSTEM|PUBLIC)/.test(text)) text = withoutDoctype(text)
		texts.set(file, text)
	}
	const { tree, failure } = parseTree(text)
	if (failure?.reason === 'doctype') throw new NotApplicable('needs a document type definition')
	if (failure !== undefined) throw new NotApplicable(`its document is not XML 1.0: ${failure.message}`)
	return tree
}

interface Setting {
	readonly tree: Tree
	readonly item: Item
	readonly options: EvaluateOptions
}

function settingOf(test: TestCase): Setting {
	const environment: Environment = test.environment ?? { parts: [], folder: '' }
	const named = (name: string) => environment.parts.filter((part) => part.localName === name)
	const source = named('source').find((part) => part.getAttribute('role') === '.')
	const tree = treeOf(
		source === undefined ? undefined : join(environment.folder, source.getAttribute('file')!),
	)
	const compatible = test.dependencies.some((d) => d.value === 'xpath-1.0-compatibility' && d.satisfied)
	const namespaces: Record<string, string> = { ...prefixes }
	for (const part of named('namespace')) namespaces[part.getAttribute('prefix')!] = part.getAttribute('uri')!
	const shared: EvaluateOptions = {
		namespaces,
		compatible,
		now,
		context: source === undefined ? 'none' : 'node',
	}
	const variables: Record<string, readonly Item[]> = {}
	for (const part of named('param')) {
		const select = part.getAttribute('select')
		if (select === null) throw new NotApplicable('XQuery modules')
		variables[part.getAttribute('name')!] = compileXPath(select, { ...shared, variables })(tree)
	}
	const [given] = named('context-item')
	if (given === undefined) return { tree, item: 0, options: { ...shared, variables } }
	const [item] = compileXPath(given.getAttribute('select')!, shared)(tree)
	return { tree, item: item!, options: { ...shared, variables, context: 'item' } }
}

export function runCase(test: TestCase): Result {
	const reason = inapplicable(test)
	if (reason !== undefined) return { test, kind: 'not applicable', reason }
	try {
		const setting = settingOf(test)
		const outcome = outcomeOf(test.test!, setting)
		const evaluate = (expression: string): readonly Item[] => {
			const result = outcome.kind === 'value' ? outcome.items : []
			const variables = { ...setting.options.variables, result }
			return compileXPath(expression, { ...setting.options, variables })(setting.tree, setting.item)
		}
		const right = meets(test.result, { outcome, evaluate, folder: test.folder })
		if (!right && outcome.kind === 'error' && outcome.code === 'XPDY0130')
			return { test, kind: 'refused', reason: `a limit of the engine: ${outcome.message}` }
		return right ? { test, kind: 'right', reason: '' } : { test, kind: 'wrong', reason: shown(outcome) }
	} catch (error) {
		if (error instanceof Unsupported)
			return { test, kind: isOutside(error.message) ? 'outside' : 'refused', reason: error.message }
		if (error instanceof NotApplicable || error instanceof Unchecked)
			return { test, kind: 'not applicable', reason: error.message }
		return { test, kind: 'wrong', reason: String(error) }
	}
}

function outcomeOf(expression: string, { tree, item, options }: Setting): Outcome {
	try {
		return { kind: 'value', items: compileXPath(expression, options)(tree, item), tree }
	} catch (error) {
		if (error instanceof Unsupported || !(error instanceof StaticError || error instanceof DynamicError))
			throw error
		return { kind: 'error', code: error.code, message: error.message }
	}
}

function shown(outcome: Outcome): string {
	if (outcome.kind === 'error') return `gave ${outcome.code}: ${outcome.message}`
	const { items, tree } = outcome
	const one = (item: Item): string => {
		if (item instanceof FunctionItem) return 'a function'
		return typeof item === 'number' ? `<${itemText(tree, item)}>` : itemText(tree, item)
	}
	return `gave ${items.map(one).join(', ')}`
}

/** Counts by test set, then refusals by name, then how many cases do not apply and why. */
export function table(results: readonly Result[]): string {
	const lines = [`test set\t${kindsOfResult.join('\t')}`]
	const counts = (of: readonly Result[]) =>
		kindsOfResult.map((kind) => of.filter((r) => r.kind === kind).length)
	for (const [set, of] of grouped(results, (r) => r.test.set)) lines.push([set, ...counts(of)].join('\t'))
	lines.push(['all', ...counts(results)].join('\t'), '', 'refusal\ttest set\tname\treason')
	for (const { kind, test, reason } of results)
		if (kind === 'refused' || kind === 'outside') lines.push([kind, test.set, test.name, reason].join('\t'))
	lines.push('', 'not applicable\tcases')
	const absent = results.filter((r) => r.kind === 'not applicable')
	for (const [reason, of] of [...grouped(absent, (r) => r.reason)].sort((a, b) => b[1].length - a[1].length))
		lines.push(`${reason}\t${of.length}`)
	return `${lines.join('\n')}\n`
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>()
	for (const item of items) {
		const group = groups.get(key(item))
		if (group === undefined) groups.set(key(item), [item])
		else group.push(item)
	}
	return groups
}

function runSuite(folder: string, given: Arguments): readonly Result[] {
	const matching = (option: string, name: string) => new RegExp(given.text(option) ?? '').test(name)
	const results: Result[] = []
	for (const test of readCatalog(folder)) {
		if (!matching('set', test.set) || !matching('case', test.name)) continue
		const started = performance.now()
		results.push(runCase(test))
		const milliseconds = performance.now() - started
		if (milliseconds > 1000) process.stderr.write(`${test.name} took ${milliseconds.toFixed(0)} ms\n`)
	}
	return results
}

if (import.meta.main)
	await runAsCommand(
		suiteCommand({
			name: 'qt3',
			what: 'Runs the W3C QT3 tests; DIR is a checkout of github.com/w3c/qt3tests.',
			holds: 'catalog.xml',
			options,
			kinds: kindsOfResult,
			run: runSuite,
			show: (results, given) => {
				for (const { kind, test, reason } of results)
					if (given.flag('wrong') && kind === 'wrong')
						process.stdout.write(`${test.set}\t${test.name}\t${reason.slice(0, 300)}\n`)
			},
			table,
		}),
	)
