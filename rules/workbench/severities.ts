/** Rules of one id that refuse in one syntax and only warn in the other. */
import type { RuleSetSource } from '#engine'
import type { Problem } from './problem.ts'

/** `first` and `second` are the sets of the two syntaxes; problems stand in the second. */
export function differingSeverities(first: RuleSetSource, second: RuleSetSource): Problem[] {
	const known = severitiesOf(first)
	return [...severitiesOf(second)].flatMap(([id, { severity, at }]) => {
		const other = known.get(id)
		if (other === undefined || other.severity === severity) return []
		return [
			{
				...at,
				kind: 'binding' as const,
				rule: id,
				reason: `${id} is ${severity} here and ${other.severity} in ${first.id}`,
				mend: 'Give both the same severity, or say in exemptions.json why they differ.',
			},
		]
	})
}

function severitiesOf(set: RuleSetSource) {
	return new Map(
		set.patterns.flatMap(({ rules }) =>
			rules.flatMap(({ assertions, flag }) =>
				assertions.map((one) => [one.id, { severity: one.flag ?? flag ?? 'fatal', at: one.at }] as const),
			),
		),
	)
}
