/** `compile`: reads a Schematron, compiles it, and says what it holds or shows the code. */
import { compileProgram, Fault, moduleText } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { digestOf, known, readRuleSet } from '../rule-sets.ts'

const options = {
	print: { type: 'boolean', help: 'print the compiled module' },
	phase: { type: 'string', value: 'ID', help: 'the phase to compile' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable compile [OPTIONS] FILE.sch

Compiles a Schematron. What the engine does not support is refused with file, line and column.

${helpOf(options)}
`

export const compile = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [file, ...others] = given.positionals
	if (file === undefined || others.length > 0)
		throw new Fault('usage', 'Which Schematron? Name one .sch file.')
	const phase = given.text('phase')
	const source = readRuleSet(file, phase === undefined ? {} : { phase })
	const program = compileProgram(source, known)
	if (given.flag('print')) {
		process.stdout.write(moduleText(program))
		return 0
	}
	const rules = source.patterns.reduce((sum, pattern) => sum + pattern.rules.length, 0)
	const assertions = source.patterns
		.flatMap((pattern) => pattern.rules)
		.reduce((sum, rule) => sum + rule.assertions.length, 0)
	const counts = `${source.patterns.length} patterns, ${rules} rules, ${assertions} assertions`
	process.stdout.write(`${source.id}: ${counts}, ${source.queryBinding}, sha256 ${digestOf(source)}\n`)
	return 0
}
