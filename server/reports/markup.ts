/** Text put into XML or HTML: marks written as entities, and nothing that XML forbids or that steers the eye. */
import { harmless } from '../terminal.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** One line of text, fit for content and for quoted attributes. */
export function escaped(text: string): string {
	return harmless(text)
		.replace(/[\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
		.replace(/[&<>"]/g, (mark) => entities[mark]!)
}
