/**
 * Rows of the sheets of an XLSX workbook, one after another, without keeping a sheet in memory.
 *
 * An XLSX is a ZIP of XML: shared strings first, then each sheet's rows. The text of a sheet is read in pieces
 * and cut at the ends of its rows.
 */
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from './zip.ts'

export interface SheetRow {
	/** Row of its sheet, from 1. */
	readonly line: number
	readonly cells: readonly string[]
}

export async function* xlsxRows(file: string): AsyncGenerator<SheetRow> {
	const zip = await openPromise(file)
	try {
		const entries = await zip.entries()
		const shared = await sharedStrings(zip, entries)
		const sheets = entries
			.filter(({ name }) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
			.sort((a, b) => numberOf(a.name) - numberOf(b.name))
		for (const sheet of sheets)
			for await (const row of pieces(await zip.read(sheet), '</row>')) {
				const read = readRow(row, shared)
				if (read !== undefined) yield read
			}
	} finally {
		zip.close()
	}
}

const numberOf = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? '0')

async function sharedStrings(zip: ZipFile, entries: readonly Entry[]): Promise<readonly string[]> {
	const entry = entries.find(({ name }) => name === 'xl/sharedStrings.xml')
	if (entry === undefined) return []
	const strings: string[] = []
	for await (const piece of pieces(await zip.read(entry), '</si>'))
		if (piece.includes('<si>') || piece.includes('<si ')) strings.push(textOf(piece))
	return strings
}

/** The stream cut after each `end`; what follows the last one is given too. */
async function* pieces(stream: Readable, end: string): AsyncGenerator<string> {
	let rest = ''
	stream.setEncoding('utf8')
	for await (const chunk of stream) {
		rest += chunk as string
		let at = rest.indexOf(end)
		let from = 0
		while (at >= 0) {
			yield rest.slice(from, at + end.length)
			from = at + end.length
			at = rest.indexOf(end, from)
		}
		rest = rest.slice(from)
	}
	yield rest
}

function readRow(xml: string, shared: readonly string[]): SheetRow | undefined {
	const start = xml.lastIndexOf('<row')
	if (start < 0) return undefined
	const line = Number(/^<row[^>]*\br="(\d+)"/.exec(xml.slice(start))?.[1] ?? '0')
	const cells: string[] = []
	for (const [, attributes, content = ''] of xml.slice(start).matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
		const column = columnOf(/\br="([A-Z]+)\d+"/.exec(attributes!)?.[1]) ?? cells.length
		const type = /\bt="(\w+)"/.exec(attributes!)?.[1]
		const value = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? ''
		while (cells.length < column) cells.push('')
		cells[column] = (
			type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? textOf(content) : unescaped(value)
		).trim()
	}
	return { line, cells }
}

/** A → 0, AA → 26. */
function columnOf(letters: string | undefined): number | undefined {
	if (letters === undefined) return undefined
	return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const textOf = (xml: string): string =>
	[...xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)].map(([, text]) => unescaped(text!)).join('')

const unescaped = (text: string): string =>
	text.replace(/&(lt|gt|amp|quot|apos|#\d+);/g, (mark, name: string) =>
		name.startsWith('#')
			? String.fromCodePoint(Number(name.slice(1)))
			: ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name] ?? mark),
	)
