/** Elements as they are written out: indented, in pieces, so that a million lines need not be held at once. */

export interface Markup {
	readonly name: string
	readonly attributes?: Readonly<Record<string, string>>
	/** May be made while it is written; then it is written once. */
	readonly content: Iterable<Markup | string>
}

type Part = Markup | string | undefined | false

const isThere = (part: Part): part is Markup | string => part !== undefined && part !== false

export const element = (name: string, ...content: Part[]): Markup => ({
	name,
	content: content.filter(isThere),
})

/** None for a value that is not there. */
export const text = (
	name: string,
	value: string | undefined,
	attributes?: Readonly<Record<string, string>>,
): Markup | undefined =>
	value === undefined ? undefined : { name, content: [value], ...(attributes && { attributes }) }

/** A group of which nothing is there is not there. */
export function group(name: string, ...content: Part[]): Markup | undefined {
	const there = content.filter(isThere)
	return there.length === 0 ? undefined : { name, content: there }
}

/** The document in pieces; a prefix that stands for the namespace without one is left out. */
export function* written(root: Markup, namespaces: Readonly<Record<string, string>>): Generator<string> {
	const declared = Object.entries(namespaces).map(
		([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`,
	)
	yield `<?xml version="1.0" encoding="UTF-8"?>\n<${root.name}${declared.join('')}>\n`
	for (const part of root.content) yield* pieces(part as Markup, '  ', 1)
	yield `</${root.name}>\n`
}

/** Down to `depth` in pieces, deeper ones whole. */
function* pieces(markup: Markup, indent: string, depth: number): Generator<string> {
	if (depth === 0 || Array.isArray(markup.content)) {
		yield whole(markup, indent)
		return
	}
	yield `${indent}<${markup.name}>\n`
	for (const part of markup.content) yield whole(part as Markup, `${indent}  `)
	yield `${indent}</${markup.name}>\n`
}

function whole({ name, attributes, content }: Markup, indent: string): string {
	let tag = `${indent}<${name}`
	for (const key in attributes) tag += ` ${key}="${escaped(attributes[key]!)}"`
	let inner = ''
	for (const part of content) {
		if (typeof part === 'string') return `${tag}>${escaped(part)}</${name}>\n`
		inner += whole(part, `${indent}  `)
	}
	return inner === '' ? `${tag}/>\n` : `${tag}>\n${inner}${indent}</${name}>\n`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (value: string): string =>
	/[&<>"]/.test(value) ? value.replace(/[&<>"]/g, (char) => escapes[char]!) : value
