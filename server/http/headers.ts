/** Headers that every answer carries: what a browser may do with it is nothing but what the page needs. */
import type { FastifyInstance } from 'fastify'

const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
]

export const securityHeaders = {
	'content-security-policy': policy.join('; '),
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'origin-agent-cluster': '?1',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
	'x-dns-prefetch-control': 'off',
	'x-frame-options': 'DENY',
} as const

export function secure(service: FastifyInstance): void {
	service.addHook('onRequest', (_, reply, done) => {
		reply.headers(securityHeaders)
		done()
	})
}
