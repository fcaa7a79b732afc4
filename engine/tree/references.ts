/** What a text or an attribute's value stands for, as it is written: line ends, the five entities, character references. */

export function lineEnds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** Text with references replaced and line ends made one; undefined where a reference is not plain. */
export function decoded(text: string): string | undefined {
	const out = lineEnds(text)
	let at = out.indexOf('&')
	let before = ''
	let done = 0
	for (; at >= 0; at = out.indexOf('&', done)) {
		const end = out.indexOf(';', at)
		const value = end < 0 ? undefined : reference(out.slice(at + 1, end))
		if (value === undefined) return undefined
		before += out.slice(done, at) + value
		done = end + 1
	}
	return done === 0 ? out : before + out.slice(done)
}

/** An attribute's value, white space made spaces; undefined where it is not plain. */
export function attributeValue(raw: string): string | undefined {
	return decoded(raw.replace(/\r\n|[\n\t\r]/g, ' '))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** What a reference stands for; undefined where it is not one of the plain ones. */
function reference(name: string): string | undefined {
	if (!name.startsWith('#')) return Object.hasOwn(entities, name) ? entities[name] : undefined
	const digits = name.startsWith('#x') ? /^#x([0-9a-fA-F]{1,6})$/.exec(name) : /^#([0-9]{1,7})$/.exec(name)
	if (digits === null) return undefined
	const code = Number.parseInt(digits[1]!, name.startsWith('#x') ? 16 : 10)
	const allowed =
		code === 9 ||
		code === 10 ||
		code === 13 ||
		(code >= 32 && code <= 0xd7ff) ||
		(code >= 0xe000 && code <= 0xfffd) ||
		(code >= 0x10000 && code <= 0x10ffff)
	return allowed ? String.fromCodePoint(code) : undefined
}
