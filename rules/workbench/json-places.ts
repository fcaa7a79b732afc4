/** Where each value of a JSON text starts, by its path of keys: `/conditions/all/0/fact`. */

export interface Place {
	/** From 1. */
	readonly line: number
	/** From 1, in UTF-16 units. */
	readonly column: number
}

/** The text must be JSON. */
export function jsonPlaces(text: string): ReadonlyMap<string, Place> {
	const places = new Map<string, Place>()
	let at = 0
	const blank = (): void => {
		while (/\s/.test(text[at] ?? '')) at++
	}
	const string = (): string => {
		const start = at
		for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++
		at++
		return JSON.parse(text.slice(start, at)) as string
	}
	const items = (close: string, one: (index: number) => void): void => {
		at++
		for (let index = 0; ; index++) {
			blank()
			if (text[at] === close) break
			if (text[at] === ',') at++
			blank()
			one(index)
		}
		at++
	}
	const value = (path: string): void => {
		blank()
		places.set(path, placeAt(text, at))
		if (text[at] === '{')
			items('}', () => {
				const key = string()
				blank()
				at++
				value(`${path}/${key}`)
			})
		else if (text[at] === '[') items(']', (index) => value(`${path}/${index}`))
		else if (text[at] === '"') string()
		else while (at < text.length && !/[\s,\]}]/.test(text[at]!)) at++
	}
	value('')
	return places
}

export function placeAt(text: string, offset: number): Place {
	const before = text.slice(0, offset)
	return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
