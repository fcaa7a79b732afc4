/**
 * A part of the bench in a process of its own, so that none pays for the memory and the code of another; writes down
 * what it measured.
 *
 *   node part.ts turns TURNS DOCUMENTS WARM MILLISECONDS
 *   node part.ts tiny|invoices DOCUMENTS WARM
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSchematron, type Schematron } from '../../server/library.ts'
import { small, tiny, tinyRule } from './documents.ts'
import { endure } from './endurance.ts'
import { take } from './rounds.ts'

const parts: Readonly<Record<string, (...counts: number[]) => Promise<unknown>>> = {
	turns: (turns, documents, warm, whole) => take(turns!, documents!, warm!, whole!),
	tiny: (documents, warm) => endure(tiny, documents!, { warm: warm!, schematron: tinyRules() }),
	invoices: (documents, warm) => endure(small, documents!, { warm: warm! }),
}

function tinyRules(): readonly Schematron[] {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	try {
		writeFileSync(join(folder, 'tiny.sch'), tinyRule)
		return [loadSchematron(join(folder, 'tiny.sch'))]
	} finally {
		rmSync(folder, { recursive: true })
	}
}

const [name, ...counts] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await parts[name!]!(...counts.map(Number))))
