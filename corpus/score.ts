/**
 * How well rejections heal, measured on single-change mutants: each says what was changed in a sound invoice.
 *
 * *Place*: the first place named is the changed element, one made of it (its copy), its parent where it was
 * deleted, or stands inside what was inserted. *One cause*: a single root cause is reported. *Healed*: the first
 * proven mend makes the mutant acceptable. *Restored*: it gives back what the sound invoice held, amounts
 * compared as numbers. *Harm*: a mend that changes an amount without announcing it.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Decimal, Fault, kinds, parseTree } from '#engine'
import { type Mended, mended, type Rules, validate } from '#rules'
import { bare } from './expected.ts'
import { asOf } from './runner.ts'
import { tarFiles } from './tar.ts'

type Change = readonly [op: string, path: string, ...rest: (string | null)[]]

interface Line {
	readonly file: string
	readonly base_file: string
	readonly syntax: string
	readonly set: string
	readonly op: string
	readonly edits: readonly Change[]
}

export interface Scored {
	readonly file: string
	readonly syntax: string
	readonly set: string
	/** What was changed: `settext /path value`. */
	readonly change: string
	readonly operation: string
	readonly rules: readonly string[]
	readonly place: boolean
	readonly named?: string
	readonly causes: number
	/** A mend was proposed. */
	readonly derived: boolean
	readonly healed: boolean
	readonly restored: boolean
	readonly harmed: boolean
}

export interface ScoreOptions {
	readonly rules: Rules
	/** Every so many-th mutant; all unless told. */
	readonly every?: number
	readonly wanted?: (file: string, syntax: string) => boolean
	readonly progress?: (done: number) => void
}

/** The mutants of a corpus folder that one change made unacceptable. */
export function scoreMutants(folder: string, { rules, every = 1, wanted, progress }: ScoreOptions): Scored[] {
	const list = join(folder, 'mutants', 'mutants.jsonl')
	if (!existsSync(list)) throw new Fault('usage', `${list} does not exist.`)
	const read = reader(folder)
	const scored: Scored[] = []
	let seen = 0
	for (const text of readFileSync(list, 'utf8').split('\n')) {
		if (text === '') continue
		const line = JSON.parse(text) as Line
		if (line.edits.length !== 1 || wanted?.(line.file, line.syntax) === false) continue
		if (seen++ % every !== 0) continue
		const one = score(line, read, rules)
		if (one !== undefined) scored.push(one)
		progress?.(seen)
	}
	return scored
}

function score(line: Line, read: (name: string) => Uint8Array, rules: Rules): Scored | undefined {
	const bytes = read(line.file)
	const context = {
		source: line.file,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		asOf,
		rules,
	}
	const judged = validate(bytes, context)
	if (judged.verdict.rejections.length === 0) return undefined
	const done = mended(judged, context)
	const { verdict } = done
	const [change] = line.edits as [Change]
	const [rejection] = verdict.rejections
	const root = verdict.findings[rejection?.rootCause ?? 0]
	const named = rejection?.place?.location.path ?? root?.location.path
	const patch = root?.fix.patch
	return {
		file: line.file,
		syntax: line.syntax.startsWith('cii') ? 'CII' : 'UBL',
		set: line.set,
		operation: change[0],
		change: change.join(' '),
		rules: [
			...new Set(
				verdict.rejections.flatMap(({ findings }) => findings).map((index) => verdict.findings[index]!.rule),
			),
		],
		place: named !== undefined && isPlace(change, named),
		...(named !== undefined && { named }),
		causes: new Set(verdict.rejections.map(({ rootCause }) => rootCause)).size,
		derived: patch !== undefined,
		healed: patch?.heals === true,
		restored: patch !== undefined && restores(done, read(line.base_file)),
		harmed: harms(done),
	}
}

function isPlace(change: Change, named: string): boolean {
	const [op, path, extra] = change
	const at = bare(named)
	const target = bare(path)
	const any = (text: string): string => text.replace(/\[\d+\]$/, '')
	switch (op) {
		case 'delete':
			return at === parentOf(target) || any(at) === any(target)
		case 'setattr':
			return at === target || at === `${target}/@${extra}`
		case 'dup':
			return any(at) === any(target) || any(at.slice(0, lengthOf(at, target))) === any(target)
		case 'insert': {
			const name = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(extra ?? '')?.[1]
			return at.startsWith(`${target}/${name}[`)
		}
		default:
			return at === target
	}
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

/** Length of the part of a path that has as many steps as another. */
function lengthOf(path: string, other: string): number {
	return path.split('/').slice(0, other.split('/').length).join('/').length
}

/** The patched text holds what the sound one does. */
function restores({ text }: Mended, base: Uint8Array): boolean {
	if (text === undefined) return false
	return contentOf(text) === contentOf(new TextDecoder().decode(base))
}

/** Elements, attributes and values, in order; numbers in their plain form. */
function contentOf(text: string): string {
	const { tree, failure } = parseTree(text.replace(/^\uFEFF/, ''))
	if (failure !== undefined) return ''
	let content = ''
	for (let n = 1; n < tree.count; n++) {
		const kind = tree.kind[n]
		if (kind === kinds.element) content += `\n<${tree.names.local(tree.name[n]!)}`
		else if (kind === kinds.attribute)
			content += ` ${tree.names.local(tree.name[n]!)}=${tree.value[n]!.trim()}`
		else if (kind === kinds.text && /\S/.test(tree.value[n]!)) {
			const value = tree.value[n]!.trim()
			content += `>${Decimal.parse(value)?.toString() ?? value}`
		}
	}
	return content
}

/** A patch that touches a number and does not say so. */
function harms({ verdict }: Mended): boolean {
	return verdict.findings.some(({ fix: { patch, alternatives = [] } }) =>
		[...(patch === undefined ? [] : [patch]), ...alternatives].some(
			({ edits, announces }) =>
				announces === undefined &&
				edits.some(({ op, before, value, location }) => {
					const number = Decimal.parse(before ?? '') !== undefined || Decimal.parse(value ?? '') !== undefined
					return op !== 'move' && number && /Amount|Percent|Price|Quantity/.test(location.path)
				}),
		),
	)
}

/** Reads documents and members of archives; the archives read are kept, since lines jump between few of them. */
function reader(folder: string): (name: string) => Uint8Array {
	let archive = ''
	let files = new Map<string, Uint8Array>()
	return (name) => {
		const [path, member] = name.split('#') as [string, string?]
		if (member === undefined) return readFileSync(join(folder, path))
		if (path !== archive) {
			files = new Map(
				[...tarFiles(gunzipSync(readFileSync(join(folder, path))))].map(({ name, bytes }) => [name, bytes]),
			)
			archive = path
		}
		const bytes = files.get(member)
		if (bytes === undefined) throw new Error(`${path} holds no ${member}`)
		return bytes
	}
}

export interface Shares {
	readonly mutants: number
	readonly place: number
	readonly oneCause: number
	readonly derived: number
	/** Of those where a mend was derived. */
	readonly healed: number
	/** Of all. */
	readonly healedOfAll: number
	readonly restored: number
	readonly harmed: number
}

/** Shares between 0 and 1; `harmed` is a number of mutants. */
export function shares(scored: readonly Scored[]): Shares {
	const count = (test: (one: Scored) => boolean): number => scored.filter(test).length
	const share = (test: (one: Scored) => boolean): number =>
		scored.length === 0 ? 0 : count(test) / scored.length
	const derived = count((one) => one.derived)
	return {
		mutants: scored.length,
		place: share((one) => one.place),
		oneCause: share((one) => one.causes === 1),
		derived: share((one) => one.derived),
		healed: derived === 0 ? 0 : count((one) => one.healed) / derived,
		healedOfAll: share((one) => one.healed),
		restored: share((one) => one.restored),
		harmed: count((one) => one.harmed),
	}
}
