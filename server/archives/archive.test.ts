import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Zippable, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { type ArchiveEntry, readArchive } from './archive.ts'
import type { ArchiveLimits } from './limits.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

const utf8 = (text: string) => new TextEncoder().encode(text)
const a = utf8('<a/>')
const zip = (files: Zippable) => zipSync(files)

/** One file of a tar archive. */
function tarFile(name: string, bytes: Uint8Array, type = '0', size = bytes.length): Uint8Array {
	const header = Buffer.alloc(512)
	header.write(name, 0, 100)
	header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
	header.write(type, 156)
	header.write('ustar\x0000', 257)
	header.write('        ', 148)
	const sum = header.reduce((total, byte) => total + byte, 0)
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
	return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}
const tar = (...files: Uint8Array[]) => Buffer.concat([...files, Buffer.alloc(1024)])
const bigTar = (name: string, size: number) => tar(tarFile(name, new Uint8Array(size)))

const shown = (entry: ArchiveEntry) => {
	if (entry.kind === 'file') return `${entry.name} ${Buffer.from(entry.bytes.subarray(0, 20)).toString()}`
	if (entry.kind === 'passed-over') return `${entry.name} passed over`
	const { id, values } = entry.failure
	return `${entry.name} ${id}${values?.limit === undefined ? '' : ` ${values.limit}`}`
}
async function read(bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<string[]> {
	const entries: string[] = []
	for await (const entry of readArchive(bytes, 'x', limits)) entries.push(shown(entry))
	return entries
}

const long = 'd/'.repeat(60)
const pax = (path: string) => {
	const record = ` path=${path}\n`
	return tarFile('pax', utf8(`${record.length + 3}${record}`), 'x')
}
const cases: [what: string, bytes: Uint8Array, entries: string[], limits?: Partial<ArchiveLimits>][] = [
	['a ZIP', zip({ 'b.xml': utf8('<b/>'), 'd/a.xml': a }), ['x!/b.xml <b/>', 'x!/d/a.xml <a/>']],
	['a ZIP that stores', zip({ 'a.xml': [a, { level: 0 }] }), ['x!/a.xml <a/>']],
	[
		'a tar',
		tar(tarFile('./b.xml', utf8('<b/>')), tarFile('d/a.PDF', a)),
		['x!/b.xml <b/>', 'x!/d/a.PDF <a/>'],
	],
	['a tar.gz', gzipSync(tar(tarFile('a.xml', a))), ['x!/a.xml <a/>']],
	['one file in gzip', gzipSync(a), ['x!/x <a/>']],
	['gzip in two members', Buffer.concat([gzipSync(utf8('<a>')), gzipSync(utf8('</a>'))]), ['x!/x <a></a>']],
	['a name without extension', tar(tarFile('FSO1100A_1', a)), ['x!/FSO1100A_1 <a/>']],
	[
		'folders, notes and hidden files',
		zip({ d: {}, 'a.xml': a, 'n.txt': a, '.x.xml': a, __MACOSX: { 'a.xml': a } }),
		['x!/a.xml <a/>', 'x!/n.txt passed over', 'x!/.x.xml passed over', 'x!/__MACOSX/a.xml passed over'],
	],
	[
		'a GNU long name',
		tar(tarFile('L', utf8(`${long}a.xml\0`), 'L'), tarFile('cut', a)),
		[`x!/${long}a.xml <a/>`],
	],
	[
		'a pax name',
		tar(pax('é.xml'.normalize('NFD')), tarFile('cut', a)),
		[`x!/${'é.xml'.normalize('NFD')} <a/>`],
	],
	['a ZIP in a tar', tar(tarFile('i.zip', zip({ 'a.xml': a }))), ['x!/i.zip!/a.xml <a/>']],
	['a tar.gz in a ZIP', zip({ 'i.tar.gz': gzipSync(tar(tarFile('a.xml', a))) }), ['x!/i.tar.gz!/a.xml <a/>']],
	[
		'three archives in each other',
		zip({ 'i.zip': zip({ 'j.zip': zip({ 'a.xml': a }) }), 'a.xml': a }),
		['x!/i.zip!/j.zip READ-LIMIT archiveNesting', 'x!/a.xml <a/>'],
	],
	['nothing of use', zip({ 'n.txt': a }), ['x!/n.txt passed over', 'x READ-ARCHIVE-EMPTY']],
	['nothing at all', zip({}), ['x READ-ARCHIVE-EMPTY']],
	[
		'a name that climbs',
		zip({ '../a.xml': a, 'b.xml': a }),
		['x!/../a.xml READ-ARCHIVE-NAME', 'x!/b.xml <a/>'],
	],
	[
		'an absolute name',
		tar(tarFile('/etc/a.xml', a), tarFile('b.xml', a)),
		['x!//etc/a.xml READ-ARCHIVE-NAME', 'x!/b.xml <a/>'],
	],
	['a drive', tar(tarFile('C:a.xml', a)), ['x!/C:a.xml READ-ARCHIVE-NAME']],
	['a backslash', zip({ 'd\\..\\a.xml': a }), ['x!/d\\..\\a.xml READ-ARCHIVE-NAME']],
	['a control character', tar(tarFile('a\n.xml', a)), ['x!/a\n.xml READ-ARCHIVE-NAME']],
	[
		'a name twice',
		tar(tarFile('a.xml', a), tarFile('a.xml', utf8('<b/>'))),
		['x!/a.xml <a/>', 'x!/a.xml READ-ARCHIVE-TWICE'],
	],
	['a long name', tar(tarFile('a.xml', a)), ['x!/a.xml READ-LIMIT archiveName'], { archiveName: 4 }],
	['an endless pax header', tar(tarFile('p', new Uint8Array(70_000), 'x')), ['x READ-LIMIT archiveName']],
	[
		'a symbolic link in a tar',
		tar(tarFile('a.xml', new Uint8Array(), '2'), tarFile('b.xml', a)),
		['x!/a.xml READ-ARCHIVE-LINK', 'x!/b.xml <a/>'],
	],
	['a device', tar(tarFile('a.xml', new Uint8Array(), '3')), ['x!/a.xml READ-ARCHIVE-LINK']],
	[
		'a symbolic link in a ZIP',
		zip({ 'a.xml': [a, { os: 3, attrs: 0o120777 << 16 }] }),
		['x!/a.xml READ-ARCHIVE-LINK'],
	],
	[
		'too many entries',
		zip({ 'a.xml': a, 'b.xml': a, 'c.xml': a }),
		['x!/a.xml <a/>', 'x!/b.xml <a/>', 'x READ-LIMIT archiveEntries'],
		{ archiveEntries: 2 },
	],
	[
		'a large entry',
		tar(tarFile('a.xml', utf8('<large/>')), tarFile('b.xml', a)),
		['x!/a.xml READ-LIMIT archiveEntryBytes', 'x!/b.xml <a/>'],
		{ archiveEntryBytes: 4 },
	],
	[
		'a large entry of a ZIP',
		zip({ 'a.xml': utf8('<large/>'), 'b.xml': a }),
		['x!/a.xml READ-LIMIT archiveEntryBytes', 'x!/b.xml <a/>'],
		{ archiveEntryBytes: 4 },
	],
	[
		'too much in all',
		zip({ 'a.xml': a, 'b.xml': a, 'c.xml': a }),
		['x!/a.xml <a/>', 'x!/b.xml READ-LIMIT archiveBytes'],
		{ archiveBytes: 6 },
	],
	['a ZIP bomb', zip({ 'a.xml': new Uint8Array(40_000_000) }), ['x!/a.xml READ-LIMIT archiveRatio']],
	['a GZIP bomb', gzipSync(bigTar('a.xml', 40_000_000)), ['x!/a.xml READ-LIMIT archiveRatio']],
	[
		'a bomb that is passed over',
		gzipSync(bigTar('a.bin', 40_000_000)),
		['x!/a.bin passed over', 'x READ-LIMIT archiveRatio'],
	],
	['a size that lies', tar(tarFile('a.xml', a, '0', 5000)), ['x!/a.xml READ-ARCHIVE']],
	[
		'a size of 8 GB',
		tar(tarFile('a.xml', a, '0', 8 ** 11 - 1)),
		['x!/a.xml READ-LIMIT archiveEntryBytes', 'x READ-ARCHIVE'],
	],
	['a cut tar.gz', gzipSync(tar(tarFile('a.xml', a))).subarray(0, 60), ['x!/a.xml <a/>', 'x READ-ARCHIVE']],
	['a damaged tar.gz', damaged(gzipSync(tar(tarFile('a.xml', a))), 30), ['x READ-ARCHIVE']],
	['a cut tar', tar(tarFile('a.xml', utf8('x'.repeat(2000)))).subarray(0, 1000), ['x!/a.xml READ-ARCHIVE']],
	[
		'a damaged header',
		damaged(tar(tarFile('a.xml', a), tarFile('b.xml', a)), 1030),
		['x!/a.xml <a/>', 'x READ-ARCHIVE'],
	],
	['a cut ZIP', zip({ 'a.xml': a }).subarray(0, 50), ['x READ-ARCHIVE']],
	[
		'a wrong checksum',
		damaged(zip({ 'a.xml': [a, { level: 0 }], 'b.xml': a }), 36),
		['x!/a.xml READ-ARCHIVE', 'x!/b.xml <a/>'],
	],
	['encryption', encrypted(zip({ 'a.xml': a })), ['x!/a.xml READ-ARCHIVE-ENCRYPTED']],
]
test.each(cases)('%s', async (_, bytes, entries, limits) => {
	expect(await read(bytes, limits)).toEqual(entries)
})

function damaged(bytes: Uint8Array, at: number): Uint8Array {
	const copy = Uint8Array.from(bytes)
	copy[at]! ^= 0xff
	return copy
}

/** The first bit of the general purpose flag, in both headers. */
function encrypted(bytes: Uint8Array): Uint8Array {
	const copy = Buffer.from(bytes)
	copy[6]! |= 1
	copy[copy.indexOf('PK\x01\x02', 0, 'latin1') + 8]! |= 1
	return copy
}

test('archives on disk are read where they are, and nothing is written', async () => {
	const files: [string, Uint8Array][] = [
		['a.zip', zip({ 'a.xml': a })],
		['a.tar', tar(tarFile('a.xml', a))],
		['a.tgz', gzipSync(tar(tarFile('a.xml', a)))],
	]
	for (const [name, bytes] of files) {
		writeFileSync(join(folder, name), bytes)
		const entries: string[] = []
		for await (const entry of readArchive(join(folder, name), name)) entries.push(shown(entry))
		expect(entries).toEqual([`${name}!/a.xml <a/>`])
	}
	expect(readdirSync(folder).sort()).toEqual(files.map(([name]) => name).sort())
})

test('whoever has seen enough may stop', async () => {
	for await (const entry of readArchive(gzipSync(bigTar('a.xml', 5_000_000)), 'x')) {
		expect(entry.kind).toBe('file')
		break
	}
})
