/**
 * The linter for platform rules: everything that can be told of the files without an invoice, all at once.
 */
import { Fault } from '#engine'
import { compileCondition, factsOf } from '../platform/compile.ts'
import type { PlatformRules } from '../platform/load.ts'
import { patternOperators } from '../platform/operators.ts'
import { readRule } from '../platform/read.ts'
import type { Condition, NamedConditions, PlatformRule } from '../platform/rule.ts'
import { differingBinding, notCarried } from './bindings.ts'
import { isListed, schemeLists, termLists } from './codes.ts'
import { jsonPlaces, type Place } from './json-places.ts'
import { triedFacts } from './platform-score.ts'
import type { Problem, ProblemKind } from './problem.ts'
import { slowPart } from './slow.ts'
import { syntaxes } from './words.ts'

interface Read {
	readonly file: string
	readonly rule: PlatformRule
	readonly tell: (kind: ProblemKind, path: string, reason: string, mend: string) => void
}

/** `asOf` is the day by which a rule is past. */
export function lintPlatform(
	files: readonly { readonly file: string; readonly text: string }[],
	{ named, scopes }: Pick<PlatformRules, 'named' | 'scopes'>,
	asOf: string,
): Problem[] {
	const problems: Problem[] = []
	const read: Read[] = []
	const ids = scopes.map(({ id }) => id)
	for (const { file, text } of files) {
		let rule: PlatformRule
		try {
			rule = readRule(file, text, named, ids)
		} catch (error) {
			if (!(error instanceof Fault)) throw error
			problems.push(unread(error, file))
			continue
		}
		const places = jsonPlaces(text)
		const at = (path: string): Place => places.get(path) ?? at(path.slice(0, path.lastIndexOf('/')))
		const tell: Read['tell'] = (kind, path, reason, mend) =>
			problems.push({ file, ...at(path), kind, rule: rule.id, reason, mend })
		read.push({ file, rule, tell })
	}
	twins(read)
	for (const one of read) {
		days(one, asOf)
		conditions(one, named)
		carried(one, named)
	}
	return problems
}

/** A Fault says place, reason and mend in one sentence, the last two parted by a semicolon. */
function unread({ message, at }: Fault, file: string): Problem {
	const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
	const [reason, ...mend] = message.slice(place.length).split('; ')
	const language = /lacks “(?:fr|en)”/.test(message)
	return {
		file: at?.file ?? file,
		line: at?.line ?? 1,
		column: at?.column ?? 1,
		kind: language ? 'language' : 'unreadable',
		reason: reason!,
		mend: mend.join('; ') || 'Write it as the others are.',
	}
}

function twins(read: readonly Read[]): void {
	const byId = new Map<string, string>()
	const byConditions = new Map<string, string>()
	for (const { file, rule, tell } of read) {
		const known = byId.get(rule.id)
		if (known !== undefined)
			tell('duplicate-id', '/id', `${rule.id} stands already in ${known}`, 'Give one of them another id.')
		byId.set(rule.id, file)
		const key = JSON.stringify([rule.conditions, rule.scope, rule.direction, rule.channel])
		const same = byConditions.get(key)
		if (same !== undefined)
			tell(
				'shadowed',
				'/conditions',
				`${same} has the same conditions for the same documents`,
				'Keep one of them.',
			)
		byConditions.set(key, rule.id)
	}
}

function days({ rule, tell }: Read, asOf: string): void {
	const { severity, until } = rule
	if (until === undefined) return
	const late = severity.findIndex(({ from }) => from > until)
	if (late >= 0)
		tell(
			'expired',
			`/severity/${late}/from`,
			`it is to begin on ${severity[late]!.from}, after its last day ${until}`,
			'Move one of the days.',
		)
	else if (until < asOf)
		tell(
			'expired',
			'/until',
			`its last day ${until} is past`,
			'Take the file out, or give it another last day.',
		)
}

/** Each condition by itself: what can never hold, what always does, codes, regular expressions. */
function conditions({ rule, tell }: Read, named: NamedConditions): void {
	const visit = (condition: Condition, path: string, within: 'all' | 'any' | 'rule'): void => {
		if (within !== 'rule') constant(condition, path, within)
		if ('all' in condition)
			for (const [i, one] of condition.all.entries()) visit(one, `${path}/all/${i}`, 'all')
		else if ('any' in condition)
			for (const [i, one] of condition.any.entries()) visit(one, `${path}/any/${i}`, 'any')
		else if ('not' in condition) visit(condition.not, `${path}/not`, 'rule')
		else if ('fact' in condition) {
			const { fact, operator, value } = condition
			for (const [i, code] of [value].flat().entries()) {
				if (typeof code !== 'string') continue
				const at = Array.isArray(value) ? `${path}/value/${i}` : `${path}/value`
				if (patternOperators.includes(operator)) slow(code, at)
				else if (['equal', 'notEqual', 'in', 'notIn'].includes(operator)) unlisted(fact, code, at)
			}
			scheme(fact, `${path}/fact`)
		}
	}
	const constant = (condition: Condition, path: string, within: 'all' | 'any'): void => {
		const truth = alwaysOrNever(rule, condition, named)
		if (truth === false)
			tell('never-true', path, 'this condition can never hold', 'Correct it, or take it out.')
		if (truth === true && within === 'all')
			tell('always-true', path, 'this condition always holds', 'Correct it, or take it out.')
	}
	const slow = (pattern: string, path: string): void => {
		const part = slowPart(pattern)
		if (part !== undefined)
			tell(
				'slow-pattern',
				path,
				`the regular expression can read one text in more and more ways, going round at ${part}`,
				'Let every letter be read by one part only: no repetition inside a repetition over the same letters.',
			)
	}
	const unlisted = (fact: string, code: string, path: string): void => {
		const [, id, part] = /^(B[TG]-\d+)(?:\[\*\])?(?:\.(scheme))?$/.exec(fact) ?? []
		const lists =
			part === 'scheme'
				? schemeLists(id!)
				: (termLists as Readonly<Record<string, readonly string[]>>)[id ?? '']
		if (lists !== undefined && code !== '' && !isListed(lists, code))
			tell(
				'unknown-code',
				path,
				`“${code}” is in none of the lists ${lists.join(', ')}`,
				'Check its spelling, or add the release that has it under rules/codelists/.',
			)
	}
	const scheme = (fact: string, path: string): void => {
		const [, id, kind, code] = /^(B[TG]-\d+)\[(scheme|subject)=([^\]]+)\]/.exec(fact) ?? []
		if (id === undefined) return
		const lists = kind === 'scheme' ? schemeLists(id) : ['text-subject']
		if (!isListed(lists, code!))
			tell(
				'unknown-code',
				path,
				`“${code}” is in none of the lists ${lists.join(', ')}`,
				'Check its spelling.',
			)
	}
	visit(rule.conditions, '/conditions', 'rule')
}

/** What a condition comes to on facts around every bound of it; undefined where it depends or cannot be told. */
function alwaysOrNever(
	rule: PlatformRule,
	condition: Condition,
	named: NamedConditions,
): boolean | undefined {
	// Of a regular expression no text may be at hand that fits.
	if (hasPattern(condition, named)) return undefined
	const holds = compileCondition(condition, named)
	let [yes, no] = [false, false]
	for (const facts of triedFacts({ ...rule, conditions: condition }, named)) {
		if (holds((name) => facts[name])) yes = true
		else no = true
		if (yes && no) return undefined
	}
	return yes
}

function hasPattern(condition: Condition, named: NamedConditions): boolean {
	if ('all' in condition) return condition.all.some((one) => hasPattern(one, named))
	if ('any' in condition) return condition.any.some((one) => hasPattern(one, named))
	if ('not' in condition) return hasPattern(condition.not, named)
	if ('condition' in condition) return hasPattern(named[condition.condition]!, named)
	return patternOperators.includes(condition.operator)
}

function carried({ rule, tell }: Read, named: NamedConditions): void {
	const only = syntaxesOf(rule.conditions)
	for (const fact of new Set(factsOf(rule.conditions, named))) {
		for (const syntax of syntaxes.filter((one) => only.length === 0 || only.includes(one))) {
			const reason = notCarried(fact, syntax)
			if (reason !== undefined)
				tell(
					'not-carried',
					'/conditions',
					reason,
					'Ask invoice.syntax first, or write the rule with another term.',
				)
		}
		const differing = differingBinding(fact)
		if (differing !== undefined)
			tell(
				'binding',
				'/conditions',
				differing,
				'Ask for all values with [*], or say in exemptions.json why the first will do.',
			)
	}
}

/** Syntaxes that the rule asks for itself. */
function syntaxesOf(condition: Condition): string[] {
	if ('all' in condition) return condition.all.flatMap(syntaxesOf)
	if (!('fact' in condition) || condition.fact !== 'invoice.syntax' || condition.operator !== 'equal')
		return []
	return [String(condition.value)]
}
