/** The options that name Schematrons of the user's own: these judge alone. */
import { Fault } from '#engine'
import type { Arguments, OptionSpecs } from '../arguments.ts'
import type { LoadOptions } from '../rule-sets.ts'

export const schematronOptions = {
	schematron: {
		type: 'string',
		multiple: true,
		value: 'FILE.sch',
		help: 'judge with this Schematron alone; repeatable',
	},
	phase: { type: 'string', value: 'ID', help: 'the phase of the Schematron to run' },
} as const satisfies OptionSpecs

/** What `load` makes of each Schematron that is named; undefined where none is. */
export function schematronsOf<T>(
	given: Arguments,
	load: (file: string, options: LoadOptions) => T,
): readonly T[] | undefined {
	const files = given.all('schematron')
	const phase = given.text('phase')
	if (files.length > 0) return files.map((file) => load(file, phase === undefined ? {} : { phase }))
	if (phase !== undefined) throw new Fault('usage', '--phase goes with --schematron.')
	return undefined
}
