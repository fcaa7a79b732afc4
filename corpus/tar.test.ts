import { expect, test } from 'vitest'
import { tarFiles } from './tar.ts'

const text = new TextEncoder()

/** One member: a header of 512 bytes, then the content in blocks of 512. */
function member(name: string, content: string, kind = '0'): Uint8Array {
	const body = text.encode(content)
	const bytes = new Uint8Array(512 + Math.ceil(body.length / 512) * 512)
	bytes.set(text.encode(name), 0)
	bytes.set(text.encode(body.length.toString(8).padStart(11, '0')), 124)
	bytes.set(text.encode(kind), 156)
	bytes.set(body, 512)
	return bytes
}
const archive = (...members: Uint8Array[]) =>
	Uint8Array.from([...members, new Uint8Array(1024)].flatMap((m) => [...m]))
const read = (bytes: Uint8Array) =>
	[...tarFiles(bytes)].map((f) => [f.name, new TextDecoder().decode(f.bytes)])

const long = `${'folder/'.repeat(20)}a.xml`
const cases: [what: string, bytes: Uint8Array, files: string[][]][] = [
	['nothing', archive(), []],
	[
		'files',
		archive(member('a.xml', '<a/>'), member('./b.xml', 'b'.repeat(600))),
		[
			['a.xml', '<a/>'],
			['b.xml', 'b'.repeat(600)],
		],
	],
	['folders are no files', archive(member('a/', '', '5'), member('a/b', 'x')), [['a/b', 'x']]],
	['GNU long names', archive(member('././@LongLink', `${long}\0`, 'L'), member('cut', 'x')), [[long, 'x']]],
	[
		'pax long names',
		archive(member('p', `${String(long.length + 10)} path=${long}\n`, 'x'), member('cut', 'x')),
		[[long, 'x']],
	],
]
test.each(cases)('%s', (_, bytes, files) => {
	expect(read(bytes)).toEqual(files)
})

test('a damaged archive is refused', () => {
	expect(() => read(member('a', 'x'.repeat(2000)).subarray(0, 1024))).toThrow('damaged')
})
