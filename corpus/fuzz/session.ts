/**
 * Runs of fuzzing: one changed file after the other is judged, and what must never happen is looked for.
 *
 * A crash is anything thrown. Every verdict of `accepted` is asked for again with nothing left from the files
 * before, both ways of reading XML must agree on every file, and so must both ways of checking its structure. Some accepted files are kept, to be judged in
 * a process that has seen no other.
 */
import { checkStructure, decode, parseFailure, parseTree, StructureWitness, Tree } from '#engine'
import { structure, type ValidationContext, type Verdict, validate } from '#rules'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { asOf } from '../runner.ts'
import { type Kind, mutate } from './mutate.ts'
import { Random, seedOf } from './random.ts'
import { seeds } from './seeds.ts'

export interface Trouble {
	readonly run: number
	readonly what: string
	/** Latin-1. */
	readonly file: string
}

export interface Kept {
	readonly run: number
	readonly file: string
	/** The verdict as JSON. */
	readonly verdict: string
}

/** Milliseconds that one file may take; the longest seed takes a hundredth. */
const allowed = 2000
const tables: Readonly<Record<string, Parameters<typeof structure>[0]>> = {
	Invoice: 'ubl-2.1',
	CreditNote: 'ubl-2.1',
	CrossIndustryInvoice: 'cii-d16b',
}
const witness = new StructureWitness((_, local) => {
	const table = tables[local]
	return table && structure(table)
})

/** Most accepted files that are kept. */
const most = 500

export class Session {
	readonly #kind: Kind
	readonly #seed: number
	readonly #into = new Tree()
	readonly verdicts: Record<string, number> = {}
	readonly troubles: Trouble[] = []
	readonly kept: Kept[] = []
	#accepted = 0

	constructor(kind: Kind, seed: number) {
		this.#kind = kind
		this.#seed = seed
	}

	/** The file of a run, Latin-1. */
	file(run: number): string {
		const random = new Random(seedOf(this.#seed, run))
		const files = seeds[this.#kind]
		return mutate(random.of(files), this.#kind, files, random)
	}

	run(run: number): void {
		const file = this.file(run)
		const bytes = new Uint8Array(Buffer.from(file, 'latin1'))
		try {
			const verdict = judge(bytes, this.#into)
			this.verdicts[verdict.verdict] = (this.verdicts[verdict.verdict] ?? 0) + 1
			if (verdict.verdict === 'accepted') this.#again(run, file, bytes, verdict)
			if (this.#kind === 'xml' || this.#kind === 'least') this.#bothWays(run, file, bytes)
		} catch (error) {
			const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
			this.troubles.push({ run, what, file })
		}
	}

	#again(run: number, file: string, bytes: Uint8Array, verdict: Verdict): void {
		const text = JSON.stringify(verdict)
		if (JSON.stringify(judge(bytes, new Tree())) !== text)
			this.troubles.push({ run, what: 'accepted only after the files before it', file })
		// Each accepted file has the same chance to be kept.
		const place = this.kept.length < most ? this.kept.length : new Random(run).below(++this.#accepted + most)
		if (place < most) this.kept[place] = { run, file, verdict: text }
	}

	/** What is refused was read by the strict parser already: the scanner leaves every fault to it. */
	#bothWays(run: number, file: string, bytes: Uint8Array): void {
		const decoded = decode(bytes)
		if (decoded.kind !== 'decoded') return
		const into = this.#into
		const { tree } = parseTree(decoded.text, { into, witness })
		if (tree === undefined) return
		const { sound } = witness
		if (sound !== undefined && checkStructure(sound, tree).findings.length > 0)
			this.troubles.push({ run, what: `found sound against ${sound.id}`, file })
		const fast = shapeOf(tree)
		const strict = strictShape(decoded.text, into)
		if (fast !== strict) this.troubles.push({ run, what: `read as ${fast} and as ${strict}`, file })
	}
}

/** Milliseconds of work of this thread: a machine that sleeps or does other things makes no document slow. */
function worked(): number {
	const { user, system } = process.threadCpuUsage()
	return (user + system) / 1000
}

export function judge(bytes: Uint8Array, into: Tree): Verdict {
	const context: ValidationContext = {
		source: 'fuzz',
		sha256: '',
		asOf,
		rules: { kind: 'chosen', load: ownRuleSet },
		clock: worked,
		limits: { milliseconds: allowed },
		into,
	}
	return validate(bytes, context).verdict
}

function strictShape(text: string, into: Tree): string {
	const { tree, failure } = parseTree(text, { strict: true, into })
	if (failure === undefined) return shapeOf(tree)
	const { id, at } = parseFailure(failure, text)
	return `${id} at ${at?.offset}`
}

/** The document in a few numbers. */
function shapeOf(tree: Tree): string {
	let hash = 0
	const add = (value: number) => {
		hash = (Math.imul(hash, 31) + value) | 0
	}
	for (let n = 0; n < tree.count; n++) {
		add(tree.kind[n]!)
		add(tree.parent[n]!)
		add(tree.name[n]!)
		add(tree.offset[n]!)
		const value = tree.value[n]!
		for (let i = 0; i < value.length; i++) add(value.charCodeAt(i))
	}
	return `${tree.count} nodes ${hash}`
}
