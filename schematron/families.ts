/**
 * Occurrence rules: how often an element or attribute may stand, written as data.
 *
 * A family file lists contexts and, under each, one assertion a line: id, severity, cardinality, path and
 * perhaps an exception (`unless`). What it says becomes ordinary patterns, rules and assertions, so that every
 * id is a rule of its own for whoever runs, reports or explains it. Depth is given by tabs:
 *
 *     context /ubl:Invoice | /cn:CreditNote
 *     	UBL-CR-001  warning  0     ext:UBLExtensions
 *     	in cac:OrderReference
 *     		UBL-CR-016  warning  0     cbc:CopyIndicator
 */
import type {
	AssertionSource,
	Expression,
	MessagePart,
	PatternSource,
	Position,
	RuleSetSource,
} from '#engine'
import { Fault } from '#engine'

const severities = ['fatal', 'warning', 'information'] as const

/** One line of a family file. */
export interface Occurrence {
	readonly id: string
	readonly severity: (typeof severities)[number]
	/** How often `path` may stand; no `max`: any number above `min`. */
	readonly min: number
	readonly max?: number
	/** From the context, the parent path of `in` included. */
	readonly path: string
	/** Condition, read from the context, under which the limit does not apply. */
	readonly unless?: string
	/** Where the path starts in the file. */
	readonly at: Position
}

/** A context with its lines. In the file's order the first context that matches a node takes it. */
export interface OccurrenceRule {
	readonly context: Expression
	readonly occurrences: readonly Occurrence[]
	readonly at: Position
}

/** Reads a family file. Throws a Fault `rule-text-invalid` at the first line that is none of its forms. */
export function readFamily(file: string, text: string): readonly OccurrenceRule[] {
	const rules: { context: Expression; occurrences: Occurrence[]; at: Position }[] = []
	const seen = new Set<string>()
	let parent = ''
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		const place = (column: number): Position => ({ file, line: index + 1, column })
		if (/^\s*(#|$)/.test(line)) continue
		const context = /^context (\S.*)$/.exec(line)
		const rule = rules.at(-1)
		if (context !== null) {
			const at = place('context '.length + 1)
			rules.push({ context: { text: context[1]!, at }, occurrences: [], at: place(1) })
			parent = ''
			continue
		}
		if (rule === undefined)
			throw new Fault('rule-text-invalid', 'a family file opens with "context"', place(1))
		const group = /^\tin (\S.*)$/.exec(line)
		if (group !== null) {
			parent = `${group[1]}/`
			continue
		}
		const occurrence = readLine(line, parent, place)
		if (seen.has(occurrence.id)) {
			throw new Fault('rule-text-invalid', `${occurrence.id} stands twice in this file`, place(1))
		}
		if (!line.startsWith('\t\t')) parent = ''
		seen.add(occurrence.id)
		rule.occurrences.push(occurrence)
	}
	return rules
}

function readLine(line: string, parent: string, place: (column: number) => Position): Occurrence {
	const fields = /^(\t\t?)(\S+) +(\S+) +(?:(\d+)\.\.)?(\d+|n) +(\S.*)$/.exec(line)
	if (fields === null) {
		throw new Fault('rule-text-invalid', 'expected: id, severity, cardinality, path', place(1))
	}
	const [, depth, id, named, lower, upper, rest] = fields as unknown as string[]
	const severity = severities.find((name) => name === named)
	if (severity === undefined) {
		throw new Fault('rule-text-invalid', `"${named}" is no severity: ${severities.join(', ')}`, place(1))
	}
	if (depth === '\t\t' && parent === '') {
		throw new Fault('rule-text-invalid', 'a line at depth two stands under "in"', place(1))
	}
	const [min, max] = [Number(lower ?? upper), upper === 'n' ? Number.POSITIVE_INFINITY : Number(upper)]
	// 0..n and 2..1 say nothing that could be checked.
	if (!(min <= max) || (min === 0 && upper === 'n')) {
		throw new Fault('rule-text-invalid', `${id}: this cardinality allows anything or nothing`, place(1))
	}
	const [path, unless] = rest!.split(' unless ') as [string, string?]
	return {
		id: id!,
		severity,
		min,
		...(upper === 'n' ? {} : { max }),
		path: (depth === '\t\t' ? parent : '') + path,
		...(unless === undefined ? {} : { unless }),
		at: place(line.length - rest!.length + 1),
	}
}

/**
 * The test of an occurrence. Absence is written `not(path)` and a ceiling `count(path) <= n`: the two forms
 * that cost nothing where the path does not occur.
 */
export function occurrenceTest({ min, max, path, unless }: Occurrence): string {
	const test =
		max === 0
			? `not(${path})`
			: min === max
				? `count(${path}) = ${min}`
				: [
						...(min === 1 ? [`exists(${path})`] : min > 1 ? [`count(${path}) >= ${min}`] : []),
						...(max === undefined ? [] : [`count(${path}) <= ${max}`]),
					].join(' and ')
	return unless === undefined ? test : `${test} or (${unless})`
}

/** The rules of a family file as one pattern, named like the file without its folder and extension. */
export function familyPattern(file: string, text: string): PatternSource {
	const rules = readFamily(file, text)
	return {
		id: /([^/\\]*?)(\.[^./\\]*)?$/.exec(file)![1]!,
		lets: [],
		rules: rules.map(({ context, occurrences, at }) => ({
			context,
			lets: [],
			assertions: occurrences.map(assertion),
			at,
		})),
		at: { file, line: 1, column: 1 },
	}
}

/** `set` with the rules of a family file after its own. */
export function withFamily(set: RuleSetSource, file: string, text: string): RuleSetSource {
	return {
		...set,
		patterns: [...set.patterns, familyPattern(file, text)],
		files: [...set.files, { file, text }],
	}
}

function assertion(occurrence: Occurrence): AssertionSource {
	return {
		id: occurrence.id,
		kind: 'assert',
		test: { text: occurrenceTest(occurrence), at: occurrence.at },
		flag: occurrence.severity,
		parts: message(occurrence),
		diagnostics: [],
		properties: [],
		at: { ...occurrence.at, column: 1 },
	}
}

function message({ id, min, max, path, unless, at }: Occurrence): readonly MessagePart[] {
	const exception = unless === undefined ? '' : `, except where ${unless}`
	const text = (value: string): MessagePart => ({ kind: 'text', text: value })
	if (max === 0) return [text(`[${id}] ${path} has no place here: leave it out${exception}.`)]
	const limit =
		min === max
			? `exactly ${times(min)}`
			: [
					...(min > 0 ? [`at least ${times(min)}`] : []),
					...(max === undefined ? [] : [`at most ${times(max)}`]),
				].join(' and ')
	return [
		text(`[${id}] ${path} is to stand ${limit}${exception}; it stands `),
		{ kind: 'value-of', select: { text: `count(${path})`, at } },
		text(' times.'),
	]
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)
