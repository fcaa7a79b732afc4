/**
 * What the scanner does at a byte of UTF-8, as tables: in text, in an attribute's value, in a comment …
 *
 * A byte below `wide` is either passed over or ends the loop; the first byte of a wide character says how many
 * bytes it has. Bytes that cannot stand in XML 1.0 are `wrong`, among them the 0 that ends the scanner's window.
 */

import { standIn } from './narrow.ts'

/** Passed over. */
export const plain = 0
/** Looked at by whoever asked. */
export const stop = 1
/** First byte of a character of two, three, four bytes. */
export const two = 2
export const three = 3
export const four = 4
export const wrong = 5

const base = new Uint8Array(256).fill(plain, 0, 128).fill(wrong, 128)
base.fill(wrong, 0, 32)
for (const space of [9, 10, 13]) base[space] = plain
base.fill(two, 0xc2, 0xe0).fill(three, 0xe0, 0xf0).fill(four, 0xf0, 0xf5)

function stoppingAt(characters: string): Uint8Array {
	const table = base.slice()
	for (const character of characters) table[character.charCodeAt(0)] = stop
	return table
}

export const inText = stoppingAt('<&]\r')
export const inDoubleQuotes = stoppingAt('"<&\t\n\r')
export const inSingleQuotes = stoppingAt("'<&\t\n\r")
export const inComment = stoppingAt('-')
export const inSection = stoppingAt(']')
export const inInstruction = stoppingAt('?')

/** Whether texts may hold the stand-ins of a narrow text (narrow.ts). */
export function allowStandIn(allowed: boolean): void {
	for (const table of [inText, inDoubleQuotes, inSingleQuotes, inComment, inSection, inInstruction])
		table[standIn.charCodeAt(0)] = allowed ? plain : wrong
}

/** Per byte: 1 may start a name, 2 may only continue one, 0 neither. Colons are told apart by whoever reads the name. */
export const nameClass = new Uint8Array(256)
for (let c = 0; c < 128; c++) {
	const character = String.fromCharCode(c)
	if (/[A-Za-z_]/.test(character)) nameClass[c] = 1
	else if (/[-.0-9:]/.test(character)) nameClass[c] = 2
}

export const tab = 9
export const lineFeed = 10
export const carriageReturn = 13
export const space = 32
export const bang = 33
export const doubleQuote = 34
export const singleQuote = 39
export const dash = 45
export const slash = 47
export const lessThan = 60
export const equals = 61
export const greaterThan = 62
export const question = 63
export const openBracket = 91
export const closeBracket = 93

export function isSpace(c: number): boolean {
	return c === space || c === lineFeed || c === tab || c === carriageReturn
}
