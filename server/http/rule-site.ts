/** `GET /rules`: the catalogue of rules to read, made when it is first asked for and served from memory. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { ruleSite } from '../site.ts'
import { Problem } from './problem.ts'

interface Served {
	readonly type: string
	readonly text: string
	readonly tag: string
}

export function rulePages(service: FastifyInstance): void {
	let pages: Map<string, string> | undefined
	const served = new Map<string, Served>()
	const page = (path: string): Served => {
		let found = served.get(path)
		if (found === undefined) {
			pages ??= ruleSite()
			const text = pages.get(path)
			if (text === undefined) throw new Problem('not-found')
			const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
			found = { type: path.endsWith('.css') ? 'text/css' : 'text/html', text, tag }
			served.set(path, found)
		}
		return found
	}
	const open = { config: { scope: 'open' }, schema: { hide: true } } as const
	// Links in the pages are relative: the catalogue's own address ends with a slash.
	service.get('/rules', open, async (_, reply) => reply.redirect('/rules/', 308))
	service.get<{ Params: { '*': string } }>('/rules/*', open, async (request, reply) => {
		const { type, text, tag } = page(request.params['*'] || 'index.html')
		reply.header('etag', tag).header('cache-control', 'no-cache')
		if (request.headers['if-none-match'] === tag) return reply.code(304).send()
		return reply.type(`${type}; charset=utf-8`).send(text)
	})
}
