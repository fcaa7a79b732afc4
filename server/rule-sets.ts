/**
 * Rule sets as this process holds them: read from disk, compiled once, named by their digest.
 */
import { createHash, type Hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { compileProgram, compileRuleSet, Fault, linkProgram, type Program, type RuleSetSource } from '#engine'
import { type CheckedWith, type CodeList, codeLists, identifierChecks, type LoadedRuleSet } from '#rules'
import { loadOwn, loadSchematron, type OwnRuleSetId, ownRuleSets } from '#schematron'
import { type Content, listsOf, textAt, textsOf } from './bundle/content.ts'
import { type Kept, keep, readKept } from './compiled.ts'
import { type Compiled, linked } from './linked.ts'
import { heldReleases } from './releases.ts'

export interface LoadOptions {
	readonly id?: string
	readonly phase?: string
}

/** Reads a Schematron file and what it includes; a file that does not exist is the caller's mistake. */
export function readRuleSet(file: string, options: LoadOptions = {}): RuleSetSource {
	if (!existsSync(file)) throw new Fault('usage', `${file} does not exist.`)
	return loadSchematron(file, options)
}

/** Reads and compiles a Schematron file. */
export function loadRuleSet(file: string, options: LoadOptions = {}): LoadedRuleSet {
	const source = readRuleSet(file, options)
	return { ruleSet: compileRuleSet(source), checkedWith: [named(source)] }
}

/** A compiled rule set as plain data, fit to be sent to a worker. */
export interface PackedRuleSet {
	readonly program: Program
	readonly checkedWith: CheckedWith
}

/** Reads and compiles a Schematron file to be linked by `unpack`, here or in a worker. */
export function packRuleSet(file: string, options: LoadOptions = {}): PackedRuleSet {
	const source = readRuleSet(file, options)
	return { program: compileProgram(source), checkedWith: named(source) }
}

export function unpack({ program, checkedWith }: PackedRuleSet): LoadedRuleSet {
	return { ruleSet: linkProgram(program), checkedWith: [checkedWith] }
}

function named(source: RuleSetSource): CheckedWith {
	return { id: source.id, version: source.version ?? source.schemaVersion ?? '', sha256: digestOf(source) }
}

/** SHA-256 over the text of every file in the order read, and the phase. */
export function digestOf(source: RuleSetSource): string {
	const hash = hashOf(source.files.map(({ text }) => text))
	if (source.phase !== undefined) hash.update(`phase ${source.phase}`)
	return hash.digest('hex')
}

function hashOf(texts: readonly string[]): Hash {
	const hash = createHash('sha256')
	for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text)
	return hash
}

/** Code lists and checks that our rule texts may name. */
export const known = {
	lists: [...new Set(codeLists.map(({ id }) => id))],
	checks: Object.keys(identifierChecks),
}

/** Reads and compiles one of the rule sets written here. */
export function compileOwn(id: OwnRuleSetId): Program {
	return compileProgram(loadOwn(id), known)
}

/** Compiles one of the rule sets written here and keeps it for later starts. */
export function prepareOwn(id: OwnRuleSetId): void {
	const source = loadOwn(id)
	keep(source, compileProgram(source, known), named(source))
}

/** As kept, or else compiled now. */
function compiledOwn(id: OwnRuleSetId, afresh: boolean): Compiled {
	const kept = afresh ? undefined : readKept(id)
	if (kept !== undefined) return { ...kept, linked: new Map() }
	const source = loadOwn(id)
	return {
		program: compileProgram(source, known),
		checkedWith: named(source),
		linked: new Map(),
	}
}

/** One of the rule sets written here with the code lists of a day, compiled when it is first asked for. */
export type LoadOwn = (id: OwnRuleSetId, asOf: string) => LoadedRuleSet

/** Rule sets written here, by id. */
export type PackedOwn = Readonly<Partial<Record<OwnRuleSetId, PackedRuleSet>>>

/** Reads and compiles rule sets written here from their texts, whatever was kept compiled. */
export function packOwn(ids: readonly OwnRuleSetId[]): PackedOwn {
	const packed = ids.map((id) => {
		const source = loadOwn(id)
		return [id, { program: compileProgram(source, known), checkedWith: named(source) }] as const
	})
	return Object.fromEntries(packed)
}

/**
 * Rule sets of one reading: those given, others as kept; `afresh`: read from their texts now. Rules that are not the
 * program's are read from their own texts, and so are their code lists.
 */
export function shelf({ afresh = false, packed = {}, content }: Reading = {}): LoadOwn {
	const own = new Map<OwnRuleSetId, Compiled>()
	for (const [id, one] of Object.entries(packed)) own.set(id as OwnRuleSetId, { ...one, linked: new Map() })
	let held: readonly CodeList[] | undefined
	/** What was last asked for is asked for again with nearly every document. */
	let day = ''
	const ofDay = new Map<OwnRuleSetId, LoadedRuleSet>()
	return (id, asOf) => {
		if (asOf !== day) ofDay.clear()
		day = asOf
		const known = ofDay.get(id)
		if (known !== undefined) return known
		let compiled = own.get(id)
		if (compiled === undefined)
			own.set(id, (compiled = content ? compiledFrom(content, id) : compiledOwn(id, afresh)))
		held ??= content ? listsOf(content) : heldReleases()
		const loaded = linked(id, compiled, asOf, sha256, held)
		ofDay.set(id, loaded)
		return loaded
	}
}

interface Reading {
	readonly afresh?: boolean
	readonly packed?: PackedOwn
	readonly content?: Content
}

/** What is kept compiled of a rule set, where these texts are those that it was made from. */
export function keptAs(content: Content, id: string): Kept | undefined {
	if (!Object.hasOwn(ownRuleSets, id)) return undefined
	const { sets } = textsOf(content)
	for (let at: string | undefined = id; at !== undefined; at = sets[at]?.over)
		if (!isDeepStrictEqual(sets[at], ownRuleSets[at as OwnRuleSetId])) return undefined
	const kept = readKept(id)
	const texts = kept?.texts.map((path) => textAt(content, path.replaceAll('\\', '/')))
	if (texts === undefined || texts.includes(undefined)) return undefined
	return hashOf(texts as string[]).digest('hex') === kept!.checkedWith.sha256 ? kept : undefined
}

/** A rule set of these texts, compiled. */
export function packFrom(content: Content, id: string): PackedRuleSet {
	const source = loadOwn(id, textsOf(content))
	const lists = new Set(listsOf(content).map((list) => list.id))
	return { program: compileProgram(source, { ...known, lists: [...lists] }), checkedWith: named(source) }
}

function compiledFrom(content: Content, id: string): Compiled {
	return { ...(keptAs(content, id) ?? packFrom(content, id)), linked: new Map() }
}

/** The rule sets of this process, read once. */
export const ownRuleSet = shelf()

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
