import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asciiBytes, holdsNonCharacter, narrowed, standIn, widened } from './narrow.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
/** Enough ASCII for a narrow text to pay. */
const room = '-'.repeat(200)

test.each([
	['ASCII', 'abc', 'abc'],
	['Latin-1', 'é', standIn],
	['beyond Latin-1', 'a’b€', `a${standIn}b${standIn}`],
	['a pair of surrogates', '𝄞', standIn + standIn],
	['a byte order mark', '\ufeffa', `${standIn}a`],
])('%s', (_, text, expected) => {
	const { text: narrow, units } = narrowed(utf8(text + room))!
	expect(narrow).toBe(expected + room)
	expect(widened(narrow, units)).toBe(text + room)
})

test.each<[string, Uint8Array]>([
	['a stand-in of its own', utf8(`${standIn}${room}`)],
	['too much that is not ASCII', utf8('é'.repeat(200))],
	...(
		[
			['a lone continuation', [0x80]],
			['a lead without the rest', [0xc3]],
			['an overlong form of two bytes', [0xc0, 0xaf]],
			['an overlong form of three bytes', [0xe0, 0x9f, 0xbf]],
			['a surrogate', [0xed, 0xa0, 0x80]],
			['an overlong form of four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
			['a code point above 10FFFF', [0xf4, 0x90, 0x80, 0x80]],
			['a byte that begins nothing', [0xff]],
		] as const
	).map(([name, bytes]): [string, Uint8Array] => [name, new Uint8Array([...utf8(room), ...bytes])]),
])('%s is left to the usual decoder', (_, bytes) => {
	expect(narrowed(bytes)).toBeUndefined()
})

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes(standIn))

test('what is cut out is made whole, wherever it is cut', () => {
	fc.assert(
		fc.property(text, fc.nat(300), fc.nat(300), (one, a, b) => {
			const whole = room + one + room
			const { text: narrow, units } = narrowed(utf8(whole))!
			const [from, to] = [Math.min(a, b), Math.max(a, b)]
			expect(narrow).toHaveLength(whole.length)
			expect(widened(narrow.slice(from, to), units, from)).toBe(whole.slice(from, to))
		}),
	)
})

test('whatever stands around it, and wherever its bytes begin', () => {
	const pieces = fc.array(
		fc.oneof(
			text,
			fc.nat(80).map((n) => 'x'.repeat(n)),
		),
		{ maxLength: 8 },
	)
	fc.assert(
		fc.property(pieces, fc.nat(7), (some, offset) => {
			const all = some.join('') + room.repeat(4)
			const bytes = new Uint8Array([...new Uint8Array(offset), ...utf8(all)]).subarray(offset)
			const { text: narrow, units } = narrowed(bytes)!
			expect(widened(narrow, units)).toBe(all)
		}),
	)
})

test('bytes that are no UTF-8 are never narrowed, and others as the decoder reads them', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 12 }), (some) => {
			const bytes = new Uint8Array([...utf8(room), ...some])
			const narrow = narrowed(bytes)
			let decoded: string | undefined
			try {
				decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
			} catch {}
			if (decoded?.includes(standIn)) decoded = undefined
			expect(narrow && widened(narrow.text, narrow.units)).toBe(decoded)
		}),
	)
})

test('the characters of the text narrowed last are at hand, and no others', () => {
	const first = narrowed(utf8(`é|’${room}`))!
	const bytes = asciiBytes(first.units)!
	expect(new TextDecoder().decode(bytes.subarray(0, first.text.length))).toBe(first.text)
	expect(bytes[first.text.length]).toBe(0)
	const second = narrowed(utf8(`à${room}`))!
	expect([asciiBytes(first.units), asciiBytes(second.units)?.[second.text.length]]).toEqual([undefined, 0])
	narrowed(utf8(`é\x1a`))
	expect(asciiBytes(second.units)?.[0]).toBe(standIn.charCodeAt(0))
})

test('U+FFFE and U+FFFF are told', () => {
	const holds = (one: string) => holdsNonCharacter(narrowed(utf8(one + room))!.units)
	expect([holds('é'), holds('\ufffe'), holds('\uffff')]).toEqual([false, true, true])
})
