/**
 * Old verdicts, read from folders: what can be told of a change of rules where the invoices are not at hand.
 *
 * Nothing that an invoice says is shown: documents are called by their digest, senders by a number in the order of
 * their first verdict.
 */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Fault } from '#engine'
import type { Verdict } from '#rules'
import { readNamed } from '../bundle/files.ts'
import { readVerdicts } from '../bundle/replay.ts'

/** Every verdict of a file or folder: `.json` holds one or a list, `.ndjson` and `.jsonl` one a line. */
export async function* verdictsIn(place: string): AsyncGenerator<Verdict> {
	const found = await stat(place).catch(() => undefined)
	if (found === undefined) throw new Fault('usage', `${place} does not exist.`)
	const files = found.isDirectory() ? await filesIn(place) : [place]
	for (const file of files)
		if (/\.(?:ndjson|jsonl)$/i.test(file)) yield* lines(file)
		else yield* readVerdicts(readNamed(file).toString('utf8'))
}

async function filesIn(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder, { recursive: true })
	return names
		.filter((name) => /\.(?:json|ndjson|jsonl)$/i.test(name))
		.sort()
		.map((name) => join(folder, name))
}

/** A log of verdicts may be larger than memory. */
async function* lines(file: string): AsyncGenerator<Verdict> {
	const input = createReadStream(file)
	for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
		if (line.trim() !== '') yield* readVerdicts(line)
}

/** A document without its name, which may tell of the invoice. */
export function hiddenName({ document }: Verdict): string {
	return document.sha256 === '' ? '?' : document.sha256.slice(0, 12)
}

/** Senders by number, so that shares can be told without names. */
export function numbering(word: string): (sender: string | undefined) => string {
	const numbers = new Map<string, number>()
	return (sender) => {
		if (sender === undefined) return '?'
		const number = numbers.get(sender) ?? numbers.size + 1
		numbers.set(sender, number)
		return `${word} ${number}`
	}
}
