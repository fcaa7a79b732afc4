/**
 * French sentences as they are printed: a space that does not break before ; : ! ? » and %, and after «.
 *
 * Sentences are written with plain spaces, and set when they leave the catalogue or a verdict.
 */
import type { Wording } from './wording.ts'

const looseSpace = / (?=[;:!?»%](?:[\s).,»]|$))|(?<=«) /g

export const setFrench = (text: string): string => text.replace(looseSpace, '\u00a0')

/** Wordings of the catalogue that were set when they were read from it: as many as it has. */
const settled = new WeakSet<Wording>()

/** Both languages, the French one set; other members, such as a patch, stay. */
export function typeset<W extends Wording>(wording: W): W {
	return settled.has(wording) ? wording : { ...wording, fr: setFrench(wording.fr) }
}

/** The same for a wording that is kept and used again. */
export function settle<W extends Wording>(wording: W): W {
	const set = typeset(wording)
	settled.add(set)
	return set
}
