/**
 * One side of a comparison: which rules, and on which day.
 *
 * `current` (the program's rules), a folder of rules (`+folder`: added to the program's), a bundle, a Schematron (`.sch`) or a day, each perhaps with a
 * day of its own: `rules.json@2026-09-01`.
 */
import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Fault } from '#engine'
import type { Version } from '#rules/workbench'
import { loadOwn } from '#schematron'
import {
	type Content,
	choicesOf,
	contentOf,
	listsOf,
	ownContent,
	platformRulesOf,
	textsOf,
} from '../bundle/content.ts'
import { type HeldRules, heldOf, packHeld, readBundleFile } from '../bundle/held.ts'
import { keyText } from '../bundle/served.ts'
import type { PoolOptions } from '../pool.ts'
import { packRuleSet } from '../rule-sets.ts'

export interface Side {
	/** As given. */
	readonly name: string
	/** The day given with it. */
	readonly asOf?: string
	/** Rules that are not the program's. */
	readonly held?: HeldRules
	/** These alone judge. */
	readonly schematron?: string
}

/** Throws a Fault where there are no such rules. `trusted`: public keys or their files, for bundles. */
export function sideOf(name: string, trusted: readonly string[] = []): Side {
	if (isDay(name)) return { name, asOf: name }
	const [, place = name, asOf] = existsSync(name) ? [] : (/^(.+)@(\d{4}-\d\d-\d\d)$/.exec(name) ?? [])
	const day = { name, ...(asOf !== undefined && { asOf }) }
	if (place === 'current') return day
	if (place.startsWith('+') && !existsSync(place)) return { ...day, held: { content: contentOf(place) } }
	if (!existsSync(place))
		throw new Fault(
			'usage',
			`${place} does not exist: name a folder, a bundle, a Schematron, a day or current.`,
		)
	if (statSync(place).isDirectory()) return { ...day, held: { content: contentOf(place) } }
	if (/\.sch$/i.test(place)) return { ...day, schematron: place }
	return { ...day, held: heldOf(readBundleFile(place, trusted.map(keyText))) }
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** What judges: compiled here, once for all workers of a pool, or as documents ask for it. */
export function judgedWith(
	{ held, schematron }: Side,
	compiled: 'at once' | 'as asked' = 'at once',
): Pick<PoolOptions, 'held' | 'schematron'> {
	if (schematron !== undefined) return { schematron: [packRuleSet(schematron)] }
	if (held === undefined) return {}
	return { held: compiled === 'as asked' ? held : { ...held, packed: packHeld(held) } }
}

/** As far as old verdicts can tell; throws a Fault for a Schematron, of whose severities they know nothing. */
export function versionOf({ name, asOf, held, schematron }: Side): Version {
	if (schematron !== undefined)
		throw new Fault(
			'usage',
			`${basename(name)} is a Schematron: verdicts are decided anew by folders, bundles or days.`,
		)
	const content: Content = held?.content ?? ownContent()
	const texts = textsOf(content)
	return {
		ruleSets: Object.keys(texts.sets).map((id) => loadOwn(id, texts)),
		platform: platformRulesOf(content),
		choices: choicesOf(content),
		codeLists: listsOf(content),
		...(asOf !== undefined && { asOf }),
	}
}
