/**
 * Who asks, and what they may ask for: API keys known by their SHA-256, or JSON Web Tokens.
 *
 * Without either, everybody is let in with every right; that is for loopback, where the names by which the
 * service is called are checked instead, so that no web site can reach it through a visitor's browser.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { type Config, hasAuthentication, isLoopback, type JwtSettings, type Scope, scopes } from './config.ts'
import { Problem } from './problem.ts'

export interface Client {
	readonly id: string
	readonly scopes: ReadonlySet<string>
}

declare module 'fastify' {
	interface FastifyRequest {
		client: Client
	}
	interface FastifyContextConfig {
		/** What a client must be allowed to do; `open`: anybody, `any`: whoever is known. */
		scope?: Scope | 'open' | 'any'
	}
}

const everybody: Client = { id: 'everybody', scopes: new Set(scopes) }
const nobody: Client = { id: 'nobody', scopes: new Set() }

export function guard(service: FastifyInstance, config: Config): void {
	const closed = hasAuthentication(config)
	const tokens = config.jwt === undefined ? undefined : tokenReader(config.jwt)
	service.decorateRequest('client', null as unknown as Client)
	service.addHook('onRequest', async (request) => {
		refuseOtherNames(request, config, closed)
		refuseOtherSites(request, config)
		request.client = closed ? nobody : everybody
		const scope = request.routeOptions.config.scope ?? 'any'
		if (scope === 'open' || !closed) return
		request.client = await clientOf(request, config, tokens)
		if (scope !== 'any' && !request.client.scopes.has(scope))
			throw new Problem('scope-missing', `scope: ${scope}`)
	})
}

/** A page of another site that points its own name at this machine is told apart by that name. */
function refuseOtherNames(request: FastifyRequest, config: Config, closed: boolean): void {
	if (closed || !isLoopback(config.host)) return
	const host = request.headers.host
	if (host === undefined) return
	const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
	if (!isLoopback(name)) throw new Problem('misdirected-host')
}

/** A browser says where a request comes from; what changes something or costs something is for our own page. */
function refuseOtherSites({ headers, method }: FastifyRequest, { origins }: Config): void {
	const { origin, host } = headers
	if (origin === undefined || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
	if (origins.includes(origin)) return
	if (!URL.canParse(origin) || new URL(origin).host !== host) throw new Problem('cross-site')
}

async function clientOf(
	request: FastifyRequest,
	config: Config,
	tokens: ((token: string) => Promise<Client>) | undefined,
): Promise<Client> {
	const { authorization } = request.headers
	const given = request.headers['x-api-key']
	const bearer = authorization === undefined ? undefined : /^Bearer +(\S+)$/i.exec(authorization)?.[1]
	const secret = typeof given === 'string' ? given : bearer
	if (secret === undefined) throw unauthenticated()
	const key = keyOf(secret, config)
	if (key !== undefined) return key
	if (tokens === undefined || bearer === undefined) throw unauthenticated()
	return await tokens(bearer)
}

/** Every key is compared, so that the time taken tells nothing. */
function keyOf(secret: string, { apiKeys }: Config): Client | undefined {
	const digest = createHash('sha256').update(secret).digest()
	let found: Client | undefined
	for (const key of apiKeys)
		if (timingSafeEqual(digest, Buffer.from(key.sha256, 'hex')))
			found = { id: `key:${key.id}`, scopes: new Set(key.scopes) }
	return found
}

/** Signed by one of the issuer's keys, by no shared secret; rights in `scope`, words parted by spaces. */
function tokenReader({ jwks, issuer, audience }: JwtSettings): (token: string) => Promise<Client> {
	const keys: JWTVerifyGetKey = /^https?:/.test(jwks)
		? createRemoteJWKSet(new URL(jwks))
		: createLocalJWKSet(JSON.parse(readFileSync(jwks, 'utf8')))
	const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']
	return async (token) => {
		try {
			const { payload } = await jwtVerify(token, keys, {
				issuer,
				audience,
				algorithms,
				requiredClaims: ['exp', 'sub'],
				clockTolerance: 5,
			})
			const scope = typeof payload.scope === 'string' ? payload.scope : ''
			return { id: `token:${payload.sub}`, scopes: new Set(scope.split(' ')) }
		} catch (error) {
			// A token is not wrong because its issuer cannot be asked.
			const unasked =
				error instanceof errors.JWKSTimeout || (error as { code?: string }).code === 'ERR_JOSE_GENERIC'
			if (error instanceof errors.JOSEError && !unasked) throw unauthenticated(error.code)
			throw new Problem('issuer-unreachable', undefined, { 'retry-after': '5' })
		}
	}
}

function unauthenticated(detail?: string): Problem {
	return new Problem('unauthenticated', detail, { 'www-authenticate': 'Bearer' })
}
