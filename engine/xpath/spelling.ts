/**
 * Ways of writing that XPath allows and the parser does not: said in the way that it knows.
 *
 * Only an expression that did not parse is respelled, so none that parses can change its meaning.
 */

/** Literals, braced URIs and comments (which nest), to be told from what stands between them. */
const opaque = /"(?:[^"]|"")*"|'(?:[^']|'')*'|Q\{[^{}]*\}|\(:/g

export function respelled(text: string): string {
	let out = ''
	let from = 0
	opaque.lastIndex = 0
	for (let match = opaque.exec(text); match !== null; match = opaque.exec(text)) {
		out += plain(text.slice(from, match.index))
		if (match[0] === '(:') {
			from = commentEnd(text, match.index)
			if (from < 0) return text
			out += ' '
		} else {
			from = match.index + match[0].length
			out += match[0]
		}
		opaque.lastIndex = from
	}
	return occurrences(out + plain(text.slice(from)))
}

/** `and$a` needs no space before the variable. */
function plain(text: string): string {
	return text.replace(/\$/g, ' $')
}

/** `xs:integer ?` may have a space; `element(a, T?)` allows what a document without a schema never has. */
function occurrences(text: string): string {
	return text.replace(
		/"(?:[^"]|"")*"|'(?:[^']|'')*'|(\s+)\?|(element\s*\([^()"']*,[^()"']*)\?(?=\s*\))/g,
		(all, space, test) => (space !== undefined ? '?' : (test ?? all)),
	)
}

/** -1 where the comment does not end. */
function commentEnd(text: string, start: number): number {
	let depth = 0
	let at = start
	do {
		if (text.startsWith('(:', at)) depth++
		else if (text.startsWith(':)', at)) depth--
		else {
			at++
			continue
		}
		at += 2
	} while (depth > 0 && at < text.length)
	return depth > 0 ? -1 : at
}
