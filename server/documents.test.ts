import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findDocuments, listedDocuments, walkDocuments } from './documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

for (const name of [
	'in/b.xml',
	'in/a.XML',
	'in/deep/er/c.pdf',
	'in/notes.txt',
	'in/.hidden.xml',
	'in/.git/d.xml',
	'in/[x].xml',
]) {
	mkdirSync(join(folder, name, '..'), { recursive: true })
	writeFileSync(join(folder, name), name)
}
mkdirSync(join(folder, 'empty'))

const at = (...names: string[]) => names.map((name) => (name === '-' ? name : join(folder, name)))

const found: [what: string, paths: string[], names: string[], passedOver: number][] = [
	['a file, whatever its name', ['in/notes.txt'], ['in/notes.txt'], 0],
	['a folder, in order, at any depth', ['in'], ['in/[x].xml', 'in/a.XML', 'in/b.xml', 'in/deep/er/c.pdf'], 1],
	['an empty folder', ['empty'], [], 0],
	['a glob', ['in/*.xml'], ['in/[x].xml', 'in/b.xml'], 0],
	['a deep glob', ['in/**/*.pdf'], ['in/deep/er/c.pdf'], 0],
	['a file whose name looks like a glob', ['in/[x].xml'], ['in/[x].xml'], 0],
	['files in the order given', ['in/b.xml', 'in/a.XML'], ['in/b.xml', 'in/a.XML'], 0],
	['standard input', ['-', 'in/b.xml'], ['-', 'in/b.xml'], 0],
]
test.each(found)('%s', async (_, paths, names, passedOver) => {
	const { sources, ...rest } = await findDocuments(at(...paths))
	expect({ names: sources.map(({ name }) => name), ...rest }).toEqual({ names: at(...names), passedOver })
	expect(await (await walkDocuments(at(...paths))).count()).toBe(names.length)
})

const wrong: [what: string, paths: string[], sentence: RegExp][] = [
	['a missing file', ['none.xml'], /none\.xml does not exist\./],
	['a glob without a match', ['in/*.json'], /No file matches .*in\/\*\.json\./],
	['standard input twice', ['-', '-'], /once only/],
]
test.each(wrong)('%s is refused', async (_, paths, message) => {
	await expect(findDocuments(at(...paths))).rejects.toMatchObject({
		code: 'usage',
		message: expect.stringMatching(message),
	})
})

const lists: [what: string, text: string, names: string[]][] = [
	['a path a line', 'in/b.xml\nin/a.XML\n', ['in/b.xml', 'in/a.XML']],
	['no line end at the end', 'in/b.xml\r\nin/a.XML', ['in/b.xml', 'in/a.XML']],
	['one path', 'in/b.xml', ['in/b.xml']],
	['NUL, as find -print0 gives', 'in/b.xml\0in/two\nlines.xml\0', ['in/b.xml', 'in/two\nlines.xml']],
	['empty lines', '\n\nin/b.xml\n\n', ['in/b.xml']],
	['a folder', 'in/deep\n', ['in/deep/er/c.pdf']],
	['what does not exist', 'none.xml\n', ['none.xml']],
	['nothing', '', []],
]
test.each(lists)('a list with %s', async (_, text, names) => {
	const list = join(folder, 'list')
	const paths = text.replaceAll(/(^|[\n\0])(?=\w+[/.])(?!lines)/g, (start) => start + folder + sep)
	writeFileSync(list, paths)
	const { sources, count } = listedDocuments(list)
	expect((await Array.fromAsync(sources)).map(({ name }) => name)).toEqual(at(...names))
	expect(await count()).toBe(names.length)
})

test('a list that is missing is said to be so', async () => {
	const { sources } = listedDocuments(join(folder, 'no-list'))
	await expect(Array.fromAsync(sources)).rejects.toMatchObject({ code: 'usage' })
})

test('a file that goes away is said to be missing', async () => {
	const gone = join(folder, 'gone.xml')
	writeFileSync(gone, '<a/>')
	const { sources } = await findDocuments([gone])
	rmSync(gone)
	await expect(sources[0]!.read()).rejects.toMatchObject({
		code: 'usage',
		message: `${gone} cannot be read: it does not exist.`,
	})
})

test('names stay as they were given', async () => {
	const { sources } = await findDocuments(['corpus/samples'])
	expect(sources.map(({ name }) => name)).toContain(join('corpus', 'samples', 'ubl-invoice.xml'))
})

test.skipIf(process.getuid?.() === 0)('a file without permission is said to be so', async () => {
	const closed = join(folder, 'closed.xml')
	writeFileSync(closed, '<a/>')
	chmodSync(closed, 0)
	const { sources } = await findDocuments([closed])
	await expect(sources[0]!.read()).rejects.toThrow('permission is denied')
})
