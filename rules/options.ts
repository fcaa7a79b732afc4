/** What a judgement was asked otherwise than usual, as its verdict keeps it: with that it can be asked again. */
import type { ValidationContext } from './context.ts'
import type { JudgingOptions } from './verdict.ts'

/** Undefined where everything was as usual. */
export function optionsOf({
	rules,
	platform,
	failOn,
	structure,
}: Pick<ValidationContext, 'rules' | 'platform' | 'failOn' | 'structure'>): JudgingOptions | undefined {
	const chosen = rules.kind === 'chosen' ? rules : undefined
	const { beyond, national } = chosen ?? {}
	const { scope, direction, channel } = { ...platform?.transport, ...national }
	const usual = chosen === undefined ? 'off' : 'refuse'
	const options: JudgingOptions = {
		...(beyond !== undefined && beyond !== 'warn' && { beyond }),
		...(national && { national: national.reading }),
		...(platform && { platform: true }),
		...(scope !== undefined && { scope }),
		...(direction !== undefined && { direction }),
		...(channel !== undefined && { channel }),
		...(platform?.submission !== undefined && { submission: platform.submission }),
		...(platform?.ledger?.key === 'classic' && { key: 'classic' }),
		...(failOn === 'warning' && { failOn }),
		...(structure !== undefined && structure !== usual && { structure: structure as 'warn' | 'off' }),
	}
	return Object.keys(options).length === 0 ? undefined : options
}
