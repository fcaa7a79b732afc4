/**
 * Rules that are not the program's own, as a judge holds them: plain data, fit to be sent to a worker.
 *
 * They are proven before anyone judges by them: every text is read, every example tried, every rule set compiled,
 * and what a bundle says of itself compared.
 */
import { readFileSync } from 'node:fs'
import { Fault } from '#engine'
import type { CheckedWith, Rules } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { platformNamed } from '../platform.ts'
import { keptAs, type PackedOwn, type PackedRuleSet, packFrom } from '../rule-sets.ts'
import { type Bundle, type Contents, readBundle } from './bundle.ts'
import { type Content, choicesOf, listsOf, platformRulesOf, textsOf } from './content.ts'

export interface HeldRules {
	readonly content: Content
	/** Of a bundle, as verdicts name it. */
	readonly name?: CheckedWith
	/** What a bundle says that its rule sets are. */
	readonly stated?: readonly CheckedWith[]
	/** What was compiled when they were proven; the rest is kept compiled, or is compiled when asked for. */
	readonly packed?: PackedOwn
}

/** Throws a Fault `usage` where there is no such file, `bundle-refused` where it is not to be believed. */
export function readBundleFile(file: string, trusted: readonly string[] = []): Bundle {
	let bytes: Uint8Array
	try {
		bytes = readFileSync(file)
	} catch (error) {
		throw new Fault('usage', `The bundle ${file} cannot be read: ${(error as Error).message}.`)
	}
	return readBundle(bytes, trusted)
}

export function heldOf({ content, name, manifest }: Bundle): HeldRules {
	return { content, name, stated: manifest.ruleSets }
}

/** How a judge chooses by them. */
export function choosing({
	content,
	name,
}: HeldRules): Pick<Rules & { kind: 'chosen' }, 'choices' | 'bundle'> {
	return { choices: choicesOf(content), ...(name && { bundle: name }) }
}

/** What a manifest says of these rules, some of them compiled already. */
export function contentsOf(content: Content, packed: PackedOwn): Contents {
	const platform = platformRulesOf(content)
	const compiled = new Map(Object.entries(packed))
	return {
		ruleSets: Object.keys(textsOf(content).sets).map(
			(id) => (compiled.get(id) ?? packFor(content, id)).checkedWith,
		),
		platform: platformNamed(platform),
		rules: platform.rules.map(({ id, severity, until }) => ({ id, severity, ...(until && { until }) })),
		codeLists: listsOf(content).map(({ id, version, from, to }) => ({ id, version, from, to })),
	}
}

/**
 * Reads everything and compiles what is not kept compiled; gives what was compiled. Throws a Fault where a text is
 * wrong, an example comes out otherwise, or a bundle's manifest names other rule sets than it holds.
 */
export function packHeld({ content, stated }: HeldRules): PackedOwn {
	choicesOf(content)
	platformRulesOf(content)
	const packed = new Map<string, PackedRuleSet>()
	for (const id of Object.keys(textsOf(content).sets)) {
		const one = packFor(content, id)
		const said = stated?.find((named) => named.id === id)
		if (
			stated !== undefined &&
			(said?.sha256 !== one.checkedWith.sha256 || said.version !== one.checkedWith.version)
		)
			throw new Fault(
				'bundle-refused',
				`The bundle is refused: ${id} is not the rule set that its manifest names.`,
			)
		if (one.program !== undefined) packed.set(id, { program: one.program, checkedWith: one.checkedWith })
	}
	return Object.fromEntries(packed) as Partial<Record<OwnRuleSetId, PackedRuleSet>>
}

/** Without a program where it is kept compiled. */
function packFor(content: Content, id: string): Pick<PackedRuleSet, 'checkedWith'> & Partial<PackedRuleSet> {
	const kept = keptAs(content, id)
	return kept === undefined ? packFrom(content, id) : { checkedWith: kept.checkedWith }
}
