// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files, some of it templates
/** Sabotages of the reader of Schematrons. */
import type { Changes } from './change.ts'

const reading = ['schematron/read.test.ts', 'schematron/abstract.test.ts', 'schematron/include.test.ts']

export const schematrons: Changes = {
	'schematron/abstract.ts': [
		reading,
		[
			'the value of the pattern goes before that of its model',
			'[...parametersOf(model), ...parametersOf(pattern)]',
			'[...parametersOf(pattern), ...parametersOf(model)]',
		],
		[
			'a parameter is a whole name',
			'const parameter = parameters.get(name.slice(0, end))',
			'const parameter = parameters.get(name.slice(0, 1))',
		],
		['a variable is no parameter', 'if (variables.has(name) && !parameters.has(name)) return written', ''],
	],
	'schematron/phase.ts': [
		reading,
		[
			'only active patterns run',
			"return patterns.filter(({ pattern }) => named.has(optional(pattern, 'id')?.trim() ?? ''))",
			'return patterns',
		],
		[
			'the default phase is chosen',
			"if (byDefault === undefined || byDefault.value.trim() === '#ALL') return undefined",
			'return undefined',
		],
	],
}
