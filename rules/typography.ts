/**
 * French sentences as they are printed: a space that does not break before ; : ! ? » and %, and after «.
 *
 * Sentences are written with plain spaces, and set when they leave the catalogue or a verdict.
 */
import type { Wording } from './wording.ts'

const looseSpace = / (?=[;:!?»%](?:[\s).,»]|$))|(?<=«) /g

export const setFrench = (text: string): string => text.replace(looseSpace, '\u00a0')

/** Both languages, the French one set; other members, such as a patch, stay. */
export function typeset<W extends Wording>(wording: W): W {
	return { ...wording, fr: setFrench(wording.fr) }
}
