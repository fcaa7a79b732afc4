/** The parameters of a request to judge, and the task that they make. */
import type { FastifyRequest } from 'fastify'
import type { Lang, Transport } from '#rules'
import type { Keeping } from '../claim.ts'
import type { ReportName } from '../reports/index.ts'
import type { Task } from '../task.ts'
import { languageOf } from './negotiation.ts'
import { Problem } from './problem.ts'

export interface JudgingQuery {
	readonly asOf?: string
	readonly direction?: 'emission' | 'reception'
	readonly failOn?: 'fatal' | 'warning'
	readonly source?: string
	readonly lang?: Lang
	readonly strict?: boolean
	readonly mend?: boolean
	readonly national?: 'text' | 'published' | 'none'
	readonly platform?: boolean
	readonly scope?: string
	readonly channel?: 'EDI' | 'API' | 'portal'
	readonly submission?: string
	readonly deposit?: Keeping
}

export const judgingQuery = {
	type: 'object',
	additionalProperties: false,
	properties: {
		asOf: {
			type: 'string',
			format: 'date',
			description: 'The date whose rules apply; the day of reception unless given',
		},
		direction: { enum: ['emission', 'reception'], description: 'Which way the invoice goes' },
		failOn: { enum: ['fatal', 'warning'], default: 'fatal', description: 'The least severity that refuses' },
		source: { type: 'string', maxLength: 200, description: 'Name shown in the verdict' },
		lang: { enum: ['fr', 'en'], description: 'Language of the report; by Accept-Language unless given' },
		strict: {
			type: 'boolean',
			description: 'Refuse also what only the rules beyond the published ones find; they warn otherwise',
		},
		mend: {
			type: 'boolean',
			default: true,
			description: 'Look for causes and proven corrections of what refuses, which takes its time',
		},
		national: {
			enum: ['text', 'published', 'none'],
			description:
				'Judge by the national rules that the invoice calls for: by their text, or as published tests read them',
		},
		platform: {
			type: 'boolean',
			description:
				'Judge by the platform’s own rules as well, with the directory and the ledger of this service',
		},
		scope: {
			type: 'string',
			maxLength: 20,
			description: 'With platform: B2G, CHORUS, FR or other; worked out unless given',
		},
		channel: { enum: ['EDI', 'API', 'portal'], description: 'With platform: how the invoice came' },
		submission: {
			type: 'string',
			maxLength: 200,
			description: 'With platform: the deposit, no duplicate of itself; the idempotency key unless given',
		},
		deposit: {
			enum: ['accepted', 'always'],
			description:
				'With submission: which invoices occupy their key in the ledger of duplicates: accepted ones unless given, or those refused for other reasons too',
		},
	},
} as const

/** What the service judges by unless a request says otherwise. */
export interface Usual {
	readonly today: () => string
	readonly config: { readonly platform: boolean }
}

/** The language of what is answered. */
export function langOf(request: FastifyRequest): Lang {
	const { lang } = request.query as JudgingQuery
	return lang === 'fr' || lang === 'en' ? lang : languageOf(request.headers['accept-language'])
}

/** Throws a Problem where parameters contradict each other. */
export function taskFor(
	query: JudgingQuery,
	{ today, config }: Usual,
	{
		source,
		report,
		key,
	}: { readonly source: string; readonly report: { name: ReportName; lang: Lang }; readonly key?: string },
): Task {
	const { asOf = today(), failOn, strict, mend, national, scope, channel, direction } = query
	const platform = query.platform ?? config.platform
	if (!platform)
		for (const name of ['scope', 'channel', 'submission', 'deposit'] as const)
			if (query[name] !== undefined) throw new Problem('bad-parameter', `querystring/${name}: platform`)
	const transport: Omit<Transport, 'fileName' | 'bytes'> = {
		...(scope && { scope }),
		...(channel && { channel }),
		...(direction && { direction }),
	}
	const submission = query.submission ?? key
	if (query.deposit !== undefined && submission === undefined)
		throw new Problem('bad-parameter', 'querystring/deposit: submission')
	return {
		source,
		asOf,
		...(failOn && { failOn }),
		...(strict !== undefined && { beyond: strict ? 'refuse' : 'warn' }),
		...(national && { national }),
		...((mend ?? true) && { mend: true }),
		platform,
		...(platform && {
			transport,
			...(submission && { submission }),
			...(query.deposit && { keeping: query.deposit }),
		}),
		report: { ...report, colours: false },
	}
}
