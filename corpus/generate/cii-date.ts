/** Days and periods in Cross Industry Invoice. */
import type { Period } from './invoice.ts'
import { element, type Markup, text } from './markup.ts'

const compact = (day: string): string => day.replaceAll('-', '')

export function dateOf(
	name: string,
	day: string | undefined,
	kind = 'udt:DateTimeString',
): Markup | undefined {
	return day === undefined ? undefined : element(name, text(kind, compact(day), { format: '102' }))
}

export const periodOf = ({ start, end }: Period): Markup =>
	element('ram:BillingSpecifiedPeriod', dateOf('ram:StartDateTime', start), dateOf('ram:EndDateTime', end))
