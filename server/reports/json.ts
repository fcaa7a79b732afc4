/** The Verdict itself, one JSON object a line. */
import type { Report } from './report.ts'

export const json: Report = {
	name: 'json',
	one: (verdict) => `${JSON.stringify(verdict)}\n`,
}
