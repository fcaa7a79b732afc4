/** The platform rules: every file is sound, its examples run, and json-rules-engine decides as the compiled rules do. */
import fc from 'fast-check'
import { Engine } from 'json-rules-engine'
import { expect, test } from 'vitest'
import { compileRules, factsOf } from './compile.ts'
import elsewhere from './elsewhere.json' with { type: 'json' }
import { applying, loadPlatformRules, severityOn } from './load.ts'
import { operators } from './operators.ts'
import { readConditions, readRule } from './read.ts'
import type { FactValue, PlatformRule } from './rule.ts'

const all = loadPlatformRules()
const { rules, named } = all

test('all files are read, each with both examples', () => {
	expect(rules.length).toBeGreaterThanOrEqual(70)
})

test.each(rules.map((rule) => [rule.id, rule] as const))(
	'%s speaks two languages',
	(_, { message, why, fix }) => {
		for (const { fr, en } of [message, why, fix]) {
			expect(fr).toMatch(/^[A-ZÀÉ].*\.$/s)
			expect(en).toMatch(/^[A-Z].*\.$/s)
			expect(fr).not.toBe(en)
			expect(fr).not.toMatch(/(^|[^’])'/)
		}
	},
)

/** Numbers of the published lists; those left out were never given. */
const numbered = (prefix: string, last: number, without: readonly number[] = []): string[] =>
	Array.from({ length: last }, (_, i) => i + 1)
		.filter((n) => !without.includes(n))
		.map((n) => `${prefix}-${String(n).padStart(2, '0')}`)
const published = [
	...numbered('BR-FR-CPRO', 44, [16, 18, 21, 22, 23, 25, 28, 29, 40]),
	...numbered('CHORUS', 37),
]

test('every published platform rule has a file, or a reason why nothing decides it here', () => {
	const filed = new Set(rules.map(({ id }) => id))
	const reasoned = new Set(elsewhere.flatMap(({ ids }) => ids))
	expect(published.filter((id) => !filed.has(id) && !reasoned.has(id))).toEqual([])
	expect(published.filter((id) => filed.has(id) && reasoned.has(id))).toEqual([])
})

/** json-rules-engine with our comparisons in place of its own. */
function oracle(set: readonly PlatformRule[]): Engine {
	const engine = new Engine([], { allowUndefinedFacts: true })
	for (const [name, meets] of Object.entries(operators))
		engine.addOperator(name, (fact: FactValue, value: unknown) => meets(fact, value))
	for (const [name, condition] of Object.entries(named))
		engine.setCondition(name, wrapped(condition) as never)
	for (const { conditions, event } of set)
		engine.addRule({ conditions: wrapped(conditions) as never, event: event as never })
	return engine
}

/** It wants `all`, `any`, `not` or `condition` at the top. */
const wrapped = (condition: object): object => ('fact' in condition ? { all: [condition] } : condition)

const values: fc.Arbitrary<FactValue> = fc.oneof(
	fc.constantFrom<FactValue>(
		undefined,
		'',
		true,
		false,
		'B2G',
		'A1',
		'A2',
		'S5',
		'380',
		'384',
		'0.00',
		'10.00',
		'0009',
		'2026-10-06',
	),
	fc.string({ maxLength: 120 }),
	fc.integer({ min: -5, max: 200_000_000 }),
	fc.array(fc.constantFrom('', '0', 'x', '0009', '0223', 'PDF', 'EXE', '10000001'), { maxLength: 3 }),
)
const used = [...new Set(rules.flatMap(({ conditions }) => factsOf(conditions, named)))]

test('the compiled rules decide as json-rules-engine does', async () => {
	const engine = oracle(rules)
	const breaking = compileRules(rules, named)
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.constantFrom(...used), values, { maxKeys: 25 }), async (facts) => {
			const { events } = await engine.run(facts as Record<string, unknown>)
			expect(breaking((name) => facts[name]).map(({ id }) => id)).toEqual(
				rules.map(({ id }) => id).filter((id) => events.some(({ type }) => type === id)),
			)
		}),
		{ numRuns: 150 },
	)
})

const rule = rules.find(({ id }) => id === 'BR-FR-CPRO-15')!
const severities: [day: string, severity: string | undefined][] = [
	['2026-08-31', undefined],
	['2026-09-01', 'warning'],
	['2026-12-31', 'warning'],
	['2027-01-01', 'fatal'],
	['2028-01-01', undefined],
]
test.each(severities)('on %s a rule that hardens is %s', (day, severity) => {
	const hardening = {
		...rule,
		severity: [
			{ from: '2026-09-01', is: 'warning' },
			{ from: '2027-01-01', is: 'fatal' },
		],
		until: '2027-12-31',
	} as const
	expect(severityOn(hardening, day)).toBe(severity)
})

test('a rule applies in its scope and from its day', () => {
	const broken = (asOf: string, scope: string) =>
		applying(all, { asOf, scope })((name) => (name === 'BT-13' ? 'x'.repeat(51) : undefined)).map(
			({ id }) => id,
		)
	expect(broken('2026-10-01', 'B2G')).toContain('BR-FR-CPRO-15')
	expect(broken('2026-10-01', 'FR')).not.toContain('BR-FR-CPRO-15')
	expect(broken('2026-01-01', 'B2G')).not.toContain('BR-FR-CPRO-15')
})

const text = JSON.stringify(rule, null, 2)
const wrong: [what: string, from: string, to: string, said: RegExp][] = [
	[
		'an unknown fact',
		'"fact": "BT-13"',
		'"fact": "BT-999"',
		/r\.json:\d+:\d+: there is no term BT-999; write/,
	],
	['another unknown fact', '"fact": "BT-13"', '"fact": "buyer.colour"', /there is no fact buyer\.colour/],
	[
		'an unknown comparison',
		'"operator": "longerThan"',
		'"operator": "longer"',
		/there is no comparison longer; write one of/,
	],
	['a wrong date', '"2026-09-01"', '"2026-02-30"', /2026-02-30 is no day of the calendar/],
	['no date', '"2026-09-01"', '"soon"', /“?severity.*soon/],
	['no failing example', '"fail": [', '"failing": [', /has “failing”|lacks “fail”/],
	['an unknown reason code', '"REJ_CONT_B2G"', '"REJ_B2G"', /there is no reason code REJ_B2G; write one of/],
	['an unknown scope', '"B2G"', '"B2X"', /there is no scope B2X/],
	[
		'another event',
		'"type": "BR-FR-CPRO-15"',
		'"type": "X"',
		/the event is called X; write the rule's own id/,
	],
	['a word misspelt', '"title"', '"titel"', /has “titel”|lacks “title”/],
	['no JSON', '"id"', 'id', /r\.json:\d+:\d+: this is no JSON/],
]
test.each(wrong)('%s is refused', (_, from, to, said) => {
	expect(text).toContain(from)
	expect(() => readRule('r.json', text.replace(from, to), named, ['B2G'])).toThrow(said)
})

test('an example that contradicts the rule is refused', () => {
	const contrary = { ...rule, examples: { ...rule.examples, fail: rule.examples.pass } }
	expect(() => readRule('r.json', JSON.stringify(contrary), named, ['B2G'])).toThrow(
		/should break the rule and passes it/,
	)
})

test('named conditions that go round in a circle are refused', () => {
	const circle = JSON.stringify({ a: { condition: 'b' }, b: { all: [{ condition: 'a' }] } })
	expect(() => readConditions('c.json', circle)).toThrow(/go round in a circle/)
})
