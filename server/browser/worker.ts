/**
 * Judging on the computer of who asks: the same engine and the same compiled rule sets, in a Web Worker.
 *
 * Rule sets are fetched when a document first calls for them; the document itself goes nowhere. Without a directory
 * and a ledger, rules that ask them say that they were not checked.
 */
import { type ModuleFunction, type Program, Tree } from '#engine'
import {
	type CheckedWith,
	type Choice,
	type CodeList,
	type Judged,
	type LoadedRuleSet,
	mended,
	type Platform,
	type PlatformRules,
	type Rules,
	type Verdict,
	validate,
} from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { type Compiled, linked } from '../linked.ts'
import { html } from '../reports/html.ts'
import { plain } from '../terminal.ts'
import { sha256 } from './sha256.ts'

/** What the page asks: to judge, or the report of what was judged last. */
export type Question =
	| { readonly ask: 'judge'; readonly bytes: Uint8Array; readonly source: string }
	| { readonly ask: 'report'; readonly lang: 'fr' | 'en' }

export type Answer =
	| { readonly verdict: Verdict; readonly text?: string }
	| { readonly report: string }
	| { readonly fault: string }

/** How the service judges, so that the same is done here. */
export interface Settings {
	readonly asOf: string
	readonly strict: boolean
	readonly national: 'text' | 'published' | 'none'
	readonly platform: boolean
	/** The bundle in force; what it holds beside rule sets is in held.json. */
	readonly bundle?: CheckedWith
}

/** Of a bundle: when its national sets judge, and its code lists. */
export interface HeldHere {
	readonly choices: readonly Choice[]
	readonly codeLists: readonly CodeList[]
}

/** What stands where the worker was loaded from. */
const at = (name: string): URL => new URL(name, import.meta.url)

async function fetched<T>(name: string): Promise<T> {
	const reply = await fetch(at(name))
	if (!reply.ok) throw new Error(`${name}: ${reply.status}`)
	return (await reply.json()) as T
}

/** A rule set that is not here yet. */
class Missing extends Error {
	readonly id: OwnRuleSetId
	constructor(id: OwnRuleSetId) {
		super(id)
		this.id = id
	}
}

const shelf = new Map<OwnRuleSetId, Compiled>()
const into = new Tree()
let last: Judged | undefined

function load(id: OwnRuleSetId, asOf: string): LoadedRuleSet {
	const compiled = shelf.get(id)
	if (compiled === undefined) throw new Missing(id)
	return linked(id, compiled, asOf, sha256, held?.codeLists)
}

async function bring(id: OwnRuleSetId): Promise<void> {
	const [data, module] = await Promise.all([
		fetched<{ readonly program: Program; readonly checkedWith: CheckedWith }>(`rules/${id}.json`),
		import(at(`rules/${id}.js`).href) as Promise<{ default: ModuleFunction }>,
	])
	shelf.set(id, { ...data, module: module.default, linked: new Map() })
}

let held: HeldHere | undefined
let bundle: string | undefined

/** What was fetched belongs to the bundle that was in force then. */
async function follow(named: CheckedWith | undefined): Promise<void> {
	if (named?.sha256 === bundle) return
	held = named && (await fetched<HeldHere>('held.json'))
	shelf.clear()
	rulesOfPlatform = undefined
	bundle = named?.sha256
}

let rulesOfPlatform: Promise<Pick<Platform, 'rules' | 'checkedWith'>> | undefined

async function judge(bytes: Uint8Array, source: string): Promise<Judged> {
	const { asOf, strict, national, platform, bundle } = await fetched<Settings>('settings.json')
	await follow(bundle)
	if (platform)
		rulesOfPlatform ??= fetched<{ rules: PlatformRules; checkedWith: CheckedWith }>('platform.json')
	const rules: Rules = {
		kind: 'chosen',
		load,
		...(strict && { beyond: 'refuse' }),
		...(national !== 'none' && { national: { reading: national } }),
		...(held && { choices: held.choices }),
		...(bundle && { bundle }),
	}
	const context = {
		source,
		sha256: sha256(bytes),
		asOf,
		rules,
		digest: sha256,
		clock: () => performance.now(),
		into,
		...(platform && {
			platform: { ...(await rulesOfPlatform!), transport: { fileName: source, bytes: bytes.length } },
		}),
	}
	for (;;)
		try {
			const judged = validate(bytes, context)
			return {
				...judged,
				...mended(judged, context),
				...(judged.text !== undefined && { text: judged.text }),
			}
		} catch (error) {
			if (!(error instanceof Missing)) throw error
			await bring(error.id)
		}
}

async function answer(question: Question): Promise<Answer> {
	try {
		if (question.ask === 'judge') {
			last = await judge(question.bytes, question.source)
			return { verdict: last.verdict, ...(last.text !== undefined && { text: last.text }) }
		}
		const { verdict, text } = last!
		const rendering = { lang: question.lang, paint: plain, ...(text !== undefined && { text }) }
		const count = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0, [verdict.verdict]: 1 }
		return { report: html.open!(rendering) + html.one(verdict, rendering) + html.close!(count, rendering) }
	} catch (error) {
		// Whatever stopped it, nothing may be concluded.
		return { fault: error instanceof Error ? error.message : String(error) }
	}
}

interface Scope {
	onmessage: ((event: { readonly data: Question }) => void) | null
	postMessage(answer: Answer): void
}

const scope = globalThis as unknown as Scope
scope.onmessage = async ({ data }) => scope.postMessage(await answer(data))
