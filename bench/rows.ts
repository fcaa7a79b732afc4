/**
 * What each row of the bench does with its files. A row runs in a process of its own (player.ts): the parser under
 * us grows several times slower once handlers of several shapes were seen, and no row may pay for another.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import { decode, parseTree, Tree } from '#engine'
import { type Platform, type Rules, type ValidationContext, validate } from '#rules'
import type { OwnRuleSetId } from '#schematron'
import { openPlatform } from '../server/platform.ts'
import { loadRuleSet, ownRuleSet } from '../server/rule-sets.ts'
import { sparing } from '../server/sparing.ts'

/** The day whose rules apply: the French ones are in force. */
export const asOf = '2026-10-06'

export const rowNames = [
	'parse',
	'tree',
	'structure',
	'en16931',
	'published',
	'france',
	'platform',
	'all',
	'saxonjs',
] as const
export type RowName = (typeof rowNames)[number]

export interface RowOptions {
	/** Of `published`: a Schematron file. */
	readonly schematron?: string
	/** Of `saxonjs`: a stylesheet export file. */
	readonly sef?: string
	/** Of `platform` and `all`: folders of the stores. */
	readonly directory?: string
	readonly ledger?: string
	/** Rule sets written here that judge alone. */
	readonly own?: readonly OwnRuleSetId[]
}

/** Does one file and gives the number of findings; 0 where the row looks for none. */
export type Row = (file: Input) => number

export class Input {
	readonly path: string
	#bytes: Uint8Array | undefined
	#text: string | undefined

	constructor(path: string) {
		this.path = path
	}

	/** Read again where the memory of a large file was given back. */
	get bytes(): Uint8Array {
		if (!this.#bytes?.length) this.#bytes = readFileSync(this.path)
		return this.#bytes
	}

	/** Decoded when it is first asked for: most rows decode for themselves. */
	get text(): string {
		return (this.#text ??= new TextDecoder().decode(this.bytes))
	}
}

export async function rowOf(name: RowName, options: RowOptions): Promise<Row> {
	const into = new Tree()
	switch (name) {
		case 'parse':
			return ({ text }) => parseAlone(text)
		case 'tree':
			return ({ bytes }) => {
				// As a verdict has it.
				const decoded = decode(bytes, { maxBytes: 1_000_000_000, narrowAbove: 4_000_000 })
				if (decoded.kind === 'read-failure') return 1
				const { text, utf8, units } = decoded
				const options = { into, ...(utf8 && { utf8 }), ...(units && { units }) }
				return parseTree(text, options).failure === undefined ? 0 : 1
			}
		case 'structure':
			return verdicts({ rules: { kind: 'alone', ruleSets: [] }, structure: 'refuse' }, into)
		case 'en16931':
			return verdicts({ rules: { kind: 'chosen', load: ownRuleSet, beyond: 'off' }, structure: 'off' }, into)
		case 'published':
			return verdicts({ rules: publishedRules(options) }, into)
		case 'france':
			return verdicts(
				{
					rules: {
						kind: 'chosen',
						load: ownRuleSet,
						beyond: 'off',
						national: { reading: 'text', alone: true },
					},
					structure: 'off',
				},
				into,
			)
		case 'platform':
			return verdicts({ rules: { kind: 'alone', ruleSets: [] } }, into, platformOf(options))
		case 'all':
			return verdicts(
				{ rules: { kind: 'chosen', load: ownRuleSet, national: { reading: 'text' } } },
				into,
				platformOf(options),
			)
		case 'saxonjs':
			return saxonJs(options.sef!)
	}
}

function publishedRules({ schematron, own = [] }: RowOptions): Rules {
	const ruleSets = own.map((id) => ownRuleSet(id, asOf))
	return {
		kind: 'alone',
		ruleSets: schematron === undefined ? ruleSets : [...ruleSets, loadRuleSet(schematron)],
	}
}

/** Bytes to Verdict, the digest included. */
function verdicts(
	context: Pick<ValidationContext, 'rules'> & Partial<Pick<ValidationContext, 'structure'>>,
	into: Tree,
	platform?: (input: Input) => Platform,
): Row {
	return (input) => {
		const { bytes, path } = input
		const judge = () =>
			validate(bytes, {
				source: path,
				sha256: hash('sha256', bytes),
				asOf,
				limits: { findings: 1_000_000, bytes: 1_000_000_000, milliseconds: 600_000 },
				into,
				// As the command line has it; a small file is judged again and again from the same bytes.
				consume: bytes.length > large,
				...(platform && { platform: platform(input) }),
				...context,
			})
		return sparing(bytes.length, judge).verdict.findings.length
	}
}

/** Bytes above which a file is read anew for each verdict. */
const large = 20_000_000

function platformOf({ directory, ledger }: RowOptions): (input: Input) => Platform {
	const open = openPlatform({ ...(directory && { directory }), ...(ledger && { ledger }) })
	return ({ path, bytes }) => open({ fileName: path, bytes: bytes.length, channel: 'API' })
}

/** The parser as the tree uses it, with handlers that keep nothing. */
function parseAlone(text: string): number {
	let seen = 0
	const parser = new SaxesParser({ xmlns: true, position: true })
	parser.on('opentag', (tag) => void (seen += tag.local.length))
	parser.on('closetag', () => void seen++)
	parser.on('text', (piece) => void (seen += piece.length))
	parser.write(text).close()
	if (seen === 0) throw new Error('nothing was parsed')
	return 0
}

interface SaxonJs {
	transform(options: object): { readonly principalResult: SvrlNode }
}
interface SvrlNode {
	readonly localName?: string
	/** Absent from texts and comments. */
	readonly childNodes?: ArrayLike<SvrlNode> | null
}

async function saxonJs(sef: string): Promise<Row> {
	const { default: saxon } = (await import('saxon-js' as string)) as { default: SaxonJs }
	const stylesheetInternal: unknown = JSON.parse(readFileSync(sef, 'utf8'))
	return ({ text }) => {
		const options = { stylesheetInternal, sourceText: text, destination: 'document' }
		return findingsIn(saxon.transform(options).principalResult)
	}
}

function findingsIn({ localName, childNodes }: SvrlNode): number {
	let count = localName === 'failed-assert' || localName === 'successful-report' ? 1 : 0
	for (let i = 0; i < (childNodes?.length ?? 0); i++) count += findingsIn(childNodes![i]!)
	return count
}
