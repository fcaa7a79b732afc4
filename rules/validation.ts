/**
 * The whole way of one document: bytes, container, text, Tree, syntax, rule sets, findings, Verdict.
 *
 * Pure: the digest of the bytes, the date and the compiled rule sets are given, since hashing, clocks and
 * files stand at the edges. What goes wrong with the document becomes a verdict; a Fault passes through.
 */
import {
	type Decoded,
	decode,
	documentLimits,
	type Finding,
	kindBySignature,
	type Limits,
	type ParseFailure,
	parseFailure,
	parseTree,
	type ReadFailure,
	type RuleSet,
	type StructureWitness,
	type Tree,
	widened,
} from '#engine'
import type { OwnRuleSetId } from '#schematron'
import { checkAttached } from './attached/attached.ts'
import { formatOf, specificationOf } from './carrier/format.ts'
import { claimOf, openPdf, type PdfInvoice, pdfRemark, profileFault, summaryOf } from './carrier/pdf.ts'
import { namedOnce } from './checked-with.ts'
import {
	type Choice,
	type Chosen,
	type ChosenSet,
	type National,
	nationalSets,
	noNational,
} from './choice.ts'
import { isExplained, type Measuring } from './explained.ts'
import { judge } from './judge.ts'
import { measuring } from './measure.ts'
import { optionsOf } from './options.ts'
import { type CheckedOriginal, checkOriginal, type Original } from './original.ts'
import { checkPlatform } from './platform/check.ts'
import type { Surroundings } from './platform/facts.ts'
import type { PlatformRules } from './platform/load.ts'
import type { Unreadable } from './reading.ts'
import { type Remark, remarkOn } from './remark.ts'
import { type Schema, schemaRemarks } from './schema.ts'
import { structureWitness } from './structure/invoice.ts'
import { type CheckedStructure, checkedStructure, type StructureMode } from './structure/remarks.ts'
import { type Recognition, recognise, type Syntax } from './syntax.ts'
import { looksTyped } from './typed/looks.ts'
import { readySchema } from './typed/schema.ts'
import { openTyped, pointed } from './typed/typed.ts'
import type { Carrier, CheckedWith, PdfSummary, Recognised, Verdict } from './verdict.ts'

/** A compiled rule set, and what a verdict says of it: name, version and digest, its own and its code lists'. */
export interface LoadedRuleSet {
	readonly ruleSet: RuleSet
	readonly checkedWith: readonly CheckedWith[]
}

/** What the rules beyond the published ones do: they warn unless told. */
export type Beyond = 'off' | 'warn' | 'refuse'

/** Which rule sets judge. */
export type Rules =
	/** Those that the document's syntax and profile call for, by id. */
	| {
			readonly kind: 'chosen'
			readonly load: (id: OwnRuleSetId, asOf: string) => LoadedRuleSet
			readonly beyond?: Beyond
			/** National rule sets, where the document calls for them; none unless given. */
			readonly national?: National
			/** Which national sets a document calls for; as choices.json says unless given. */
			readonly choices?: readonly Choice[]
			/** The bundle that all of them are from, as verdicts name it. */
			readonly bundle?: CheckedWith
	  }
	/** These alone, whatever the document is. */
	| { readonly kind: 'alone'; readonly ruleSets: readonly LoadedRuleSet[] }

export interface ValidationContext {
	/** Path or name shown in the verdict. */
	readonly source: string
	/** SHA-256 of the bytes, lower-case hexadecimal. */
	readonly sha256: string
	/** The date whose rules apply, year-month-day. */
	readonly asOf: string
	readonly rules: Rules
	/** What a fault of structure does: it refuses, unless rule sets judge alone; then none is looked for. */
	readonly structure?: StructureMode
	/** A schema that the user brings. */
	readonly schema?: Schema
	/** The readable original that came with it. */
	readonly original?: Original
	/** The platform's own rules and what they ask; not checked unless given. */
	readonly platform?: Platform
	readonly failOn?: 'fatal' | 'warning'
	/** Bounds that differ from the usual ones. */
	readonly limits?: Partial<Limits>
	/** SHA-256 of a file that was taken out of the one received. */
	readonly digest?: (bytes: Uint8Array) => string
	/** The bytes are not needed afterwards: their memory is given back as soon as they are decoded. */
	readonly consume?: boolean
	/** Milliseconds from any start; without it, no document is too slow. */
	readonly clock?: () => number
	/** A tree to fill again, whose former document is no longer needed. */
	readonly into?: Tree
	/** Called for each rule that fires, by its index in the rule set's program, in no particular order. */
	readonly onFired?: (ruleSet: RuleSet, rule: number) => void
}

/** What the platform's own rules need beside the document. */
export interface Platform extends Omit<Surroundings, 'asOf' | 'sha256'> {
	readonly rules: PlatformRules
	/** How a verdict names the rules: id, version, digest of their files. */
	readonly checkedWith: CheckedWith
}

export interface Judged {
	readonly verdict: Verdict
	/** The decoded document; absent where the bytes could not be decoded. Of a large one it is made when it is asked for. */
	readonly text?: string
}

const ruleSetsOf: Readonly<Record<Syntax, readonly OwnRuleSetId[]>> = {
	'ubl-invoice': ['en16931-ubl'],
	'ubl-credit-note': ['en16931-ubl'],
	cii: ['en16931-cii'],
}

const beyondOf: Readonly<Record<Syntax, OwnRuleSetId>> = {
	'ubl-invoice': 'beyond-ubl',
	'ubl-credit-note': 'beyond-ubl',
	cii: 'beyond-cii',
}

/** A rule set in a run; one beyond the published ones decides nothing unless it refuses. */
interface Judging extends LoadedRuleSet {
	readonly beyond?: Beyond
	/** What a finding weighs on the day judged, where that is not what the rule text says. */
	readonly severityOf?: ChosenSet['severityOf']
}

export function validate(bytes: Uint8Array, context: ValidationContext): Judged {
	const limits = { ...documentLimits, ...context.limits }
	const { bytes: maxBytes, milliseconds } = limits
	const { clock } = context
	const all = {
		bytes,
		size: bytes.length,
		context,
		...(clock && {
			deadline: new Deadline(clock, milliseconds * (1 + Math.floor(bytes.length / 10_000_000))),
		}),
		...(context.original && { original: checkOriginal(context.original, limits) }),
	}
	if (bytes.length <= maxBytes && looksTyped(bytes)) return validateTyped({ ...all, carrier: 'json' })
	if (kindBySignature(bytes) !== 'pdf' || bytes.length > maxBytes)
		return validateXml(decodeBody(bytes, maxBytes, context), { ...all, carrier: 'xml' })
	const opened = openPdf(bytes, context.limits)
	const received: Received = { ...all, carrier: 'pdf' }
	if ('id' in opened) return { verdict: unreadable(received, opened) }
	const pdf = summaryOf(opened, context.digest)
	return validateXml(decode(opened.bytes, { maxBytes }), { ...received, opened, pdf })
}

/** Bytes above which memory counts for more than time. */
const largeDocument = 4_000_000

/** The text; the memory of many bytes is given back where nobody needs them any more. */
function decodeBody(
	bytes: Uint8Array,
	maxBytes: number,
	{ consume }: ValidationContext,
): Decoded | ReadFailure {
	const decoded = decode(bytes, { maxBytes, narrowAbove: largeDocument })
	const { buffer } = bytes
	const whole = bytes.length === buffer.byteLength && buffer instanceof ArrayBuffer
	if (consume !== true || !whole || decoded.kind !== 'decoded' || bytes.length <= largeDocument)
		return decoded
	buffer.transfer(0)
	const { utf8: _gone, ...kept } = decoded
	return kept
}

/** A typed-in invoice is judged as the UBL document that it stands for; findings point at what was typed. */
function validateTyped(received: Received): Judged {
	received.deadline?.apart(readySchema)
	const typed = openTyped(received.bytes, received.context.limits?.findings ?? documentLimits.findings)
	if ('unreadable' in typed) return { verdict: unreadable(received, typed.unreadable, typed.remarks) }
	const text = typed.written.xml
	const read = readTree(text, received)
	if ('id' in read) return { verdict: unreadable(received, read), text: typed.json }
	const verdict = judgeTree(read, 'utf-8', received, typed.remarks)
	return { verdict: pointed(verdict, typed, read.recognition.syntax), text: typed.json }
}

/** The verdict on a file whose bytes could not even be had, such as one that an archive holds back. */
export function refuse(failure: Unreadable, context: ValidationContext): Verdict {
	return unreadable({ bytes: new Uint8Array(), size: 0, context, carrier: 'xml' }, failure)
}

/** What arrived, and the container that the invoice was taken from. */
interface Received {
	readonly bytes: Uint8Array
	/** Of the bytes as received. */
	readonly size: number
	readonly context: ValidationContext
	readonly carrier: Carrier
	readonly opened?: PdfInvoice
	readonly pdf?: PdfSummary
	readonly original?: CheckedOriginal
	readonly deadline?: Deadline
}

function validateXml(decoded: Decoded | ReadFailure, received: Received): Judged {
	if (decoded.kind === 'read-failure') return { verdict: unreadable(received, decoded) }
	const { text, encoding, units } = decoded
	const read = readTree(text, received, decoded)
	const verdict = 'id' in read ? unreadable(received, read) : judgeTree(read, encoding, received)
	if (units === undefined) return { verdict, text }
	return {
		verdict,
		get text() {
			return widened(text, units)
		},
	}
}

interface Read {
	readonly tree: Tree
	readonly recognition: Recognition
	/** Listened while the tree was built, where the structure is wanted. */
	readonly witness?: StructureWitness
}

/** One document is read at a time. */
const listener = structureWitness()

/** The tree of the invoice alone: an envelope around it is left out. */
function readTree(
	text: string,
	{ context, deadline }: Received,
	{ units, utf8 }: Pick<Decoded, 'units' | 'utf8'> = {},
): Read | Unreadable {
	const { limits, into } = context
	const listening = structureModeOf(context) === 'off' ? {} : { witness: listener }
	const options = {
		...(limits && { limits }),
		...(into && { into }),
		...(units && { units }),
		...(utf8 && { utf8 }),
		...listening,
		...(deadline && { stop: () => deadline.passed() }),
	}
	const failed = (failure: ParseFailure): Unreadable =>
		failure.reason === 'stopped' ? deadline!.failure() : parseFailure(failure, text)
	const outer = parseTree(text, options)
	if (outer.failure !== undefined) return failed(outer.failure)
	const recognition = recognise(outer.tree)
	if (recognition.envelope === undefined || recognition.syntax === undefined)
		return { tree: outer.tree, recognition, ...listening }
	const inner = parseTree(text, { ...options, inner: recognition.root })
	if (inner.failure !== undefined) return failed(inner.failure)
	const within = { ...recognise(inner.tree), envelope: recognition.envelope }
	return { tree: inner.tree, recognition: within, ...listening }
}

function judgeTree(read: Read, encoding: string, received: Received, said: readonly Remark[] = []): Verdict {
	const { tree, recognition } = read
	const { context, carrier, opened } = received
	const { syntax, profile, envelope } = recognition
	const specification = profile === undefined ? undefined : specificationOf(profile)
	const faults = opened === undefined ? [] : [...opened.faults]
	const disagreement = opened && profileFault(opened.metadata, specification)
	if (disagreement !== undefined) faults.push(disagreement)
	const remarks: Remark[] = [...said, ...(received.original?.remarks ?? []), ...faults.map(pdfRemark)]
	if (syntax !== undefined && context.rules.kind === 'chosen') remarks.push(...checkAttached(tree, syntax))
	if (envelope !== undefined && syntax !== undefined)
		remarks.push(remarkOn('READ-ENVELOPE', recognition, { envelope }))

	const { rules } = context
	const national = nationalOf(tree, recognition, context)
	const structure = national.extract ? undefined : structureOf(read, received)
	remarks.push(...(structure?.remarks ?? []))
	const { schema } = context
	if (schema !== undefined) remarks.push(...schemaRemarks(schema, tree))
	const load = () => rulesFor(rules, syntax, context.asOf, national)
	const loaded = received.deadline?.apart(load) ?? load()
	const { asOf, limits, onFired } = context
	const asked = {
		asOf,
		limits,
		onFired,
		said: (set: string, rule: string) => !isExplained(set, rule, syntax),
	}
	const { findings, fired, late } = run(tree, loaded, asked, received.deadline)
	if (late !== undefined) return unreadable(received, late, remarks)
	const { platform, sha256 } = context
	if (platform !== undefined)
		remarks.push(...checkPlatform(tree, recognition, platform.rules, { ...platform, asOf, sha256, carrier }))
	const claim = opened && claimOf(opened)
	const format = formatOf(recognition, carrier, claim, disagreement === undefined ? 0 : 1)
	const recognised: Recognised = {
		...(format !== undefined && { format }),
		...(structure?.release && { release: structure.release }),
		encoding,
		...(envelope !== undefined && { envelope }),
	}
	let measure: Measuring | undefined
	return judge({
		...common(received),
		recognition,
		recognised,
		findings,
		remarks,
		fired,
		judgedNode: recognition.node,
		checkedWith: namedOnce(
			...loaded.map(({ checkedWith }) => checkedWith),
			structure?.checkedWith ?? none,
			schema === undefined ? none : [schema.checkedWith],
			platform === undefined ? none : askedOf(platform),
		),
		rulesAlone: rules.kind === 'alone',
		measure: (finding) => (measure ??= measuring(tree, recognition))(finding),
	})
}

/** What the structure check says, where it is wanted and the document is an invoice. */
function structureOf(
	{ tree, recognition, witness }: Read,
	{ context, carrier }: Received,
): CheckedStructure | undefined {
	const mode = structureModeOf(context)
	const { syntax } = recognition
	if (mode === 'off' || syntax === undefined) return undefined
	const limit = (context.limits?.findings ?? documentLimits.findings) + 1
	return checkedStructure(tree, recognition, syntax, { mode, carrier, limit, ...(witness && { witness }) })
}

function structureModeOf({ rules, structure }: ValidationContext): StructureMode {
	return structure ?? (rules.kind === 'alone' ? 'off' : 'refuse')
}

/** The platform's rules and the directory's snapshot, as a verdict names them: the same list each time. */
function askedOf({ checkedWith, directory }: Platform): readonly CheckedWith[] {
	const snapshot = directory?.snapshot
	const known = askedBefore.get(snapshot ?? checkedWith)
	if (known?.[0] === checkedWith) return known
	const list = [checkedWith]
	if (snapshot !== undefined) list.push({ id: 'directory', version: snapshot.date, sha256: snapshot.sha256 })
	askedBefore.set(snapshot ?? checkedWith, list)
	return list
}

/** By snapshot, or by rules where there is none. */
const askedBefore = new WeakMap<object, readonly CheckedWith[]>()

const none: readonly CheckedWith[] = []

/** The national rule sets that the document calls for, given how it came. */
function nationalOf(
	tree: Tree,
	recognition: Recognition,
	{ rules, asOf, platform }: Pick<ValidationContext, 'rules' | 'asOf' | 'platform'>,
): Chosen {
	if (rules.kind === 'alone' || rules.national === undefined) return noNational
	const given = { ...platform?.transport, ...rules.national }
	return nationalSets(tree, recognition, asOf, given, rules.choices)
}

/** The rule sets that judge a document, national ones among them. */
export function judgingOn(
	tree: Tree,
	recognition: Recognition,
	context: Pick<ValidationContext, 'rules' | 'asOf' | 'platform'>,
): readonly Judging[] {
	const national = nationalOf(tree, recognition, context)
	return rulesFor(context.rules, recognition.syntax, context.asOf, national)
}

/** The rule sets that judge a document of that syntax. */
export function rulesFor(
	rules: Rules,
	syntax: Syntax | undefined,
	asOf: string,
	national: Chosen = noNational,
): readonly Judging[] {
	if (rules.kind === 'alone') return rules.ruleSets
	if (syntax === undefined) return []
	const { load, beyond = 'warn' } = rules
	const loadNational = ({ id, severityOf }: ChosenSet): Judging => ({ ...load(id, asOf), severityOf })
	if (rules.national?.alone === true) return national.sets.map(loadNational)
	const european = national.instead ? [] : ruleSetsOf[syntax]
	const chosen = [...european.map((id) => load(id, asOf)), ...national.sets.map(loadNational)]
	if (national.extract) return chosen
	return beyond === 'off' ? chosen : [...chosen, { ...load(beyondOf[syntax], asOf), beyond }]
}

interface Running {
	readonly asOf: string
	readonly limits?: Partial<Limits> | undefined
	readonly onFired?: ValidationContext['onFired'] | undefined
	/** Whether the message is wanted that a rule's own text gives, by rule set and rule; of all unless given. */
	readonly said?: (ruleSet: string, rule: string) => boolean
}

/** All rule sets run on a tree. */
export function run(
	tree: Tree,
	loaded: readonly Judging[],
	{ asOf, onFired, limits, said }: Running,
	deadline?: Deadline,
): { readonly findings: readonly Finding[]; readonly fired: number; readonly late?: Unreadable } {
	const findings: Finding[] = []
	let fired = 0
	for (const { ruleSet, beyond, severityOf } of loaded) {
		const result = ruleSet.run(tree, {
			now: `${asOf}T00:00:00Z`,
			limit: (limits?.findings ?? documentLimits.findings) + 1,
			...(onFired && { onFired: (rule) => onFired(ruleSet, rule) }),
			...(deadline && { stop: () => deadline.passed() }),
			...(said && { said: (rule) => said(ruleSet.id, rule) }),
		})
		if (result.stopped) return { findings, fired, late: deadline!.failure() }
		for (const finding of result.findings) {
			const severity =
				beyond === 'refuse' ? 'fatal' : (severityOf?.(finding.rule, finding.severity) ?? finding.severity)
			findings.push(severity === finding.severity ? finding : { ...finding, severity })
		}
		// An invoice is not judged by rules that every element meets.
		if (beyond === undefined) fired += result.fired
	}
	return { findings, fired }
}

/** When judging has to end. */
class Deadline {
	readonly #clock: () => number
	#start: number
	readonly #allowed: number

	constructor(clock: () => number, allowed: number) {
		this.#clock = clock
		this.#start = clock()
		this.#allowed = allowed
	}

	passed(): boolean {
		return this.#clock() - this.#start > this.#allowed
	}

	/** Work that is not the document's, such as making a rule set: its time does not count. */
	apart<T>(work: () => T): T {
		const from = this.#clock()
		try {
			return work()
		} finally {
			this.#start += this.#clock() - from
		}
	}

	failure(): Unreadable {
		const count = String(Math.round(this.#clock() - this.#start))
		return { id: 'READ-LIMIT', values: { limit: 'milliseconds', allowed: String(this.#allowed), count } }
	}
}

function unreadable(
	received: Received,
	failure: Unreadable,
	remarks: readonly Remark[] = [
		...(received.original?.remarks ?? []),
		...(received.opened?.faults.map(pdfRemark) ?? []),
	],
): Verdict {
	const { opened } = received
	return judge({
		...common(received),
		unreadable: opened === undefined ? failure : { ...failure, within: opened.attachment.name },
		findings: [],
		remarks,
		fired: 0,
		checkedWith: [],
	})
}

function common({ size, context, carrier, pdf, original }: Received) {
	const { source, sha256, asOf, failOn, limits, rules } = context
	const options = optionsOf(context)
	return {
		source,
		carrier,
		document: { sha256, bytes: size },
		asOf,
		...(pdf !== undefined && { pdf }),
		...(original && { original: original.summary }),
		...(failOn && { failOn }),
		limit: limits?.findings ?? documentLimits.findings,
		...(rules.kind === 'chosen' && rules.bundle && { bundle: rules.bundle }),
		...(options && { options }),
	}
}
