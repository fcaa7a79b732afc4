/**
 * What a terminal may be sent: colours where they are wanted, and text that cannot steer it.
 *
 * Names, values and source lines come from outside; control and direction-changing characters in them are
 * shown as marks instead of being obeyed.
 */

export type Paint = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan'

const codes: Readonly<Record<Paint, readonly [number, number]>> = {
	bold: [1, 22],
	dim: [2, 22],
	red: [31, 39],
	yellow: [33, 39],
	green: [32, 39],
	cyan: [36, 39],
}

export type Painter = (text: string, ...paints: readonly Paint[]) => string

export const plain: Painter = (text) => text

export const coloured: Painter = (text, ...paints) =>
	paints.reduce((inner, paint) => `\u001b[${codes[paint][0]}m${inner}\u001b[${codes[paint][1]}m`, text)

/** Colours on a terminal unless NO_COLOR (any value but the empty one) or TERM=dumb says no. */
export function painterFor(
	stream: { readonly isTTY?: boolean },
	environment: Readonly<Record<string, string | undefined>>,
): Painter {
	const refused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb'
	return stream.isTTY === true && !refused ? coloured : plain
}

/** One line that a terminal shows as written: controls, line breaks and bidirectional marks become `·`, tabs a space. */
export function harmless(text: string): string {
	return text
		.replace(/\t/g, ' ')
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '·')
}
