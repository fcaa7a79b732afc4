/**
 * A sentence in the two languages that every supplier's message exists in.
 *
 * Sentences with holes are written as functions or with `{name}` marks; `fill` puts the values in, in both
 * languages alike.
 */

export interface Wording {
	readonly fr: string
	readonly en: string
}

export type Lang = keyof Wording

/** What a rule means to the person who must correct the invoice. */
export interface Advice {
	/** What is wrong with this document, in one or two short sentences. */
	readonly message: Wording
	/** Why the rule exists. */
	readonly why: Wording
	/** What the supplier should do. */
	readonly fix: Wording
}

/** Puts values in place of `{name}` marks; a mark without a value stays as it is. */
export function fill(wording: Wording, values: Readonly<Record<string, string>>): Wording {
	const put = (text: string): string =>
		text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark)
	return { fr: put(wording.fr), en: put(wording.en) }
}
