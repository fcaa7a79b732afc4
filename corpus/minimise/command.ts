/** `corpus minimise`: the smallest invoice that still gives the same finding. */
import { readFileSync, writeFileSync } from 'node:fs'
import { decode, Fault, Tree } from '#engine'
import { type Rules, type ValidationContext, type Verdict, validate } from '#rules'
import { helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'
import { openPlatform } from '../../server/platform.ts'
import { loadRuleSet, ownRuleSet } from '../../server/rule-sets.ts'
import { today } from '../../server/today.ts'
import { minimise } from './minimise.ts'

const options = {
	keep: {
		type: 'string',
		multiple: true,
		value: 'RULE',
		help: 'the rule whose finding must stay; repeatable. Unless given, the first root cause',
	},
	clean: { type: 'boolean', help: 'no rule may be broken that the file did not break before' },
	schematron: {
		type: 'string',
		multiple: true,
		value: 'FILE.sch',
		help: 'judge with this Schematron alone; repeatable',
	},
	scope: { type: 'string', value: 'SCOPE', help: 'as in check: B2G, F1, …' },
	'as-of': { type: 'string', value: 'YYYY-MM-DD', help: 'the day whose rules apply; today unless given' },
	out: { type: 'string', value: 'FILE', help: 'write it there; to standard output unless given' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable corpus minimise FILE.xml [--keep RULE] [OPTIONS]

Takes out of an invoice whatever it can while the rule still finds the same: elements, attributes, texts. Of what is
left, nothing can be taken out alone. Files that hold somebody's data are better anonymised first.

${helpOf(options)}

Status: 0 done · 1 the file has no such finding · 2 wrong usage
`

export function runMinimiseCommand(argv: readonly string[]): number {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [file, ...others] = given.positionals
	if (file === undefined || others.length > 0)
		throw new Fault('usage', 'Which file? Write: corpus minimise FILE.xml --keep RULE.')
	const text = textOf(file)
	const scope = given.text('scope')
	const sets = given.all('schematron').map((one) => loadRuleSet(one))
	const rules: Rules =
		sets.length > 0
			? { kind: 'alone', ruleSets: sets }
			: {
					kind: 'chosen',
					load: ownRuleSet,
					national: { reading: 'text', ...(scope !== undefined && { scope }) },
				}
	const judge = judgeWith(rules, given.text('as-of') ?? today(), scope)
	const before = judge(text)
	const named = given.all('keep')
	const keep = named.length > 0 ? named : rootCause(before)
	const wanted = keep.map((rule) => findingsOf(before, rule)[0])
	const missing = keep.filter((_, i) => wanted[i] === undefined)
	if (keep.length === 0 || missing.length > 0) {
		const what = keep.length === 0 ? 'no finding at all' : `no finding of ${missing.join(', ')}`
		process.stderr.write(`${file} gives ${what}.\n`)
		return 1
	}
	const known = new Set(before.findings.map(({ rule }) => rule))
	const { text: small, tries } = minimise(text, (candidate) => {
		const verdict = judge(candidate)
		if (given.flag('clean') && verdict.findings.some(({ rule }) => !known.has(rule))) return false
		return wanted.every((one) => findingsOf(verdict, one!.rule).some((other) => isSame(one!, other)))
	})
	const out = given.text('out')
	if (out === undefined) process.stdout.write(small)
	else writeFileSync(out, small)
	process.stderr.write(
		`${text.length} characters to ${small.length}, ${tries} tries, kept: ${keep.join(', ')}\n`,
	)
	return 0
}

function textOf(file: string): string {
	let bytes: Uint8Array
	try {
		bytes = readFileSync(file)
	} catch {
		throw new Fault('usage', `${file} cannot be read.`)
	}
	const decoded = decode(bytes)
	if (decoded.kind === 'read-failure') throw new Fault('usage', `${file} is no XML text.`)
	return decoded.text
}

function judgeWith(rules: Rules, asOf: string, scope: string | undefined): (text: string) => Verdict {
	const platform =
		rules.kind === 'chosen' ? openPlatform({})({ ...(scope !== undefined && { scope }) }) : undefined
	const context: ValidationContext = {
		source: '',
		sha256: '',
		asOf,
		rules,
		limits: { findings: Number.MAX_SAFE_INTEGER },
		into: new Tree(),
		...(platform !== undefined && { platform }),
	}
	const encoder = new TextEncoder()
	return (text) => validate(encoder.encode(text), context).verdict
}

type Found = Verdict['findings'][number]

const findingsOf = ({ findings }: Verdict, rule: string): readonly Found[] =>
	findings.filter((one) => one.rule === rule)

/** At an element of the same name, as grave, and of the same kind. */
function isSame(one: Found, other: Found): boolean {
	const name = ({ location }: Found): string => location.path.replace(/\[\d+\]/g, '')
	return one.severity === other.severity && one.kind === other.kind && name(one) === name(other)
}

function rootCause({ rejections, findings }: Verdict): string[] {
	const first = findings[rejections[0]?.rootCause ?? 0]
	return first === undefined ? [] : [first.rule]
}
