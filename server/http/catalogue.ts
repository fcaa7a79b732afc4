/** `GET /v1/rules`, `/v1/rule-sets`: what is checked, why, and what to do, under ETags. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Severity } from '#engine'
import { type CheckedWith, explain, type LoadedRuleSet, type PlatformRule, type Wording } from '#rules'
import { Problem } from './problem.ts'
import { problemReplies } from './schemas.ts'

export interface Rule {
	readonly id: string
	readonly ruleSets: readonly string[]
	readonly severity: Severity
	readonly terms: readonly string[]
	readonly message?: Wording
	readonly why?: Wording
	readonly fix?: Wording
	/** Of a platform rule: the code under which it refuses. */
	readonly reasonCode?: string
}

export interface Catalogue {
	readonly rules: readonly Rule[]
	readonly ruleSets: readonly (CheckedWith & { readonly rules: number })[]
	/** The bundle that they are from. */
	readonly bundle?: CheckedWith
}

/** One entry a rule id, in the order of the rule sets. */
export function catalogueOf(
	loaded: readonly LoadedRuleSet[],
	platform: readonly PlatformRule[] = [],
	bundle?: CheckedWith,
): Catalogue {
	const byId = new Map<string, Rule>()
	for (const { ruleSet } of loaded)
		for (const { id, severity } of ruleSet.program.assertions) {
			const known = byId.get(id)
			if (known !== undefined) {
				if (!known.ruleSets.includes(ruleSet.id))
					byId.set(id, { ...known, ruleSets: [...known.ruleSets, ruleSet.id] })
				continue
			}
			const { terms = [], message, why, fix } = explain(id) ?? {}
			const said = message && why && fix ? { message, why, fix } : {}
			byId.set(id, { id, ruleSets: [ruleSet.id], severity, terms, ...said })
		}
	for (const { id, severity, terms, message, why, fix, reasonCode } of platform)
		byId.set(id, {
			id,
			ruleSets: ['platform'],
			severity: severity.at(-1)?.is ?? 'fatal',
			terms,
			message,
			why,
			fix,
			reasonCode,
		})
	const ruleSets = loaded.flatMap(({ ruleSet, checkedWith }) =>
		checkedWith.map((named) => ({
			...named,
			rules: named.id === ruleSet.id ? new Set(ruleSet.program.assertions.map(({ id }) => id)).size : 0,
		})),
	)
	const once = new Map(ruleSets.map((named) => [`${named.id} ${named.version} ${named.sha256}`, named]))
	return { rules: [...byId.values()], ruleSets: [...once.values()], ...(bundle && { bundle }) }
}

const query = {
	type: 'object',
	additionalProperties: false,
	properties: {
		ruleSet: { type: 'string', maxLength: 100 },
		severity: { enum: ['fatal', 'warning', 'information'] },
		term: { type: 'string', maxLength: 20, description: 'Business term, as BT-106' },
		q: { type: 'string', maxLength: 100, description: 'Words of the id or of the sentences' },
	},
} as const

interface RuleQuery {
	readonly ruleSet?: string
	readonly severity?: Severity
	readonly term?: string
	readonly q?: string
}

const listOf = (name: string, items: object) => ({
	200: {
		description: `The ${name}`,
		content: {
			'application/json': {
				schema: { type: 'object', required: [name], properties: { [name]: { type: 'array', items } } },
			},
		},
	},
	...problemReplies,
})

export function catalogue(service: FastifyInstance, read: () => Catalogue): void {
	const tags = ['catalogue']
	service.get<{ Querystring: RuleQuery }>(
		'/v1/rules',
		{
			schema: {
				tags,
				summary: 'The rules, with their explanations',
				querystring: query,
				response: listOf('rules', { $ref: 'Rule#' }),
			},
		},
		async (request, reply) => {
			const { ruleSet, severity, term, q } = request.query
			const words = q?.toLowerCase()
			const rules = read().rules.filter(
				(rule) =>
					(ruleSet === undefined || rule.ruleSets.includes(ruleSet)) &&
					(severity === undefined || rule.severity === severity) &&
					(term === undefined || rule.terms.includes(term)) &&
					(words === undefined || JSON.stringify(rule).toLowerCase().includes(words)),
			)
			return sendTagged(request, reply, { rules })
		},
	)
	service.get<{ Params: { id: string } }>(
		'/v1/rules/:id',
		{
			schema: {
				tags,
				summary: 'One rule',
				params: { type: 'object', properties: { id: { type: 'string', maxLength: 200 } } },
				response: {
					200: { description: 'The rule', content: { 'application/json': { schema: { $ref: 'Rule#' } } } },
					...problemReplies,
				},
			},
		},
		async (request, reply) => {
			const rule = read().rules.find(({ id }) => id === request.params.id)
			if (rule === undefined) throw new Problem('not-found', request.params.id)
			return sendTagged(request, reply, rule)
		},
	)
	service.get(
		'/v1/rule-sets',
		{
			schema: {
				tags,
				summary: 'The rule sets and code lists in force, with versions and digests',
				response: listOf('ruleSets', { $ref: 'CheckedWith#' }),
			},
		},
		async (request, reply) => {
			const { bundle, ruleSets } = read()
			return sendTagged(request, reply, { ...(bundle && { bundle }), ruleSets })
		},
	)
}

/** 304 where the client already has it. */
function sendTagged(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
	const text = JSON.stringify(value)
	const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
	reply.header('etag', tag).header('cache-control', 'private, no-cache')
	const known = request.headers['if-none-match']?.split(',').map((piece) => piece.trim().replace(/^W\//, ''))
	if (known?.some((piece) => piece === tag || piece === '*')) return reply.code(304).send()
	return reply.type('application/json; charset=utf-8').send(text)
}
