/**
 * The examples of platform rules, tried: on their facts as written, and on documents that hold those facts in
 * every syntax.
 *
 * A rule that cannot be read is an error and has no outcome; an example that says otherwise is a failure, told in
 * business terms: what was stated, what each document gives back, and what every condition came to.
 */
import { Fault, parseTree } from '#engine'
import { compileCondition, type Facts, factsOf, type Trace, trace } from '../platform/compile.ts'
import { documentFacts } from '../platform/facts.ts'
import type { PlatformRules } from '../platform/load.ts'
import { readRule } from '../platform/read.ts'
import type { Example, FactValue, NamedConditions, PlatformRule } from '../platform/rule.ts'
import { recognise, type Syntax } from '../syntax.ts'
import { composed, inDocument } from './compose.ts'
import { factInWords, syntaxes } from './words.ts'

/** Where an example was tried: on its facts alone, or in a document. */
export type Place = 'facts' | Syntax

export interface Failure {
	readonly rule: string
	readonly file: string
	readonly line: number
	readonly kind: 'pass' | 'fail'
	readonly example: string
	readonly place: Place
	/** Facts that read otherwise than stated, in words. */
	readonly facts: readonly { readonly name: string; readonly stated: FactValue; readonly read: FactValue }[]
	readonly trace: Trace
}

export interface Trials {
	readonly rules: number
	readonly examples: number
	/** Examples times places. */
	readonly tried: number
	readonly failures: readonly Failure[]
	readonly errors: readonly Fault[]
}

/** `files` are rule files with their texts; what they refer to comes from `set`. */
export function tryExamples(
	files: readonly { readonly file: string; readonly text: string }[],
	set: Pick<PlatformRules, 'named' | 'scopes'>,
): Trials {
	const scopes = set.scopes.map(({ id }) => id)
	const errors: Fault[] = []
	const failures: Failure[] = []
	let [rules, examples, tried] = [0, 0, 0]
	for (const { file, text } of files) {
		let rule: PlatformRule
		try {
			rule = readRule(file, text, set.named, scopes, 'untried')
		} catch (error) {
			if (!(error instanceof Fault)) throw error
			errors.push(error)
			continue
		}
		rules++
		for (const kind of ['pass', 'fail'] as const)
			for (const example of rule.examples[kind]) {
				examples++
				for (const place of ['facts', ...placesOf(rule, example, set.named)] as const) {
					tried++
					const failure = tryOne(rule, kind, example, place, set.named)
					if (failure !== undefined) failures.push({ ...failure, file, line: lineOf(text, example.title) })
				}
			}
	}
	return { rules, examples, tried, failures, errors }
}

/** Documents are tried where the conditions ask for something in them; a syntax that is itself a fact is the only one. */
function placesOf(rule: PlatformRule, { facts }: Example, named: NamedConditions): readonly Syntax[] {
	const asked = factsOf(rule.conditions, named)
	if (!asked.some(inDocument)) return []
	const syntax = facts['invoice.syntax']
	return syntaxes.filter((one) => syntax === undefined || syntax === one)
}

function tryOne(
	rule: PlatformRule,
	kind: 'pass' | 'fail',
	example: Example,
	place: Place,
	named: NamedConditions,
): Omit<Failure, 'file' | 'line'> | undefined {
	const stated: Facts = (name) => example.facts[name]
	const facts = place === 'facts' ? stated : read(example, place)
	if (compileCondition(rule.conditions, named)(facts) === (kind === 'fail')) return undefined
	const differing = [...new Set(factsOf(rule.conditions, named))]
		.filter((name) => JSON.stringify(stated(name)) !== JSON.stringify(facts(name)))
		.map((name) => ({ name: factInWords(name).en, stated: stated(name), read: facts(name) }))
	return {
		rule: rule.id,
		kind,
		example: example.title,
		place,
		facts: differing,
		trace: trace(rule.conditions, named, facts),
	}
}

/** The facts of an example as a document in that syntax gives them back; what is no term stays as stated. */
function read({ facts }: Example, syntax: Syntax): Facts {
	const { tree, failure } = parseTree(composed(facts, syntax))
	if (tree === undefined)
		throw new Fault('internal', `the example cannot be written as ${syntax}: ${failure?.message}`)
	const { facts: ofDocument } = documentFacts(tree, recognise(tree), { asOf: '', transport: {}, sha256: '' })
	return (name) => (inDocument(name) ? ofDocument(name) : facts[name])
}

function lineOf(text: string, title: string): number {
	const at = text.indexOf(JSON.stringify(title))
	return at < 0 ? 1 : text.slice(0, at).split('\n').length
}
