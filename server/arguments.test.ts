import { expect, test } from 'vitest'
import { helpOf, nearest, type OptionSpecs, readArguments } from './arguments.ts'

const specs = {
	format: { type: 'string', choices: ['text', 'json'], help: 'how' },
	schematron: { type: 'string', multiple: true, value: 'FILE', help: 'which rules' },
	help: { type: 'boolean', short: 'h', help: 'this' },
} as const satisfies OptionSpecs

test('options and paths are read, in any order', () => {
	const given = readArguments(specs, [
		'a.xml',
		'--schematron',
		'x.sch',
		'-',
		'--schematron=y.sch',
		'-h',
		'--',
		'--odd',
	])
	expect(given.positionals).toEqual(['a.xml', '-', '--odd'])
	expect(given.all('schematron')).toEqual(['x.sch', 'y.sch'])
	expect(given.flag('help')).toBe(true)
	expect(given.text('format')).toBeUndefined()
})

const wrong: [argv: string[], sentence: string][] = [
	[['--fromat', 'json'], 'There is no option --fromat. Did you mean --format?'],
	[['-x'], 'There is no option -x.'],
	[['--quiet'], 'There is no option --quiet.'],
	[['--format', 'pdf'], "--format cannot be 'pdf'; it is one of text, json."],
	[['--format'], '--format needs a value: text, json.'],
	[['--schematron='], '--schematron needs a value: FILE.'],
	[['--format', 'json', '--format', 'text'], '--format is given twice.'],
	[['--help=yes'], '--help takes no value.'],
]
test.each(wrong)('%s is refused', (argv, sentence) => {
	expect(() => readArguments(specs, argv)).toThrow(
		expect.objectContaining({ code: 'usage', message: sentence }),
	)
})

test('help shows each option once', () => {
	expect(helpOf(specs).split('\n')).toEqual([
		'  --format text|json  how',
		'  --schematron FILE   which rules',
		'  -h, --help          this',
	])
})

const near: [given: string, found: string | undefined][] = [
	['chekc', 'check'],
	['compile', 'compile'],
	['serve', undefined],
	['c', undefined],
]
test.each(near)('%s is near %s', (given, found) => {
	expect(nearest(given, ['check', 'compile', 'corpus'])).toBe(found)
})
