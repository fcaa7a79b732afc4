import { describe, expect, test } from 'vitest'
import { parseTree } from '../../tree/parse.ts'
import { atomicToString, cast } from '../cast.ts'
import type { DynamicContext } from '../context.ts'
import { type DateTime, parseDateTime } from '../datetime.ts'
import { Decimal } from '../decimal.ts'
import { Atomic, type AtomicType, FunctionItem, type Item } from '../item.ts'
import { parseSignature } from '../signature.ts'
import { functionTable } from './table.ts'

const xml = `<a xml:lang="fr" xmlns:p="urn:p"><p:b id="1">x<c/></p:b><p:b><!--n--><?t d?></p:b><d xml:lang="en-GB" xml:id="k"/></a>`
const tree = parseTree(xml).tree!
const now = parseDateTime('dateTime', '2024-02-29T12:30:15.5+01:00') as DateTime
const context: DynamicContext = { tree, now, key: () => [] }

function run(name: string, ...args: unknown[]): unknown {
	return functionTable.find((record) => record.name === name)!.call(context, ...args)
}

/** `type:text` */
function value(spec: string): Item {
	const at = spec.indexOf(':')
	return cast(spec.slice(at + 1), spec.slice(0, at) as AtomicType)
}

function show(result: unknown): unknown {
	if (Array.isArray(result)) return result.map(show)
	if (result instanceof Decimal) return result.toString()
	if (result instanceof Atomic) return `${result.type}:${atomicToString(result)}`
	return result
}

const d = (text: string): Decimal => Decimal.parse(text)!
const v = value
const code = (w3c: string) => expect.objectContaining({ code: w3c })

test.each([
	['<b c="1"/><b c="1"/>', true],
	['<b c="1"/><b c="2"/>', false],
	['<b c="1"/><b/>', false],
	['<b c="1" d="2"/><b d="2" c="1"/>', true],
	['<b c="1"/><b xmlns:p="p" p:c="1"/>', false],
	['<b>x</b><b>x</b>', true],
	['<b>x</b><b>y</b>', false],
	['<b><c/></b><b><c/><c/></b>', false],
	['<b><!--n-->x</b><b>x</b>', true],
	['<b/><c/>', false],
])('deep-equal of the two elements in <a>%s</a> is %s', (inner, equal) => {
	const { tree: pair } = parseTree(`<a>${inner}</a>`)
	const first = pair!.firstChild(pair!.root)
	const call = functionTable.find(({ name }) => name === 'deep-equal')!.call
	expect(call({ ...context, tree: pair! }, [first], [pair!.nextSibling(first)])).toBe(equal)
})

test('every signature can be read and names are unique', () => {
	for (const { signatures } of functionTable) for (const signature of signatures) parseSignature(signature)
	const keys = functionTable.map(({ uri, name }) => `${uri} ${name}`)
	expect(new Set(keys).size).toBe(keys.length)
})

describe('strings', () => {
	test.each<[string, unknown[], unknown]>([
		['substring', ['motor car', 6], ' car'],
		['substring', ['metadata', 4, 3], 'ada'],
		['substring', ['12345', 1.5, 2.6], '234'],
		['substring', ['12345', 0, 3], '12'],
		['substring', ['12345', 5, -3], ''],
		['substring', ['12345', -3, 5], '1'],
		['substring', ['12345', Number.NaN, 3], ''],
		['substring', ['12345', 1, Number.NaN], ''],
		['substring', ['12345', -42, Number.POSITIVE_INFINITY], '12345'],
		['substring', ['12345', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], ''],
		['substring', ['a\u{1f600}b', 2, 1], '\u{1f600}'],
		['substring', [undefined, 1], ''],
		['string-length', ['a\u{1f600}b'], 3],
		['normalize-space', [' a \n\t b '], 'a b'],
		['translate', ['--aaa--', 'abc-', 'ABC'], 'AAA'],
		['translate', ['bar', 'abc', 'AB'], 'BAr'],
		['translate', ['aa', 'aa', 'xy'], 'xx'],
		['substring-before', ['tattoo', 'attoo'], 't'],
		['substring-before', ['tattoo', ''], ''],
		['substring-after', ['tattoo', 'tat'], 'too'],
		['substring-after', ['tattoo', ''], 'tattoo'],
		['substring-after', ['tattoo', 'x'], ''],
		['contains', ['', undefined], true],
		['string-join', [['a', v('integer:1')], '-'], 'a-1'],
		['string-join', [[]], ''],
		['concat', [v('decimal:1.50'), undefined, true], '1.5true'],
		['codepoints-to-string', [[d('97'), d('128512')]], 'a\u{1f600}'],
		['string-to-codepoints', ['a\u{1f600}'], [97, 128512]],
		['compare', ['a', 'b'], -1],
		['compare', [undefined, 'b'], undefined],
		['encode-for-uri', ["a b/é!'"], 'a%20b%2F%C3%A9%21%27'],
		['iri-to-uri', ['http://x/é y'], 'http://x/%C3%A9%20y'],
		['escape-html-uri', ['http://x/é y'], 'http://x/%C3%A9 y'],
		['normalize-unicode', ['e\u0301'], 'é'],
		['tokenize', [' a  b '], ['a', 'b']],
		['tokenize', ['a,b', ','], ['a', 'b']],
		['contains-token', [['a b', 'c'], ' c '], true],
		['resolve-uri', ['../c?x#y', 'http://h/a/b/d'], 'anyURI:http://h/a/c?x#y'],
	])('%s%j is %j', (name, args, expected) => expect(show(run(name, ...args))).toEqual(expected))

	test.each<[string, unknown[], string]>([
		['codepoints-to-string', [[d('0')]], 'FOCH0001'],
		['compare', ['a', 'b', 'urn:other'], 'FOCH0002'],
		['normalize-unicode', ['a', 'X'], 'FOCH0003'],
		['resolve-uri', ['a', 'b'], 'FORG0002'],
	])('%s%j: %s', (name, args, w3c) => expect(() => run(name, ...args)).toThrow(code(w3c)))
})

describe('numbers', () => {
	test.each<[string, unknown[], unknown]>([
		['round', [v('decimal:2.5')], 'decimal:3'],
		['round', [v('decimal:-2.5')], 'decimal:-2'],
		['round', [v('double:-2.5')], 'double:-2'],
		['round', [v('double:-0.2')], 'double:-0'],
		['round', [v('double:0.49999999999999994')], 'double:0'],
		['round', [v('double:1.005'), d('2')], 'double:1'],
		['round', [v('decimal:1.005'), d('2')], 'decimal:1.01'],
		['round', [v('int:1234'), d('-2')], 'integer:1200'],
		['round', [v('double:INF'), d('2')], 'double:INF'],
		['round-half-to-even', [v('decimal:0.5')], 'decimal:0'],
		['round-half-to-even', [v('double:3.567812E3'), d('2')], 'double:3567.81'],
		['round-half-to-even', [v('integer:35612'), d('-2')], 'integer:35600'],
		['abs', [v('double:-INF')], 'double:INF'],
		['floor', [v('decimal:-1.5')], 'decimal:-2'],
		['ceiling', [v('double:-0.5')], 'double:-0'],
		['number', [v('untypedAtomic:x')], Number.NaN],
		['sum', [[v('untypedAtomic:1'), v('untypedAtomic:2')]], 'double:3'],
		['sum', [[v('decimal:0.1'), v('decimal:0.2')]], 'decimal:0.3'],
		['sum', [[]], 'integer:0'],
		['sum', [[], undefined], undefined],
		['sum', [[v('dayTimeDuration:P1D'), v('dayTimeDuration:PT12H')]], 'dayTimeDuration:P1DT12H'],
		['avg', [[v('integer:3'), v('integer:4')]], 'decimal:3.5'],
		['max', [[v('integer:3'), v('double:2')]], 'double:3'],
		['max', [['b', v('anyURI:c')]], 'c'],
		['min', [[v('untypedAtomic:10'), v('untypedAtomic:9')]], 'double:9'],
		['min', [[v('integer:1'), v('double:NaN')]], 'double:NaN'],
		['format-integer', [d('123'), '0000'], '0123'],
		['format-integer', [d('1234567'), '#,##0'], '1,234,567'],
		['format-integer', [d('27'), 'a'], 'aa'],
		['format-integer', [d('1999'), 'I'], 'MCMXCIX'],
		['format-integer', [d('21'), 'w;o'], 'twenty-first'],
		['format-integer', [d('21'), '1;o(-en)'], '21st'],
		['format-number', [v('decimal:12345.6'), '#,###.00'], '12,345.60'],
		['format-number', [v('decimal:-6'), '000'], '-006'],
		['format-number', [v('double:0.14'), '01%'], '14%'],
		['format-number', [v('decimal:12345678.9'), '9,999.99'], '12,345,678.90'],
		['format-number', [v('double:1234.5678'), '00.000e0'], '12.346e2'],
		['format-number', [v('double:0.234'), '#.00'], '.23'],
		['format-number', [v('double:NaN'), '0'], 'NaN'],
		['format-number', [v('decimal:-1'), '0;(0)'], '(1)'],
	])('%s%j is %j', (name, args, expected) => expect(show(run(name, ...args))).toEqual(expected))

	test.each<[string, unknown[], string]>([
		['sum', [['a', 'b']], 'FORG0006'],
		['sum', [[v('untypedAtomic:')]], 'FORG0001'],
		['max', [['a', v('integer:1')]], 'FORG0006'],
		['format-number', [v('integer:1'), '0#'], 'FODF1310'],
		['format-integer', [d('1'), '0#'], 'FODF1310'],
	])('%s%j: %s', (name, args, w3c) => expect(() => run(name, ...args)).toThrow(code(w3c)))
})

describe('sequences', () => {
	const abc = ['a', 'b', 'c']
	const twice = new FunctionItem('twice', 1, (x) => [...x, ...x])
	const join = new FunctionItem('join', 2, (x, y) => [`${x}${y}`])
	test.each<[string, unknown[], unknown]>([
		['subsequence', [abc, 2], ['b', 'c']],
		['subsequence', [abc, 0, 2], ['a']],
		['subsequence', [abc, 1.5, 1], ['b']],
		['subsequence', [abc, Number.NaN], []],
		['insert-before', [abc, d('0'), ['x']], ['x', 'a', 'b', 'c']],
		['insert-before', [abc, d('9'), ['x']], ['a', 'b', 'c', 'x']],
		['remove', [abc, d('2')], ['a', 'c']],
		['reverse', [abc], ['c', 'b', 'a']],
		['index-of', [[v('integer:1'), 'a', v('untypedAtomic:a')], 'a'], [2, 3]],
		['distinct-values', [['a', v('untypedAtomic:a'), 'b']], ['a', 'b']],
		['for-each', [abc, twice], ['a', 'a', 'b', 'b', 'c', 'c']],
		['fold-left', [abc, [''], join], ['abc']],
		['fold-right', [abc, [''], join], ['abc']],
		['for-each-pair', [abc, ['1', '2'], join], ['a1', 'b2']],
		['sort', [[v('integer:10'), v('double:9'), v('double:NaN')]], ['double:NaN', 'double:9', 'integer:10']],
		['ends-with', ['ab', 'a'], false],
		['ends-with', ['ab', 'b'], true],
		['starts-with', ['ab', 'b'], false],
		['contains', ['ab', 'c'], false],
		['deep-equal', [[v('integer:1')], [v('double:1')]], true],
		['deep-equal', [['1'], [v('double:1')]], false],
	])('%s%j is %j', (name, args, expected) => expect(show(run(name, ...args))).toEqual(expected))

	test.each<[string, unknown[], string]>([
		['exactly-one', [[]], 'FORG0005'],
		['zero-or-one', [abc], 'FORG0003'],
		['one-or-more', [[]], 'FORG0004'],
		['sort', [['a', v('integer:1')]], 'XPTY0004'],
		['filter', [abc, twice], 'XPTY0004'],
		['error', [v('QName:X'), 'why'], 'X'],
	])('%s: %s', (name, args, w3c) => expect(() => run(name, ...args)).toThrow(code(w3c)))
})

describe('nodes', () => {
	// 0 document, 1 a, 2 @xml:lang, 3 p:b, 4 @id, 5 x, 6 c, 7 p:b, 8 comment, 9 instruction, 10 d
	test.each<[string, unknown[], unknown]>([
		['name', [3], 'p:b'],
		['name', [9], 't'],
		['name', [5], ''],
		['local-name', [3], 'b'],
		['namespace-uri', [3], 'anyURI:urn:p'],
		['node-name', [2], 'QName:xml:lang'],
		['node-name', [5], undefined],
		['string', [1], 'x'],
		['data', [[8, 4]], ['n', 'untypedAtomic:1']],
		['path', [4], '/Q{}a[1]/Q{urn:p}b[1]/@id'],
		['path', [9], '/Q{}a[1]/Q{urn:p}b[2]/processing-instruction(t)[1]'],
		['path', [0], '/'],
		['root', [6], 0],
		['lang', ['fr', 3], true],
		['lang', ['EN', 10], true],
		['lang', ['f', 3], false],
		['has-children', [6], false],
		['innermost', [[1, 3, 6, 7]], [6, 7]],
		['outermost', [[3, 6, 7, 3]], [3, 7]],
		['id', [['k x'], 0], [10]],
		['in-scope-prefixes', [3], ['xml', 'p']],
		['namespace-uri-for-prefix', ['p', 3], 'anyURI:urn:p'],
		['resolve-QName', ['p:z', 3], 'QName:p:z'],
		['deep-equal', [[3], [7]], false],
		['deep-equal', [[3], [3]], true],
	])('%s%j is %j', (name, args, expected) => expect(show(run(name, ...args))).toEqual(expected))
})

describe('dates', () => {
	const dateTime = v('dateTime:2003-09-07T09:15:06.456+02:00')
	test.each<[string, unknown[], unknown]>([
		['dateTime', [v('date:1999-12-31'), v('time:24:00:00')], 'dateTime:1999-12-31T00:00:00'],
		['year-from-dateTime', [dateTime], 2003],
		['seconds-from-dateTime', [dateTime], '6.456'],
		['timezone-from-dateTime', [dateTime], 'dayTimeDuration:PT2H'],
		['months-from-duration', [v('duration:-P20M')], -8],
		['years-from-duration', [v('duration:-P20M')], -1],
		['days-from-duration', [v('duration:P3DT55H')], '5'],
		['hours-from-duration', [v('dayTimeDuration:P3DT55H')], 7],
		['minutes-from-duration', [v('dayTimeDuration:-P5DT12H30M')], -30],
		['seconds-from-duration', [v('dayTimeDuration:-PT256.5S')], '-16.5'],
		[
			'adjust-dateTime-to-timezone',
			[dateTime, v('dayTimeDuration:-PT5H')],
			'dateTime:2003-09-07T02:15:06.456-05:00',
		],
		['adjust-dateTime-to-timezone', [dateTime, undefined], 'dateTime:2003-09-07T09:15:06.456'],
		['adjust-date-to-timezone', [v('date:2002-03-07-07:00')], 'date:2002-03-07+01:00'],
		['adjust-time-to-timezone', [v('time:00:30:00Z'), v('dayTimeDuration:-PT1H')], 'time:23:30:00-01:00'],
		['current-date', [], 'date:2024-02-29+01:00'],
		['current-time', [], 'time:12:30:15.5+01:00'],
		['implicit-timezone', [], 'dayTimeDuration:PT1H'],
		[
			'format-dateTime',
			[dateTime, '[Y0001]-[M01]-[D01] [H01]:[m]:[s].[f001] [Z] [z]'],
			'2003-09-07 09:15:06.456 +02:00 GMT+02:00',
		],
		[
			'format-dateTime',
			[dateTime, '[FNn], [D1o] [MNn] [Y], [h]:[m01] [PN]'],
			'Sunday, 7th September 2003, 9:15 AM',
		],
		['format-date', [v('date:2002-12-31'), '[D1] [MN,*-3] [Y,2-2] [[W[W]]]'], '31 DEC 02 [W1]'],
		['format-date', [v('date:2002-12-31'), '[Y]', 'de'], '[Language: en]2002'],
		['format-date', [v('date:2006-01-30'), '[w] [W] [d] [FNn,3-4]'], '5 5 30 Mon'],
		['format-time', [v('time:12:01:01.135'), "[f0'0'0] [f,1-2] [f1###,5-5] [Z]"], "1'3'5 13 13500 "],
	])('%s%j is %j', (name, args, expected) => expect(show(run(name, ...args))).toEqual(expected))

	test.each<[string, unknown[], string]>([
		['dateTime', [v('date:1999-12-31Z'), v('time:00:00:00+01:00')], 'FORG0008'],
		['adjust-date-to-timezone', [v('date:2002-03-07'), v('dayTimeDuration:PT15H')], 'FODT0003'],
		['format-date', [v('date:2002-12-31'), '[H]'], 'FOFD1350'],
		['format-date', [v('date:2002-12-31'), '[Y'], 'FOFD1340'],
	])('%s: %s', (name, args, w3c) => expect(() => run(name, ...args)).toThrow(code(w3c)))
})
