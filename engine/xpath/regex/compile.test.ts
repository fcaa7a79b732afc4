import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRegex } from './compile.ts'
import { hasNullableLoop, safeLength } from './cost.ts'
import { toJavaScript } from './javascript.ts'
import { assemble, find } from './machine.ts'
import { parseFlags, parseRegex } from './syntax.ts'

const code = (w3c: string) => expect.objectContaining({ code: w3c })

describe('matches', () => {
	test.each<[pattern: string, flags: string, text: string, expected: boolean]>([
		['a', '', 'xay', true],
		['^a$', '', 'xay', false],
		['^a$', '', 'a\n', false],
		['^b$', 'm', 'a\nb\nc', true],
		['^b$', 'm', 'a\rb', false],
		['^$', 'm', 'a\n', false],
		['.', '', '\n', false],
		['.', '', '\r', false],
		['.', '', '\u2028', true],
		['.', 's', '\n', true],
		['^.$', '', '\u{1f600}', true],
		['\\d', '', '\u0665', true],
		['[\\d-[5]]', '', '5', false],
		['[a-z-[aeiou]]', '', 'e', false],
		['[a-z-[aeiou]]', '', 'f', true],
		['[^a-z-[A]]', '', 'A', false],
		['[a-z-[m-p-[n]]]', '', 'n', true],
		['\\w', '', '_', false],
		['\\w', '', '$', true],
		['\\s', '', '\u00a0', false],
		['\\i\\c*', '', ':a-b.c', true],
		['^\\i$', '', '-', false],
		['\\p{Lu}', '', 'É', true],
		['\\p{Lu}', 'i', 'é', false],
		['\\P{L}', '', 'a', false],
		['\\p{IsBasicLatin}', '', 'é', false],
		['\\P{IsBasicLatin}', '', 'é', true],
		['[\\p{IsGreek}x]', '', 'α', true],
		['K', 'i', '\u212a', true],
		['[a-z]', 'i', 'Q', true],
		['[^a-z]', 'i', 'Q', false],
		['É', 'i', 'é', true],
		['ß', 'i', 'SS', false],
		['a b', 'x', 'ab', true],
		['a[ ]b', 'x', 'a b', true],
		['\\ d', 'x', '7', true],
		['a.b', 'q', 'a.b', true],
		['a.b', 'q', 'axb', false],
		['A.B', 'qi', 'a.b', true],
		['(a)\\1', '', 'aa', true],
		['(a)|b\\1', '', 'b', true],
		['(a)\\1', 'i', 'aA', true],
		['(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10', '', 'abcdefghijj', true],
		['(a)\\10', '', 'aa0', true],
		['(?:ab)+', '', 'xabab', true],
		['a{2}', '', 'a', false],
		['a{2,}', '', 'aaa', true],
		['^a{0,2}$', '', 'aaa', false],
		['^(?:)$', '', '', true],
		['a||b', '', '', true],
		['[-a]', '', '-', true],
		['[0-9-.]', '', '-', true],
		['^[a-c-x-z]$', '', 'd', false],
		['[a-]', '', '-', true],
		['[\\-\\]]', '', ']', true],
		['[^^]', '', '^', false],
		['\\$\\^', '', '$^', true],
		['^*a', '', 'a', true],
		['[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}', '', 'FR7630006000011234567890189', true],
	])('%j %j on %j: %s', (pattern, flags, text, expected) =>
		expect(compileRegex(pattern, flags).test(text)).toBe(expected),
	)

	test.each([
		...[
			'(',
			')',
			'[',
			']',
			'{',
			'}',
			'*',
			'+a',
			'a**',
			'a{2}{3}',
			'a{,2}',
			'a{3,2}',
			'a{x}',
			'a{1',
			'[]',
			'[^]',
		],
		...[
			'[z-a]',
			'[a-\\d]',
			'[a[b]]',
			'(?=a)',
			'(?<n>a)',
			'(?!a)',
			'(?i)a',
			'\\b',
			'\\q',
			'\\',
			'\\p{Foo}',
			'\\pL',
		],
		...[
			'\\p{IsFoo}',
			'\\1',
			'(a\\1)',
			'(a)\\2',
			'\\u0041',
			'\\x41',
			'a++',
			'[a-z-[b]c]',
			'\\p{constructor}',
			'\\0',
		],
	])('%j is no pattern', (pattern) => expect(() => compileRegex(pattern)).toThrow(code('FORX0002')))

	test.each(['g', 'ii ', 'S'])('%j is no set of flags', (flags) =>
		expect(() => compileRegex('a', flags)).toThrow(code('FORX0001')),
	)
})

describe('replace', () => {
	test.each<[pattern: string, text: string, replacement: string, expected: string]>([
		['bra', 'abracadabra', '*', 'a*cada*'],
		['a.*a', 'abracadabra', '*', '*'],
		['a.*?a', 'abracadabra', '*', '*c*bra'],
		['a(.)', 'abracadabra', 'a$1$1', 'abbraccaddabbra'],
		['(a)|b', 'ab', '[$1]', '[a][]'],
		['((a)|b)*c', 'abc', '$2', 'a'],
		['a', 'a', '\\$\\\\', '$\\'],
		['(a)', 'a', '$12', 'a2'],
		['(a)', 'a', '$2', ''],
		['a', 'a', '$0$0', 'aa'],
		['a', 'a', '$$1'.slice(1), ''],
		['(\\d\\d)(\\d)', '123', '$2$1', '312'],
		['\u{1f600}', 'x\u{1f600}y', '$0!', 'x\u{1f600}!y'],
	])('%j in %j by %j: %j', (pattern, text, replacement, expected) =>
		expect(compileRegex(pattern).replace(text, replacement)).toBe(expected),
	)

	test.each(['$', '$a', '\\', '\\n', '$$'])('%j is no replacement', (replacement) =>
		expect(() => compileRegex('a').replace('a', replacement)).toThrow(code('FORX0004')),
	)

	test('a pattern that matches the empty text is refused', () => {
		expect(() => compileRegex('a*').replace('b', '')).toThrow(code('FORX0003'))
		expect(() => compileRegex('a|').tokenize('b')).toThrow(code('FORX0003'))
	})

	test('quoted patterns have quoted replacements', () =>
		expect(compileRegex('a.b', 'q').replace('a.b', '$1\\')).toBe('$1\\'))
})

test.each<[pattern: string, text: string, expected: string[]]>([
	['\\s+', 'The cat  sat', ['The', 'cat', 'sat']],
	['\\s*,\\s*', '1, 15, 24', ['1', '15', '24']],
	[',', ',a,,b,', ['', 'a', '', 'b', '']],
	[',', '', []],
	['x', 'abc', ['abc']],
])('tokenize %j %j', (pattern, text, expected) =>
	expect(compileRegex(pattern).tokenize(text)).toEqual(expected),
)

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '^', '$', 'ab', '[a-c-[b]]')
const { pattern } = fc.letrec<{ pattern: string; sequence: string; piece: string }>((tie) => ({
	pattern: fc.oneof(
		{ depthSize: 'small' },
		tie('sequence'),
		fc.tuple(tie('sequence'), tie('pattern')).map(([a, b]) => `${a}|${b}`),
	),
	sequence: fc.array(tie('piece'), { maxLength: 3 }).map((pieces) => pieces.join('')),
	piece: fc
		.tuple(
			fc.oneof(
				{ depthSize: 'small' },
				atom,
				tie('pattern').map((p) => `(${p})`),
				tie('pattern').map((p) => `(?:${p})`),
			),
			fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '*?', '+?', '??'),
		)
		.map(([body, quantifier]) =>
			body.length === 2 && quantifier !== '' ? `(?:${body})${quantifier}` : body + quantifier,
		),
}))

describe('two matchers', () => {
	test('agree on where the first match is', () =>
		fc.assert(
			fc.property(
				pattern,
				fc.array(fc.constantFrom('a', 'b', 'c', '\n'), { maxLength: 8 }).map((list) => list.join('')),
				fc.constantFrom('', 'm', 's'),
				(pattern, text, flagText) => {
					const flags = parseFlags(flagText)
					const { regex, groups } = parseRegex(pattern, flags)
					const native = new RegExp(toJavaScript(regex, flags), 'v').exec(text)
					const match = find(assemble(regex, groups, flags), text, 0)
					expect(match?.[0]).toBe(native?.index)
					// JavaScript takes no empty round of a loop, which can make a match longer.
					if (native !== null && !hasNullableLoop(regex)) {
						expect(match?.[1]).toBe(native.index + native[0].length)
					}
				},
			),
			{ numRuns: 1000 },
		))

	const flags = parseFlags('')
	test.each([
		['^(a+)+$', 0, 30],
		['^(a|a)*$', 0, 30],
		['^(a|ab)*c', 0, 30],
		['^(a*)*b', 0, 30],
		['^(a{1,9}){1,9}b', 0, 30],
		['^a+b+c$', 1_000_000, 5_000_000],
		['a+b', 1000, 3000],
		['^.*a.*b.*c', 30, 200],
		['^([^@\\s]+)@([a-z0-9]+\\.)+[a-z]+$', 0, 200],
		['^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 100_000, 5_000_000],
	])('%s is left to JavaScript up to a length between %i and %i', (pattern, least, most) => {
		const length = safeLength(parseRegex(pattern, flags).regex, flags)
		expect(length).toBeGreaterThanOrEqual(least)
		expect(length).toBeLessThanOrEqual(most)
	})

	test.each([
		['^(a+)+$', `${'a'.repeat(5000)}b`],
		['(.*)*x', 'a'.repeat(5000)],
		['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(5000)],
		['\\s+$', `${' '.repeat(20_000)}x`],
		['(a?){50}a{50}', 'a'.repeat(49)],
	])('%s ends on a hostile text', (pattern, text) => expect(compileRegex(pattern).test(text)).toBe(false))

	test('back-references stop at a limit', () =>
		expect(() => compileRegex('(a*)*\\1b').test('a'.repeat(100))).toThrow(code('FOER0000')))

	test('counts that make a program too long are refused', () =>
		expect(() => compileRegex('((((a|b){99}){99}){99})+').test('a'.repeat(100))).toThrow(code('FORX0002')))

	test('both replace alike', () => {
		const text = 'a1,b22;c333'.repeat(1000)
		const expected = 'a<1>,b<22>;c<333>'.repeat(1000)
		expect(compileRegex('([0-9]+)').replace(text, '<$1>')).toBe(expected)
		expect(compileRegex('([0-9]+|[0-9]+)').replace(text, '<$1>')).toBe(expected)
		expect(compileRegex('[,;]').tokenize(text)).toEqual(compileRegex('[,;]|[,;]').tokenize(text))
	})
})
