/**
 * The whole way of one document: bytes, container, text, Tree, syntax, rule sets, findings, Verdict.
 *
 * Pure: the digest of the bytes, the date and the compiled rule sets are given, since hashing, clocks and
 * files stand at the edges. What goes wrong with the document becomes a verdict; a Fault passes through.
 */
import { type Decoded, decode, documentLimits, kindBySignature, type ReadFailure, widened } from '#engine'
import { checkAttached } from './attached/attached.ts'
import { pdfRemark, profileFault } from './carrier/faults.ts'
import { formatOf, specificationOf } from './carrier/format.ts'
import { claimOf, openPdf, type PdfInvoice, summaryOf } from './carrier/pdf.ts'
import { namedOnce } from './checked-with.ts'
import { type Platform, structureModeOf, type ValidationContext } from './context.ts'
import { Deadline } from './deadline.ts'
import { isExplained, type Measuring } from './explained.ts'
import { decodeBody, type Read, readTree } from './intake.ts'
import { judge } from './judge.ts'
import { measuring } from './measure.ts'
import { optionsOf } from './options.ts'
import { type CheckedOriginal, checkOriginal } from './original.ts'
import { checkPlatform } from './platform/check.ts'
import type { Unreadable } from './reading/reading.ts'
import { type Remark, remarkOn } from './remark.ts'
import { nationalOf, rulesFor, run } from './rule-sets.ts'
import { schemaRemarks } from './schema.ts'
import { type CheckedStructure, checkedStructure } from './structure/remarks.ts'
import { looksTyped } from './typed/looks.ts'
import { readySchema } from './typed/schema.ts'
import { openTyped, pointed } from './typed/typed.ts'
import type { Carrier, CheckedWith, PdfSummary, Recognised, Verdict } from './verdict.ts'

export interface Judged {
	readonly verdict: Verdict
	/** The decoded document; absent where the bytes could not be decoded. Of a large one it is made when it is asked for. */
	readonly text?: string
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

/** A typed-in invoice is judged as the UBL document that it stands for; findings point at what was typed. */
function validateTyped(received: Received): Judged {
	received.deadline?.apart(readySchema)
	const typed = openTyped(received.bytes, received.context.limits?.findings ?? documentLimits.findings)
	if ('unreadable' in typed) return { verdict: unreadable(received, typed.unreadable, typed.remarks) }
	const text = typed.written.xml
	const read = readTree(text, received.context, received.deadline)
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
	const read = readTree(text, received.context, received.deadline, decoded)
	const verdict = 'id' in read ? unreadable(received, read) : judgeTree(read, encoding, received)
	if (units === undefined) return { verdict, text }
	return {
		verdict,
		get text() {
			return widened(text, units)
		},
	}
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
