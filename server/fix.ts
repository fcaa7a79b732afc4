/**
 * `check --fix OUT` and `--fix-dry-run`: the corrected document beside the original, which is never touched.
 *
 * Only proven changes are made. What they touch is said first; amounts, taxes and parties by name.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault } from '#engine'
import { type Corrected, corrected, type Judged, type Lang, type MendContext, type Verdict } from '#rules'
import { unifiedDiff } from './diff.ts'
import { harmless } from './terminal.ts'

const words = {
	fr: {
		none: 'aucune correction ne se déduit du document.',
		heals: 'Après correction, plus rien ne s’oppose à la facture.',
		partly: 'Après correction, d’autres constats demeurent.',
		pdf: 'le PDF est à refaire depuis le logiciel qui l’a produit ; voici la correction de la facture qu’il contient.',
	},
	en: {
		none: 'no correction follows from the document.',
		heals: 'Once corrected, nothing stands against the invoice.',
		partly: 'Once corrected, other findings remain.',
		pdf: 'the PDF has to be made again by the software that made it; this is the correction of the invoice inside.',
	},
} as const

/** Of a document that cannot be read, or is too large to be searched. */
const nothing: Corrected = { text: '', patches: [], heals: false }

export interface FixOptions extends MendContext {
	readonly lang: Lang
}

/** What is done, in plain words, one line each; what touches an amount, a tax or a party first. */
export function announced(
	source: string,
	{ patches, heals }: Corrected,
	carrier: Verdict['carrier'],
	lang: Lang,
): string[] {
	const name = `${harmless(source)}${lang === 'fr' ? ' :' : ':'}`
	if (patches.length === 0) return [`${name} ${words[lang].none}`]
	const careful = patches.flatMap(({ announces }) => (announces === undefined ? [] : [announces[lang]]))
	return [
		...(carrier === 'pdf' ? [`${name} ${words[lang].pdf}`] : []),
		...careful.map((text) => `${name} ${harmless(text)}`),
		...patches.map(({ summary, reason }) => `${name} ${harmless(summary[lang])} ${reason[lang]}`),
		`${name} ${heals ? words[lang].heals : words[lang].partly}`,
	]
}

/** The announcement as comment lines and the diff; the announcement alone where nothing can be done. */
export function dryRun(judged: Judged, options: FixOptions): string {
	const { source, carrier } = judged.verdict
	const done = corrected(judged, options) ?? nothing
	const said = announced(source, done, carrier, options.lang).map((line) => `# ${line}\n`)
	return (
		said.join('') +
		(done.patches.length === 0
			? ''
			: unifiedDiff(judged.text!, done.text, { before: source, after: `${source} (corrected)` }))
	)
}

/** Writes the corrected document to a file that does not exist yet; returns what is to be said. */
export function writeFixed(judged: Judged, file: string, options: FixOptions): string[] {
	const { source, carrier } = judged.verdict
	const done = corrected(judged, options) ?? nothing
	if (done.patches.length > 0) writeNew(file, inUtf8(done.text))
	return announced(source, done, carrier, options.lang)
}

function writeNew(file: string, text: string): void {
	try {
		writeFileSync(file, text, { flag: 'wx' })
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException
		throw new Fault('usage', `${file} cannot be written: ${code ?? message}.`)
	}
}

/** Refuses a target that is there already, the original above all. Throws a Fault `usage`. */
export function checkTarget(file: string, sources: number): void {
	if (sources !== 1) throw new Fault('usage', '--fix corrects one document at a time.')
	if (existsSync(resolve(file))) throw new Fault('usage', `${file} exists already; --fix writes a new file.`)
}

/** The file is written in UTF-8, whatever the original was in. */
function inUtf8(text: string): string {
	return text.replace(/^(<\?xml[^>]*?encoding=)(["'])[^"']*\2/, '$1$2UTF-8$2')
}
