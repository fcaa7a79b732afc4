/**
 * What a finding is told beyond its message, as sentences: what is known against its rule, its cause, the place to
 * correct, the change, its proof.
 *
 * For the formats of others, which have room for text but no words of their own for a correction.
 */
import type { Lang, Verdict } from '#rules'
import { changeText, label, words } from './words.ts'

export type Kind = 'doubt' | 'cause' | 'place' | 'ask' | 'mend' | 'proof'

export interface Sentence {
	readonly kind: Kind
	/** Plain text of one line; it may repeat what stands in the document. */
	readonly text: string
}

/** In the order in which they are read; none for a finding that nothing is known of. Indexes are those of findings. */
export function remedyOf(
	{ findings, rejections }: Pick<Verdict, 'findings' | 'rejections'>,
	index: number,
	lang: Lang,
): readonly Sentence[] {
	const finding = findings[index]
	if (finding === undefined) return []
	const { place, fix, causedBy, location, doubt } = finding
	const said: Sentence[] = []
	const say = (kind: Kind, text: string): unknown => said.push({ kind, text: oneLine(text) })

	if (doubt !== undefined) say('doubt', `${label('doubt', lang)} ${doubt.message[lang]}`)
	const cause = causedBy === undefined ? undefined : findings[causedBy]
	const root = rejections.some(({ rootCause }) => rootCause === index)
	if (cause !== undefined)
		say('cause', `${label('causedBy', lang)} ${cause.rule} (${cause.location.line}). ${cause.message[lang]}`)
	else if (root) {
		const following = findings.filter((other) => other.causedBy === index).map(({ rule }) => rule)
		const names = [...new Set(following)].join(', ')
		say('cause', `${words[lang].first[0]}.${names === '' ? '' : ` ${label('follows', lang)} ${names}.`}`)
	}
	const { path, line, column } = place?.location ?? location
	const at = path.startsWith('/') ? `${path} (${line}:${column})` : path
	if (place !== undefined) say('place', `${label('place', lang)} ${place.wording[lang]} ${at}`)
	else if (root && at !== '') say('place', `${label('place', lang)} ${at}`)
	if (fix.ask !== undefined) say('ask', `${label('ask', lang)} ${fix.ask[lang]}`)
	else if (root && fix.patch === undefined && fix[lang] !== '')
		say('ask', `${label('fix', lang)} ${fix[lang]}`)
	const patches = [...(fix.patch === undefined ? [] : [fix.patch]), ...(fix.alternatives ?? [])]
	patches.forEach(({ announces, summary, reason, edits, heals }, rank) => {
		const why = [announces?.[lang], summary[lang], reason[lang]].filter((text) => text !== undefined)
		const changes = edits.map((edit) => changeText(edit)).join(' ; ')
		say('mend', `${label(rank === 0 ? 'mend' : 'or', lang)} ${why.join(' ')} ${changes}`)
		say('proof', words[lang][heals ? 'proven' : 'partly'][0])
	})
	return said
}

/** What changes nothing for a reader: line breaks and runs of white space. */
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim()
}
