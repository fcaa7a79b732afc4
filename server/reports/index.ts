/** The table of report formats: to add one, write its file and name it here. */
import { acknowledge } from './acknowledgement.ts'
import { cdar } from './cdar.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import type { Report } from './report.ts'
import { sarif } from './sarif.ts'
import { svrl } from './svrl.ts'
import { text } from './text.ts'

export const reports = {
	text,
	json,
	svrl,
	sarif,
	junit,
	html,
	cdar,
	acknowledgement: acknowledge,
} as const satisfies Readonly<Record<string, Report>>

export type ReportName = keyof typeof reports
export type { Rendering, Report, Summary } from './report.ts'
