/** `GET /rules`: the catalogue of rules to read, made when it is first asked for and served from memory. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Problem } from './problem.ts'

interface Served {
	readonly type: string
	readonly text: string
	readonly tag: string
}

/** A page by its path; undefined where there is none. */
export type Site = (path: string) => Served | undefined

export function siteOf(pages: ReadonlyMap<string, string>): Site {
	const served = new Map<string, Served>()
	return (path) => {
		const known = served.get(path)
		if (known !== undefined) return known
		const text = pages.get(path)
		if (text === undefined) return undefined
		const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
		const page = { type: path.endsWith('.css') ? 'text/css' : 'text/html', text, tag }
		served.set(path, page)
		return page
	}
}

/** `site`: that of the rules in force. */
export function rulePages(service: FastifyInstance, site: () => Site): void {
	const open = { config: { scope: 'open' }, schema: { hide: true } } as const
	// Links in the pages are relative: the catalogue's own address ends with a slash.
	service.get('/rules', open, async (_, reply) => reply.redirect('/rules/', 308))
	service.get<{ Params: { '*': string } }>('/rules/*', open, async (request, reply) => {
		const page = site()(request.params['*'] || 'index.html')
		if (page === undefined) throw new Problem('not-found')
		const { type, text, tag } = page
		reply.header('etag', tag).header('cache-control', 'no-cache')
		if (request.headers['if-none-match'] === tag) return reply.code(304).send()
		return reply.type(`${type}; charset=utf-8`).send(text)
	})
}
