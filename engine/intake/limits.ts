/**
 * Every bound on one document, by name. Whoever judges may set each; what exceeds one is refused by its name
 * and count.
 */
import { type ParseLimits, defaultLimits as parse } from '../tree/parse.ts'
import { type PdfLimits, defaultPdfLimits as pdf } from './pdf/trouble.ts'

export interface Limits extends ParseLimits, PdfLimits {
	/** Of the file as received, and of a file taken out of it. */
	readonly bytes: number
	/** For judging one document; as many again for every 10 megabytes. */
	readonly milliseconds: number
	/** Of a readable original that comes with an invoice. */
	readonly originalBytes: number
	readonly originalPages: number
	/** Kept in the verdict; the decision is made on all. */
	readonly findings: number
}

export const documentLimits: Limits = {
	...parse,
	...pdf,
	// The largest file that flows of the reform may hold.
	bytes: 120_000_000,
	milliseconds: 8_000,
	originalBytes: 20_000_000,
	originalPages: 1_000,
	findings: 1_000,
}
