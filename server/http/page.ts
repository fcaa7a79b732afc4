/**
 * The pre-check page: a handful of files read at the start and served from memory.
 *
 * In a checkout the page's modules are TypeScript, whose types are taken out when they are first asked for; an
 * installed package has them as JavaScript. What judges in the browser (one script, rule sets, settings) is made
 * when a browser first asks for it. Nothing else can be reached.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { moduleText } from '#engine'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { script } from '../browser/scripts.ts'
import type { HeldHere, Settings } from '../browser/worker.ts'
import { choicesOf, listsOf, platformFilesOf } from '../bundle/content.ts'
import type { HeldRules } from '../bundle/held.ts'
import { keptModule } from '../compiled.ts'
import { brokenSample, sample } from './canary.ts'
import type { Config } from './config.ts'
import type { InForce } from './judge.ts'
import { Problem } from './problem.ts'

const folder = new URL('../page/', import.meta.url)
/** The page's modules; one of them stands with the reports, which group findings alike. */
export const modules = {
	main: 'main',
	ask: 'ask',
	view: 'view',
	findings: 'findings',
	paper: 'paper',
	invoice: 'invoice',
	source: 'source',
	wording: 'wording',
	causes: '../reports/causes',
} as const

interface Asset {
	readonly type: string
	readonly text: string
	readonly tag: string
	zipped?: Buffer
}

type Made = Omit<Asset, 'tag'>

const fixed: Readonly<Record<string, () => Made | Promise<Made>>> = {
	'index.html': () => ({ type: 'text/html', text: file('index.html') }),
	'page.css': () => ({ type: 'text/css', text: file('page.css') }),
	'icon.svg': () => ({ type: 'image/svg+xml', text: file('icon.svg') }),
	'facture.xml': () => ({ type: 'application/xml', text: sample() }),
	'facture-fausse.xml': () => ({ type: 'application/xml', text: brokenSample() }),
	'judge.js': async () => ({ type: 'text/javascript', text: await script('judge') }),
	'pdf.js': async () => ({ type: 'text/javascript', text: await script('pdf') }),
	...Object.fromEntries(
		Object.entries(modules).map(([name, path]) => [
			`${name}.js`,
			() => ({ type: 'text/javascript', text: pageModule(path) }),
		]),
	),
}

const file = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const json = (value: unknown): Made => ({ type: 'application/json', text: JSON.stringify(value) })

async function platformRules(held: HeldRules | undefined): Promise<Made> {
	const { openPlatform } = await import('../platform.ts')
	const options = held ? { rules: platformFilesOf(held.content) } : {}
	const { rules, checkedWith } = openPlatform(options)({ fileName: '', bytes: 0 })
	return json({ rules: { ...rules, files: [] }, checkedWith })
}

function heldHere({ content }: HeldRules): HeldHere {
	return { choices: choicesOf(content), codeLists: listsOf(content) }
}

function pageModule(path: string): string {
	const built = existsSync(new URL(`${path}.js`, folder))
	const text = built ? file(`${path}.js`) : stripTypeScriptTypes(file(`${path}.ts`))
	return text.replaceAll(/(from )'\.[./a-z-]*\/([a-z-]+)\.[jt]s'/g, "$1'./$2.js'")
}

/** The bytes of script that the page loads before anything is asked of it. */
export function scriptSize(): number {
	return Object.values(modules).reduce((sum, path) => sum + Buffer.byteLength(pageModule(path)), 0)
}

export interface Served {
	readonly config: Pick<Config, 'strict' | 'national' | 'platform'>
	readonly today: () => string
	/** The rules that judge now. */
	readonly inForce: () => InForce
}

export function page(service: FastifyInstance, { config, today, inForce }: Served): void {
	const assets = new Map<string, Asset>()
	const open = { config: { scope: 'open' }, schema: { hide: true } } as const
	const asset = async (name: string, make: () => Made | Promise<Made>): Promise<Asset> => {
		let found = assets.get(name)
		if (found === undefined) assets.set(name, (found = tagged(await make())))
		return found
	}

	service.get('/', open, async (request, reply) =>
		send(request, reply, await asset('index.html', fixed['index.html']!)),
	)
	service.get<{ Params: { name: string } }>('/page/:name', open, async (request, reply) => {
		const { name } = request.params
		if (name === 'settings.json') {
			const { strict, national, platform } = config
			const bundle = inForce().held?.name
			return send(
				request,
				reply,
				tagged(
					json({ asOf: today(), strict, national, platform, ...(bundle && { bundle }) } satisfies Settings),
				),
			)
		}
		const { held } = inForce()
		if (name === 'platform.json') return send(request, reply, tagged(await platformRules(held)))
		if (name === 'held.json' && held !== undefined) return send(request, reply, tagged(json(heldHere(held))))
		if (!Object.hasOwn(fixed, name)) throw new Problem('not-found')
		return send(request, reply, await asset(name, fixed[name]!))
	})
	service.get<{ Params: { name: string } }>('/page/rules/:name', open, async (request, reply) => {
		const [, id, kind] = /^([a-z0-9-]+)\.(js|json)$/.exec(request.params.name) ?? []
		if (id === undefined || !Object.hasOwn(ownRuleSets, id)) throw new Problem('not-found')
		const { ruleSet: set, checkedWith } = inForce().load(id as OwnRuleSetId, today())
		const [named] = checkedWith
		const found = await asset(`${named!.sha256} ${request.params.name}`, () =>
			kind === 'json'
				? json({ program: { ...set.program, code: '' }, checkedWith: named })
				: {
						type: 'text/javascript',
						text: set.program.code === '' ? keptModule(id) : moduleText(set.program),
					},
		)
		return send(request, reply, found)
	})
}

function tagged(made: Made): Asset {
	return { ...made, tag: `"${createHash('sha256').update(made.text).digest('base64url').slice(0, 27)}"` }
}

/** Below this, packing costs more than it saves. */
const worthPacking = 2000

function send(request: FastifyRequest, reply: FastifyReply, one: Asset): FastifyReply {
	const { type, text, tag } = one
	reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept-encoding')
	if (request.headers['if-none-match'] === tag) return reply.code(304).send()
	reply.type(`${type}; charset=utf-8`)
	if (text.length < worthPacking || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
		return reply.send(text)
	one.zipped ??= gzipSync(text)
	return reply.header('content-encoding', 'gzip').send(one.zipped)
}
