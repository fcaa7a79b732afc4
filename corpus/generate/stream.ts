/**
 * Invoices one after the other, each the same for the same seed and place in the row, and where they go:
 * a folder, one archive, or lines of JSON.
 */

import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import fc from 'fast-check'
import { seedOf } from '../fuzz/random.ts'
import { tarEnd, tarEntry } from '../tar.ts'
import { invoices } from './arbitrary.ts'
import type { GenerateOptions } from './choices.ts'
import { ciiText } from './cii.ts'
import { creditTypes, type Invoice } from './invoice.ts'
import { typedText } from './typed.ts'
import { ublText } from './ubl.ts'

export const syntaxes = ['ubl', 'cii', 'json'] as const
export type GeneratedSyntax = (typeof syntaxes)[number]

export interface Generated {
	/** `000042-ubl-credit-note.xml`, from 1. */
	readonly name: string
	readonly syntax: GeneratedSyntax
	readonly invoice: Invoice
	readonly text: string
}

export interface StreamOptions extends GenerateOptions {
	readonly seed: number
	readonly count: number
	/** In turn. */
	readonly syntaxes: readonly GeneratedSyntax[]
}

/** Drawn together; the first invoices of a seed are the same however many are asked for. */
const batch = 100

export function* generated({ seed, count, syntaxes, ...options }: StreamOptions): Generator<Generated> {
	const arbitrary = invoices(options)
	const mark = (seed >>> 0).toString(36).toUpperCase()
	for (let start = 0; start < count; start += batch) {
		const numRuns = Math.min(batch, count - start)
		const drawn = fc.sample(arbitrary, { seed: seedOf(seed, start), numRuns })
		for (const [i, invoice] of drawn.entries()) {
			const place = String(start + i + 1).padStart(6, '0')
			const syntax = syntaxes[(start + i) % syntaxes.length]!
			// No two invoices of a run have the same number, so that none is the duplicate of another.
			const numbered = { ...invoice, number: `F${invoice.issued.slice(0, 4)}-${mark}-${place}` }
			yield {
				name: nameOf(place, syntax, invoice.type),
				syntax,
				invoice: numbered,
				text: textIn(syntax, numbered),
			}
		}
	}
}

function nameOf(place: string, syntax: GeneratedSyntax, type: string): string {
	const kind = creditTypes.includes(type) ? 'credit-note' : 'invoice'
	return `${place}-${syntax}-${kind}.${syntax === 'json' ? 'json' : 'xml'}`
}

export function textIn(syntax: GeneratedSyntax, invoice: Invoice): string {
	if (syntax === 'json') return typedText(invoice)
	let text = ''
	for (const piece of syntax === 'ubl' ? ublText(invoice) : ciiText(invoice)) text += piece
	return text
}

/** Takes files one at a time. */
export interface Sink {
	put(name: string, text: string): Promise<void>
	end(): Promise<void>
}

/**
 * @param target a folder, or a file whose name ends in .tar, .tar.gz, .ndjson or .ndjson.gz; `-` is standard
 *   output, which gets lines `{"name":…,"text":…}`
 */
export function sinkFor(target: string): Sink {
	if (target === '-') return lines(process.stdout, false)
	const kind = /\.(tar|ndjson)(\.gz)?$|\.(t)gz$/.exec(target)
	if (kind === null) return folder(target)
	const file = createWriteStream(target)
	const zipped = kind[2] !== undefined || kind[3] !== undefined
	const out = zipped ? piped(file) : { to: file, done: () => finished(file) }
	return kind[1] === 'ndjson' ? lines(out.to, true, out.done) : archive(out.to, out.done)
}

function piped(file: Writable): { readonly to: Writable; done(): Promise<void> } {
	const gzip = createGzip({ level: 4 })
	gzip.pipe(file)
	return { to: gzip, done: () => finished(file) }
}

function folder(target: string): Sink {
	mkdirSync(target, { recursive: true })
	return { put: (name, text) => writeFile(join(target, name), text), end: async () => {} }
}

function lines(to: Writable, ends: boolean, done?: () => Promise<void>): Sink {
	return {
		put: (name, text) => written(to, `${JSON.stringify({ name, text })}\n`),
		async end() {
			if (ends) to.end()
			await done?.()
		},
	}
}

function archive(to: Writable, done: () => Promise<void>): Sink {
	const encoder = new TextEncoder()
	return {
		put: (name, text) => written(to, tarEntry(name, encoder.encode(text))),
		async end() {
			to.end(tarEnd)
			await done()
		},
	}
}

async function written(to: Writable, piece: string | Uint8Array): Promise<void> {
	if (!to.write(piece)) await once(to, 'drain')
}
