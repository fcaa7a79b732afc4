import { expect, it } from 'vitest'
import type { Rules } from './context.ts'
import { optionsOf } from './options.ts'

const chosen: Rules = {
	kind: 'chosen',
	load: () => {
		throw new Error('not asked')
	},
}

it.each<[string, Parameters<typeof optionsOf>[0], unknown]>([
	['as usual', { rules: chosen }, undefined],
	[
		'as usual, said aloud',
		{ rules: { ...chosen, beyond: 'warn' }, failOn: 'fatal', structure: 'refuse' },
		undefined,
	],
	['strict', { rules: { ...chosen, beyond: 'refuse' } }, { beyond: 'refuse' }],
	[
		'national',
		{ rules: { ...chosen, national: { reading: 'text', scope: 'B2G' } } },
		{ national: 'text', scope: 'B2G' },
	],
	['warnings refuse', { rules: chosen, failOn: 'warning' }, { failOn: 'warning' }],
	['structure warns', { rules: chosen, structure: 'warn' }, { structure: 'warn' }],
	[
		'a Schematron alone looks for no structure',
		{ rules: { kind: 'alone', ruleSets: [] }, structure: 'off' },
		undefined,
	],
])('%s', (_, context, options) => {
	expect(optionsOf(context)).toEqual(options)
})
