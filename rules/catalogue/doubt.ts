/**
 * Rules whose published test says something else than their text, so that a finding can be read with that in mind.
 *
 * The table is made from corpus/differences.yaml, where each defect stands with its place and a case that shows it.
 * By the published reading a finding is doubtful where the test finds too much, bears a wrong id or stops; by the
 * reading of the text, where the published test finds less, and so where another platform may.
 */
import type { Syntax } from '../syntax.ts'
import { typeset } from '../typography.ts'
import { fill, type Wording } from '../wording.ts'
import table from './doubts.generated.json' with { type: 'json' }

export type DoubtKind = 'wider' | 'narrower' | 'inert' | 'wrong id' | 'error'

/** What is known against the published test of a rule. */
export interface Doubt {
	readonly kind: DoubtKind
	/** The published set, and the release in which the test was seen. */
	readonly set: string
	readonly release: string
	readonly message: Wording
}

/** A line of the table. */
export interface DoubtEntry extends Wording {
	/** Id of the finding; `BR-FR-23_*` stands for all that begin so. */
	readonly rule: string
	readonly set: keyof typeof sets
	readonly syntax: 'ubl' | 'cii'
	readonly reading: 'published' | 'text'
	readonly kind: DoubtKind
}

const sets = {
	'br-fr': { set: 'BR-FR Flux 2', release: '1.4.0.03' },
	en16931: { set: 'EN 16931', release: '1.3.16' },
	'extended-ctc-fr': { set: 'EXTENDED-CTC-FR', release: '1.4.0.03' },
} as const

const sentences: Readonly<Record<DoubtKind, Wording>> = {
	wider: {
		fr: 'À lire avec réserve : le test publié de cette règle ({set} {release}) va plus loin que son texte. {defect}',
		en: 'Read with care: the published test of this rule ({set} {release}) goes further than its text. {defect}',
	},
	narrower: {
		fr: 'Une autre plateforme peut ne rien signaler : le test publié de cette règle ({set} {release}) voit moins que son texte. {defect}',
		en: 'Another platform may say nothing: the published test of this rule ({set} {release}) sees less than its text. {defect}',
	},
	inert: {
		fr: 'Une autre plateforme peut ne rien signaler : le test publié de cette règle ({set} {release}) ne se déclenche jamais. {defect}',
		en: 'Another platform may say nothing: the published test of this rule ({set} {release}) never fires. {defect}',
	},
	'wrong id': {
		fr: 'Une autre plateforme peut donner un autre numéro : celui du test publié ({set} {release}) n’est pas celui de la règle. {defect}',
		en: 'Another platform may give another id: that of the published test ({set} {release}) is not the rule’s. {defect}',
	},
	error: {
		fr: 'À lire avec réserve : le test publié de cette règle ({set} {release}) s’arrête ici sans conclure. {defect}',
		en: 'Read with care: the published test of this rule ({set} {release}) stops here without a conclusion. {defect}',
	},
}

/** Its rules take the place of European ones, some under the same id. */
const profile = 'extended-ctc-fr'

const entries = new Map(
	(table as readonly DoubtEntry[]).map((entry) => [
		`${entry.set === profile ? profile : ''} ${entry.syntax} ${entry.reading} ${entry.kind === 'error'} ${entry.rule}`,
		entry,
	]),
)

/** Sets of ours that follow the text, or have no published test of these rules; all others are read as published. */
const byText = new Set(['br-fr-ubl', 'br-fr-cii', 'extended-ctc-fr-ubl', 'extended-ctc-fr-cii'])
const without = /^(platform|structure-|recevable-|beyond-|ppf-flux1-)/

/** What is known against the rule of a finding; `stopped`: the rule could not be evaluated. */
export function doubtOn(
	{ rule, ruleSet, stopped }: { readonly rule: string; readonly ruleSet: string; readonly stopped: boolean },
	syntax: Syntax | undefined,
): Doubt | undefined {
	if (syntax === undefined || without.test(ruleSet)) return undefined
	const reading = byText.has(ruleSet) ? 'text' : 'published'
	const read = `${/extended-ctc-fr/i.test(ruleSet) ? profile : ''} ${syntax === 'cii' ? 'cii' : 'ubl'} ${reading} ${stopped}`
	const entry = entries.get(`${read} ${rule}`) ?? entries.get(`${read} ${rule.replace(/_.*/, '_*')}`)
	if (entry === undefined) return undefined
	const { kind, fr, en } = entry
	const named = sets[entry.set]
	const sentence = sentences[kind]
	const message = {
		fr: fill(sentence, { ...named, defect: fr }).fr,
		en: fill(sentence, { ...named, defect: en }).en,
	}
	return { kind, ...named, message: typeset(message) }
}
