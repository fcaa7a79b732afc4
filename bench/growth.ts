/**
 * How time grows with the invoice: time a line at 10,000 lines over time a line at 100 lines, each rule set judging
 * alone. And what a very large invoice takes.
 *
 * Whole verdicts, so the fixed cost of a small document is in them; parse alone and the tree stand beside, since
 * memory that is no longer in the processor's caches slows those too.
 */
import { statSync } from 'node:fs'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { type BenchSyntax, madeInvoice } from './files.ts'
import { median, type Plan } from './measure.ts'
import { player } from './peer.ts'
import type { RowName, RowOptions } from './rows.ts'

export interface Growth {
	readonly syntax: BenchSyntax
	/** A row or a rule set. */
	readonly what: string
	/** Microseconds a line. */
	readonly small: number
	readonly large: number
	readonly ratio: number
}

export interface GrowthOptions {
	readonly plan: Plan
	/** Published rule sets to be held too, by name. */
	readonly schematron: Readonly<Record<string, string>>
	readonly onGrowth: (growth: Growth) => void
}

const small = 100
const large = 10_000

export async function growthOf(syntax: BenchSyntax, options: GrowthOptions): Promise<void> {
	const { plan, schematron, onGrowth } = options
	const contestants: { what: string; row: RowName; options: RowOptions }[] = [
		{ what: 'parse', row: 'parse', options: {} },
		{ what: 'tree', row: 'tree', options: {} },
		{ what: 'structure', row: 'structure', options: {} },
		{ what: 'platform', row: 'platform', options: {} },
		...ownIds(syntax).map((id) => ({ what: id, row: 'published' as const, options: { own: [id] } })),
		...Object.entries(schematron).map(([what, file]) => ({
			what,
			row: 'published' as const,
			options: { schematron: file },
		})),
	]
	for (const { what, row, options } of contestants) onGrowth(await one(syntax, what, row, options, plan))
}

function ownIds(syntax: BenchSyntax): readonly OwnRuleSetId[] {
	return (Object.keys(ownRuleSets) as OwnRuleSetId[]).filter((id) => id.split('-').includes(syntax))
}

async function one(
	syntax: BenchSyntax,
	what: string,
	row: RowName,
	options: RowOptions,
	plan: Plan,
): Promise<Growth> {
	const peer = await player(row, options)
	const times: { small: number[]; large: number[] } = { small: [], large: [] }
	for (let round = -1; round < plan.rounds; round++)
		for (const [kind, lines] of [
			['small', small],
			['large', large],
		] as const) {
			await peer.use([madeInvoice(syntax, lines)])
			const warming = round < 0
			const { processor } = await peer.round(warming ? plan.warm / 2 : plan.milliseconds)
			if (!warming) times[kind].push((processor * 1000) / lines)
		}
	peer.close()
	const [few, many] = [median(times.small), median(times.large)]
	return { syntax, what, small: few, large: many, ratio: many / few }
}

export interface Large {
	readonly syntax: BenchSyntax
	readonly row: RowName
	readonly lines: number
	readonly bytes: number
	readonly seconds: number
	/** Most memory that was ever resident, the file itself included. */
	readonly resident: number
	readonly times: number
	readonly findings: number
}

/** One invoice of so many lines, judged once by a process that did nothing before. */
export async function largeOf(
	syntax: BenchSyntax,
	row: RowName,
	lines: number,
	options: RowOptions = {},
): Promise<Large> {
	const path = madeInvoice(syntax, lines)
	const bytes = statSync(path).size
	const peer = await player(row, options)
	await peer.use([path])
	const { processor } = await peer.round(0)
	const resident = await peer.memory()
	const findings = await peer.count()
	peer.close()
	return { syntax, row, lines, bytes, seconds: processor / 1000, resident, times: resident / bytes, findings }
}
