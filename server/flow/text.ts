/**
 * The verdict on a flow for a person at a terminal: what became of it, then each invoice that was not taken in.
 *
 *   FSO1100A_…: partly integrated (IN_INTEGRE_PARTIEL) · 3 files: 2 integrated, 1 rejected
 */
import type { FileOutcome, FlowDecision, FlowFile, FlowVerdict, Lang, Trouble } from '#rules'
import type { Rendering } from '../reports/index.ts'
import { reports } from '../reports/index.ts'
import { harmless, type Paint } from '../terminal.ts'

const words = {
	fr: {
		integrated: 'intégré',
		'partly-integrated': 'intégré en partie',
		rejected: 'rejeté',
		undecided: 'indéterminé',
		file: ['fichier', 'fichiers'],
		outcomes: {
			integrated: ['intégré', 'intégrés'],
			rejected: ['rejeté', 'rejetés'],
			undecided: ['non jugé', 'non jugés'],
			stopped: ['retenu avec le flux', 'retenus avec le flux'],
			aside: ['laissé de côté', 'laissés de côté'],
		},
		fix: 'À faire : ',
		colon: ' :',
	},
	en: {
		integrated: 'integrated',
		'partly-integrated': 'partly integrated',
		rejected: 'rejected',
		undecided: 'undecided',
		file: ['file', 'files'],
		outcomes: {
			integrated: ['integrated', 'integrated'],
			rejected: ['rejected', 'rejected'],
			undecided: ['undecided', 'undecided'],
			stopped: ['held back with the flow', 'held back with the flow'],
			aside: ['left aside', 'left aside'],
		},
		fix: 'To do: ',
		colon: ':',
	},
} as const

const paints: Readonly<Record<FlowDecision | Trouble['severity'], Paint>> = {
	integrated: 'green',
	'partly-integrated': 'yellow',
	rejected: 'red',
	undecided: 'yellow',
	fatal: 'red',
	warning: 'yellow',
	information: 'cyan',
	unjudged: 'yellow',
}

export function flowText(verdict: FlowVerdict, rendering: Pick<Rendering, 'lang' | 'paint'>): string {
	const { lang, paint } = rendering
	const said = words[lang]
	const decision = paint(said[verdict.verdict], 'bold', paints[verdict.verdict])
	const head = `${paint(harmless(verdict.source), 'bold')}${said.colon} ${decision} (${verdict.status}) · ${counted(verdict, lang)}`
	return [
		head,
		`  ${verdict.message[lang]}`,
		...verdict.troubles.flatMap((trouble) => troubleLines(trouble, rendering)),
		...verdict.files.flatMap((file) => fileLines(file, rendering)),
		'',
	].join('\n')
}

const outcomes: readonly FileOutcome[] = ['integrated', 'rejected', 'undecided', 'stopped', 'aside']

function counted({ counts }: FlowVerdict, lang: Lang): string {
	const said = words[lang]
	const many = (count: number) => (count > 1 ? 1 : 0)
	const parts = outcomes
		.filter((outcome) => counts[outcome] > 0)
		.map((outcome) => `${counts[outcome]} ${said.outcomes[outcome][many(counts[outcome])]}`)
	const files = `${counts.files} ${said.file[many(counts.files)]}`
	return parts.length === 0 ? files : `${files}${said.colon} ${parts.join(', ')}`
}

/** Files that were taken in are counted, not listed. */
function fileLines(
	{ file, outcome, troubles, verdict }: FlowFile,
	rendering: Pick<Rendering, 'lang' | 'paint'>,
): string[] {
	if (outcome === 'integrated' || outcome === 'stopped') return []
	const { lang, paint } = rendering
	const said = words[lang].outcomes[outcome][0]
	const lines = ['', `  ${paint(harmless(file), 'bold')}${words[lang].colon} ${said}`]
	lines.push(...troubles.flatMap((trouble) => troubleLines(trouble, rendering)))
	if (verdict !== undefined && verdict.verdict !== 'accepted' && outcome !== 'aside')
		lines.push(...indented(reports.text.one(verdict, rendering)))
	return lines
}

function troubleLines(
	{ code, severity, message, fix }: Trouble,
	{ lang, paint }: Pick<Rendering, 'lang' | 'paint'>,
): string[] {
	const mark = paint(code ?? '·', 'bold', paints[severity])
	return [`    ${mark} ${harmless(message[lang])}`, `      ${words[lang].fix}${harmless(fix[lang])}`]
}

function indented(text: string): string[] {
	return text
		.trimEnd()
		.split('\n')
		.map((line) => (line === '' ? '' : `    ${line}`))
}
