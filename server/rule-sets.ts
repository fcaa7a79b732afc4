/**
 * Rule sets as this process holds them: read from disk, compiled once, named by their digest.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compileRuleSet, Fault, type RuleSetSource } from '#engine'
import type { LoadedRuleSet, RuleSetId } from '#rules'
import { loadSchematron } from '#schematron'

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
	return compiled(readRuleSet(file, options))
}

function compiled(source: RuleSetSource): LoadedRuleSet {
	const version = source.version ?? source.schemaVersion ?? ''
	return {
		ruleSet: compileRuleSet(source),
		checkedWith: { id: source.id, version, sha256: digestOf(source) },
	}
}

/** SHA-256 over the text of every file in the order read, and the phase. */
export function digestOf(source: RuleSetSource): string {
	const hash = createHash('sha256')
	for (const { text } of source.files) hash.update(`${Buffer.byteLength(text)}:`).update(text)
	if (source.phase !== undefined) hash.update(`phase ${source.phase}`)
	return hash.digest('hex')
}

const ownFiles: Readonly<Record<RuleSetId, string>> = {
	'en16931-ubl': 'en16931/ubl.sch',
	'en16931-cii': 'en16931/cii.sch',
}
const own = new Map<RuleSetId, LoadedRuleSet>()

/** The text of one of the rule sets written here, read but not compiled. */
export function ownSource(id: RuleSetId): RuleSetSource {
	const file = join(import.meta.dirname, '../schematron', ownFiles[id])
	if (!existsSync(file)) throw new Fault('rule-text-unreadable', `the rule set ${id} is missing: ${file}`)
	return readRuleSet(file, { id })
}

/** One of the rule sets written here, compiled when it is first asked for. */
export function ownRuleSet(id: RuleSetId): LoadedRuleSet {
	let loaded = own.get(id)
	if (loaded === undefined) {
		loaded = compiled(ownSource(id))
		own.set(id, loaded)
	}
	return loaded
}
