/**
 * Impact: whom another version of the rules would refuse or accept, counted over many documents.
 *
 * It is told of each document what both versions said, and keeps counts, never a document: at most three samples a
 * rule. Who counts decides how a document and its sender are called.
 */
import type { Decision, Verdict } from '../verdict.ts'

/** What one version said of a document. */
export interface Said {
	readonly verdict: Decision
	/** Rules that refuse, each once, as `BR-CO-10`. */
	readonly refusing: readonly string[]
}

/** A document under both versions. */
export interface Compared {
	/** As shown among the samples. */
	readonly name: string
	readonly sender: string
	readonly format: string
	readonly before: Said
	readonly after: Said
	/** Where and why a rule refuses, for a sample; nothing where contents are not to be shown. */
	readonly show?: (rule: string) => Shown | undefined
}

export interface Shown {
	readonly line?: number
	readonly message?: { readonly fr: string; readonly en: string }
}

/** What became of a document that is judged otherwise. */
export type Change = 'rejected' | 'accepted' | 'otherwise'

export interface Sample extends Shown {
	readonly name: string
}

export interface RuleImpact {
	readonly rule: string
	/** `rejected`: it refuses documents that were accepted; `accepted`: it refuses them no longer. */
	readonly change: Change
	readonly documents: number
	/** Of all documents, in percent. */
	readonly share: number
	readonly samples: readonly Sample[]
}

export interface GroupImpact {
	readonly name: string
	readonly documents: number
	readonly rejected: number
	readonly accepted: number
	/** Newly rejected of the group's documents, in percent. */
	readonly share: number
}

export interface ImpactReport {
	readonly documents: number
	readonly before: Readonly<Record<Decision, number>>
	readonly after: Readonly<Record<Decision, number>>
	readonly rejected: { readonly documents: number; readonly share: number }
	readonly accepted: { readonly documents: number; readonly share: number }
	/** Refused before and after, for other rules. */
	readonly otherwise: { readonly documents: number; readonly share: number }
	/** The most frequent first. */
	readonly rules: readonly RuleImpact[]
	readonly senders: readonly GroupImpact[]
	readonly formats: readonly GroupImpact[]
}

/** Samples kept of a rule. */
const mostSamples = 3

/** What a verdict said. */
export function saidBy({ verdict, rejections, findings }: Verdict): Said {
	const refusing = rejections.flatMap((rejection) => rejection.findings)
	const rules = refusing.map((index) => findings[index]?.rule).filter((rule) => rule !== undefined)
	return { verdict, refusing: [...new Set(rules)].sort() }
}

/** How the change is called; undefined where both versions say the same. */
export function changeOf({ before, after }: Pick<Compared, 'before' | 'after'>): Change | undefined {
	const [was, is] = [before.verdict === 'accepted', after.verdict === 'accepted']
	if (was !== is) return is ? 'accepted' : 'rejected'
	const same = before.verdict === after.verdict && before.refusing.join() === after.refusing.join()
	return same ? undefined : 'otherwise'
}

/** The rules that make the difference; a verdict without rules (undecided) is called by its name. */
export function rulesBehind({ before, after }: Pick<Compared, 'before' | 'after'>): readonly string[] {
	const gone = before.refusing.filter((rule) => !after.refusing.includes(rule))
	const come = after.refusing.filter((rule) => !before.refusing.includes(rule))
	const rules = [...come, ...gone]
	return rules.length > 0 ? rules : [after.verdict]
}

interface Group {
	documents: number
	rejected: number
	accepted: number
}

export class Impact {
	#documents = 0
	readonly #before = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	readonly #after = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	readonly #changes = { rejected: 0, accepted: 0, otherwise: 0 }
	readonly #rules = new Map<string, { rule: string; change: Change; documents: number; samples: Sample[] }>()
	readonly #senders = new Map<string, Group>()
	readonly #formats = new Map<string, Group>()

	get documents(): number {
		return this.#documents
	}

	/** Gives how the document's fate changed. */
	add(compared: Compared): Change | undefined {
		const { before, after, sender, format } = compared
		this.#documents++
		this.#before[before.verdict]++
		this.#after[after.verdict]++
		const change = changeOf(compared)
		for (const [groups, name] of [
			[this.#senders, sender],
			[this.#formats, format],
		] as const) {
			const group = groups.get(name) ?? { documents: 0, rejected: 0, accepted: 0 }
			groups.set(name, group)
			group.documents++
			if (change === 'rejected' || change === 'accepted') group[change]++
		}
		if (change === undefined) return undefined
		this.#changes[change]++
		for (const rule of rulesBehind(compared)) this.#count(rule, change, compared)
		return change
	}

	#count(rule: string, change: Change, { name, show }: Compared): void {
		const key = `${change} ${rule}`
		const counted = this.#rules.get(key) ?? { rule, change, documents: 0, samples: [] }
		this.#rules.set(key, counted)
		counted.documents++
		if (counted.samples.length < mostSamples) counted.samples.push({ name, ...show?.(rule) })
	}

	report(): ImpactReport {
		const share = (some: number, of = this.#documents): number => (of === 0 ? 0 : (100 * some) / of)
		const { rejected, accepted, otherwise } = this.#changes
		const counted = (documents: number) => ({ documents, share: share(documents) })
		const groups = (of: ReadonlyMap<string, Group>): readonly GroupImpact[] =>
			[...of]
				.map(([name, group]) => ({ name, ...group, share: share(group.rejected, group.documents) }))
				.sort(
					(a, b) =>
						b.rejected - a.rejected ||
						b.accepted - a.accepted ||
						b.documents - a.documents ||
						(a.name < b.name ? -1 : 1),
				)
		return {
			documents: this.#documents,
			before: { ...this.#before },
			after: { ...this.#after },
			rejected: counted(rejected),
			accepted: counted(accepted),
			otherwise: counted(otherwise),
			rules: [...this.#rules.values()]
				.map((one) => ({ ...one, share: share(one.documents) }))
				.sort(
					(a, b) =>
						order.indexOf(a.change) - order.indexOf(b.change) ||
						b.documents - a.documents ||
						(a.rule < b.rule ? -1 : 1),
				),
			senders: groups(this.#senders),
			formats: groups(this.#formats),
		}
	}
}

const order: readonly Change[] = ['rejected', 'accepted', 'otherwise']
