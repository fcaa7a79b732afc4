/**
 * A folder of stated cases, run: each invoice is made, judged as `check` would, and compared with what is stated.
 *
 * A rule has a failing example where a case finds it, and a passing one where it had something to judge in a case
 * and found nothing.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Fault, type RuleSet, Tree } from '#engine'
import { type Rules, type Verdict, validate } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { readCases, type StatedCase } from './case.ts'
import { countsOfVerdict, type Difference, differences } from './compare.ts'
import { applyEdit } from './edit.ts'
import { type Element, invoiceText, readInvoice } from './element.ts'
import { asOf } from './runner.ts'

/** A case with the invoice that its edits make. */
export interface MadeCase {
	readonly stated: StatedCase
	readonly text: string
}

export interface CaseResult extends MadeCase {
	readonly differences: readonly Difference[]
}

/** Rules by rule set and id, as `en16931-ubl BR-01`. */
export interface Examples {
	readonly failing: ReadonlySet<string>
	readonly passing: ReadonlySet<string>
}

export interface CaseRun {
	readonly results: readonly CaseResult[]
	readonly examples: Examples
	readonly milliseconds: number
}

export const caseFiles = (folder: string): string[] => globSync(join(folder, '**/*.cases')).sort()

/** Every case of the folder, or of those of its files, in the files' order. Throws a Fault where a case cannot be read or made. */
export function* makeCases(folder: string, files = caseFiles(folder)): Generator<MadeCase> {
	const read = baseReader()
	for (const file of files) {
		const named = new Map<string, Element>()
		const start = ({ from, at }: StatedCase): Element =>
			named.get(from) ?? read(join(dirname(file), from), at)
		for (const stated of readCaseFile(folder, file)) {
			const invoice = stated.edits.reduce(applyEdit, start(stated))
			if (stated.name !== undefined) named.set(stated.name, invoice)
			yield { stated, text: invoiceText(invoice) }
		}
	}
}

export const readCaseFile = (folder: string, file: string): readonly StatedCase[] =>
	readCases(relative(folder, file), readFileSync(file, 'utf8'))

/** Reads each base once; `at` is the case that asks for it. */
export function baseReader(): (path: string, at: StatedCase['at']) => Element {
	const bases = new Map<string, Element>()
	return (path, at) => {
		const base = bases.get(path) ?? readBase(path, at)
		bases.set(path, base)
		return base
	}
}

function readBase(path: string, at: StatedCase['at']): Element {
	let text: string
	try {
		text = readFileSync(path, 'utf8')
	} catch {
		throw new Fault('rule-text-invalid', `there is neither a file nor an earlier case of this name`, at)
	}
	return readInvoice(path, text)
}

export function runCases(folder: string, rules: Rules, files?: string[]): CaseRun {
	const start = performance.now()
	const results: CaseResult[] = []
	const examples = new ExampleSeeker()
	const into = new Tree()
	const encoder = new TextEncoder()
	for (const { stated, text } of makeCases(folder, files)) {
		const fired = new Map<RuleSet, Set<number>>()
		const { verdict } = validate(encoder.encode(text), {
			source: stated.title,
			sha256: '',
			asOf,
			rules: rulesFor(stated, rules),
			limits: { findings: Number.MAX_SAFE_INTEGER },
			into,
			onFired: (ruleSet, rule) => {
				const rulesFired = fired.get(ruleSet)
				if (rulesFired === undefined) fired.set(ruleSet, new Set([rule]))
				else rulesFired.add(rule)
			},
		})
		examples.see(verdict, fired)
		results.push({
			stated,
			text,
			differences: differences(stated.expected, countsOfVerdict(verdict), () => true),
		})
	}
	return { results, examples, milliseconds: performance.now() - start }
}

/** A case that names its rule sets is judged by them alone, whatever they are asked to run on. */
function rulesFor({ rules: named }: StatedCase, rules: Rules): Rules {
	if (named === undefined || rules.kind === 'alone') return rules
	return { kind: 'alone', ruleSets: named.map((id) => rules.load(id as OwnRuleSetId, asOf)) }
}

/** Collects examples; rules that have a passing one are not looked at again. */
class ExampleSeeker implements Examples {
	readonly failing = new Set<string>()
	readonly passing = new Set<string>()
	readonly #settled = new Map<RuleSet, Set<number>>()

	see({ findings }: Verdict, fired: ReadonlyMap<RuleSet, ReadonlySet<number>>): void {
		const found = new Set<string>()
		for (const { ruleSet, rule, kind } of findings) {
			found.add(`${ruleSet} ${rule}`)
			if (kind !== 'error') this.failing.add(`${ruleSet} ${rule}`)
		}
		for (const [ruleSet, rules] of fired) {
			const settled = this.#settled.get(ruleSet) ?? new Set()
			this.#settled.set(ruleSet, settled)
			for (const rule of rules) {
				if (settled.has(rule)) continue
				const { id, program } = ruleSet
				const keys = program.rules[rule]!.assertions.map((a) => `${id} ${program.assertions[a]!.id}`)
				for (const key of keys) if (!found.has(key)) this.passing.add(key)
				if (keys.every((key) => this.passing.has(key))) settled.add(rule)
			}
		}
	}
}
