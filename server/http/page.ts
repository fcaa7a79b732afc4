/**
 * The pre-check page: a handful of files read at the start and served from memory.
 *
 * In a checkout the page's modules are TypeScript, whose types are taken out when they are first asked for;
 * an installed package has them as JavaScript. Nothing else of the folder can be reached.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { brokenSample, sample } from './canary.ts'
import { Problem } from './problem.ts'

const folder = new URL('../page/', import.meta.url)
export const modules = ['main', 'view', 'invoice', 'source', 'wording'] as const

interface Asset {
	readonly type: string
	readonly text: string
	readonly tag: string
}

const assets = new Map<string, Asset>()

function asset(name: string): Asset {
	let found = assets.get(name)
	if (found === undefined) assets.set(name, (found = read(name)))
	return found
}

const makers: Readonly<Record<string, () => Omit<Asset, 'tag'>>> = {
	'index.html': () => ({ type: 'text/html', text: file('index.html') }),
	'page.css': () => ({ type: 'text/css', text: file('page.css') }),
	'icon.svg': () => ({ type: 'image/svg+xml', text: file('icon.svg') }),
	'facture.xml': () => ({ type: 'application/xml', text: sample() }),
	'facture-fausse.xml': () => ({ type: 'application/xml', text: brokenSample() }),
	...Object.fromEntries(
		modules.map((name) => [`${name}.js`, () => ({ type: 'text/javascript', text: moduleText(name) })]),
	),
}

function read(name: string): Asset {
	if (!Object.hasOwn(makers, name)) throw new Problem('not-found')
	const { type, text } = makers[name]!()
	return { type, text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` }
}

const file = (name: string): string => readFileSync(new URL(name, folder), 'utf8')

function moduleText(name: string): string {
	if (existsSync(new URL(`${name}.js`, folder))) return file(`${name}.js`)
	return stripTypeScriptTypes(file(`${name}.ts`)).replaceAll(/(from '\.\/[a-z-]+)\.ts'/g, "$1.js'")
}

/** The bytes of script that the page loads. */
export function scriptSize(): number {
	return modules.reduce((sum, name) => sum + Buffer.byteLength(asset(`${name}.js`).text), 0)
}

export function page(service: FastifyInstance): void {
	const open = { config: { scope: 'open' }, schema: { hide: true } } as const
	service.get('/', open, async (_, reply) => {
		const { type, text, tag } = asset('index.html')
		return reply
			.header('etag', tag)
			.header('cache-control', 'no-cache')
			.type(`${type}; charset=utf-8`)
			.send(text)
	})
	service.get<{ Params: { name: string } }>('/page/:name', open, async (request, reply) => {
		const { type, text, tag } = asset(request.params.name)
		reply.header('etag', tag).header('cache-control', 'no-cache')
		if (request.headers['if-none-match'] === tag) return reply.code(304).send()
		return reply.type(`${type}; charset=utf-8`).send(text)
	})
}
