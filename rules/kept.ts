/**
 * Texts that outlive the document they stand in.
 *
 * V8 makes what is cut out of a text a view of it, from 13 characters on: one name in a verdict would keep the whole
 * document in memory for as long as the verdict is kept.
 */

/** The shortest text that is a view. */
const shortestView = 13

/** The same text, with memory of its own. */
export function kept(text: string): string {
	// Put behind another one and cut out again: what it is then a view of is hardly longer than itself.
	return text.length < shortestView ? text : ` ${text}`.slice(1)
}
