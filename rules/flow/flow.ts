/**
 * One verdict on a flow: an envelope with many invoices, each with a verdict of its own.
 *
 * First the envelope: one that is refused is refused with all it holds. Then each file: what its invoice is
 * told, and what is wrong with its being here. The flow is integrated when all its invoices are, partly when
 * some are. Nothing that was not judged counts as integrated.
 */
import type { Unreadable } from '../reading/reading.ts'
import type { Verdict } from '../verdict.ts'
import type { Wording } from '../wording.ts'
import { type ChannelId, channels, type FlowFormat, type FlowName, formatOfVerdict } from './channel.ts'
import { type Trouble, type TroubleId, troubleOf } from './trouble.ts'

export type FlowDecision = 'integrated' | 'partly-integrated' | 'rejected' | 'undecided'

/** As Chorus Pro names what became of a flow. */
export type FlowStatus =
	| 'IN_INTEGRE'
	| 'IN_INTEGRE_PARTIEL'
	| 'IN_REJETE'
	/** The envelope itself was refused. */
	| 'QP_IRRECEVABLE'
	/** Of a flow of which nothing may be concluded. */
	| 'IN_INCIDENTE'

/** `stopped`: nothing is wrong with it, but the envelope was refused. `aside`: it is no invoice and needs not be. */
export type FileOutcome = 'integrated' | 'rejected' | 'undecided' | 'stopped' | 'aside'

export interface FlowFile {
	/** Its path in the archive; the flow's name where it is the flow. */
	readonly file: string
	readonly outcome: FileOutcome
	/** What is wrong with it here, beside what its own verdict says. */
	readonly troubles: readonly Trouble[]
	/** Absent where it was no invoice by its name. */
	readonly verdict?: Verdict
}

export interface FlowVerdict {
	/** Path or name of what was judged. */
	readonly source: string
	/** The flow's name, without folder and extension. */
	readonly flow: string
	readonly channel: ChannelId
	/** Interface code in its name, and what the API calls it. */
	readonly interface?: string
	readonly syntaxName?: string
	readonly verdict: FlowDecision
	readonly status: FlowStatus
	readonly message: Wording
	readonly counts: Readonly<Record<FileOutcome | 'files', number>>
	/** About the flow as a whole. */
	readonly troubles: readonly Trouble[]
	/** In the order of the archive. */
	readonly files: readonly FlowFile[]
	readonly document: { readonly sha256: string; readonly bytes: number }
	/** The date whose rules applied, year-month-day. */
	readonly asOf: string
}

/** A file as it was taken out of the flow. */
export type Taken =
	/** `alone`: it is the flow, which bears no archive around it. */
	| { readonly kind: 'judged'; readonly file: string; readonly verdict: Verdict; readonly alone?: boolean }
	/** Neither XML nor PDF, or another archive. */
	| { readonly kind: 'other'; readonly file: string; readonly archive: boolean }

type Judged = Extract<Taken, { kind: 'judged' }>

/** All there is to know of a flow. */
export interface Flow {
	readonly source: string
	readonly name: FlowName
	readonly document: FlowVerdict['document']
	readonly asOf: string
	/** It is neither a TAR.GZ archive nor an invoice. */
	readonly wrongKind?: boolean
	/** Why it could not be read to its end. */
	readonly cut?: Unreadable | 'too-many'
	readonly files: readonly Taken[]
}

export function judgeFlow(flow: Flow): FlowVerdict {
	const { name, files } = flow
	const envelope = envelopeTroubles(flow)
	const refused = envelope.some(({ severity }) => severity === 'fatal')
	const unjudged = envelope.some(({ severity }) => severity === 'unjudged')
	const first = new Firsts()
	const told = files.map((taken) => {
		const file = toldOf(taken, name, first)
		if (file.outcome === 'integrated' && refused) return { ...file, outcome: 'stopped' as const }
		if (file.outcome === 'integrated' && unjudged) return { ...file, outcome: 'undecided' as const }
		return file
	})
	const counts = countsOf(told)
	const verdict = refused ? 'rejected' : unjudged ? 'undecided' : decisionOf(counts)
	const status = refused ? 'QP_IRRECEVABLE' : statuses[verdict]
	const formats = formatsOf(told)
	const mixed = name.interface === undefined && formats.length > 1
	const { source, document, asOf } = flow
	return {
		source,
		flow: name.name,
		channel: name.channel,
		...(name.code && { interface: name.code }),
		...(name.interface?.syntaxName && { syntaxName: name.interface.syntaxName }),
		verdict,
		status,
		message: messages[status],
		counts,
		troubles: mixed ? [...envelope, troubleOf('FLOW-MIXED', { formats: formats.join(', ') })] : envelope,
		files: told,
		document,
		asOf,
	}
}

/** What the name and the archive say before any invoice is looked at. */
function envelopeTroubles({ name, document, wrongKind, cut, files }: Flow): Trouble[] {
	const { flowBytes, invoices = 0 } = channels[name.channel]
	const troubles: Trouble[] = []
	const add = (id: TroubleId, values: Readonly<Record<string, string>> = {}): void => {
		troubles.push(troubleOf(id, values))
	}
	if (name.fault === 'form') add('FLOW-NAME', { name: name.name })
	if (name.fault === 'foreign') add('FLOW-NAME-LOCAL', { name: name.name })
	if (name.fault === 'unknown-interface') add('FLOW-INTERFACE', { code: name.code ?? '' })
	if (name.interface !== undefined && name.interface.format === undefined)
		add('FLOW-NOT-JUDGED', { code: name.code ?? '' })
	if (document.bytes > flowBytes)
		add('FLOW-SIZE', { count: String(document.bytes), allowed: String(flowBytes) })
	if (wrongKind) add('FLOW-KIND')
	if (cut === 'too-many') add('FLOW-COUNT', { allowed: String(invoices) })
	else if (cut?.id === 'READ-LIMIT') add('FLOW-CONTENT', cut.values)
	else if (cut !== undefined && cut.id !== 'READ-ARCHIVE-EMPTY') add('FLOW-ARCHIVE')
	const nothing =
		files.length === 0 && (cut === undefined || (cut !== 'too-many' && cut.id === 'READ-ARCHIVE-EMPTY'))
	if (nothing && !wrongKind) add('FLOW-EMPTY')
	return troubles
}

function toldOf(taken: Taken, name: FlowName, first: Firsts): FlowFile {
	const { file } = taken
	if (taken.kind === 'other')
		return {
			file,
			outcome: 'rejected',
			troubles: [troubleOf(taken.archive ? 'FILE-ARCHIVE' : 'FILE-KIND', {}, file)],
		}
	const { verdict } = taken
	if (isSignature(verdict))
		return { file, outcome: 'aside', troubles: [troubleOf('SIGNATURE', {}, file)], verdict }
	const troubles = fileTroubles(taken, name)
	const fits = verdict.verdict === 'accepted' && troubles.length === 0
	// An invoice that is refused leaves its number free.
	if (fits) troubles.push(...first.twin(file, verdict))
	const outcome =
		troubles.length > 0
			? 'rejected'
			: verdict.verdict === 'accepted'
				? 'integrated'
				: verdict.verdict === 'undecided'
					? 'undecided'
					: 'rejected'
	return { file, outcome, troubles, verdict }
}

const formatNames: Readonly<Record<FlowFormat, string>> = { ubl: 'UBL', cii: 'CII', 'factur-x': 'Factur-X' }

function fileTroubles({ file, verdict, alone }: Judged, name: FlowName): Trouble[] {
	const { fileName, utf8 } = channels[name.channel]
	const troubles: Trouble[] = []
	if (fileName !== undefined && !alone && !fileName.test(file))
		troubles.push(troubleOf('FILE-NAME', {}, file))
	const format = formatOfVerdict(verdict)
	const wanted = name.interface?.format
	if (format !== undefined && wanted !== undefined && format !== wanted) {
		const values = { format: formatNames[format], wanted: formatNames[wanted], code: name.code ?? '' }
		troubles.push(troubleOf('FILE-FORMAT', values, file))
	}
	const encoding = verdict.recognised?.encoding
	if (utf8 && encoding !== undefined && !/^(?:utf-8|us-ascii|ascii)$/i.test(encoding))
		troubles.push(troubleOf('FILE-ENCODING', { encoding }, file))
	return troubles
}

/** A detached signature, which may accompany the invoices. */
function isSignature({ syntax, findings }: Verdict): boolean {
	return (
		syntax === undefined &&
		findings.some(
			({ rule, location }) => rule === 'READ-NO-INVOICE' && /^\/(?:\w+:)?Signature\b/.test(location.path),
		)
	)
}

/** The invoices of a flow that were taken in, by content and by number, supplier and year. */
class Firsts {
	readonly #byContent = new Map<string, string>()
	readonly #byNumber = new Map<string, string>()

	twin(file: string, { document, invoice }: Verdict): Trouble[] {
		const same = this.#byContent.get(document.sha256)
		if (same !== undefined) return [troubleOf('FILE-TWICE', { first: same }, file)]
		this.#byContent.set(document.sha256, file)
		const { number, seller, issueDate } = invoice ?? {}
		const [year] = /^\d{4}/.exec(issueDate ?? '') ?? []
		if (number === undefined || seller === undefined || year === undefined) return []
		const key = JSON.stringify([number.trim().toUpperCase(), seller.trim().toUpperCase(), year])
		const twin = this.#byNumber.get(key)
		if (twin !== undefined) return [troubleOf('INVOICE-TWICE', { number, first: twin }, file)]
		this.#byNumber.set(key, file)
		return []
	}
}

function countsOf(files: readonly FlowFile[]): FlowVerdict['counts'] {
	const counts = { files: files.length, integrated: 0, rejected: 0, undecided: 0, stopped: 0, aside: 0 }
	for (const { outcome } of files) counts[outcome]++
	return counts
}

function decisionOf({ integrated, rejected, undecided }: FlowVerdict['counts']): FlowDecision {
	if (integrated > 0) return rejected + undecided > 0 ? 'partly-integrated' : 'integrated'
	return undecided > 0 ? 'undecided' : 'rejected'
}

function formatsOf(files: readonly FlowFile[]): string[] {
	const formats = files.map(({ verdict }) => verdict && formatOfVerdict(verdict))
	return [...new Set(formats)].flatMap((format) => (format === undefined ? [] : [formatNames[format]])).sort()
}

const statuses = {
	integrated: 'IN_INTEGRE',
	'partly-integrated': 'IN_INTEGRE_PARTIEL',
	rejected: 'IN_REJETE',
	undecided: 'IN_INCIDENTE',
} as const satisfies Readonly<Record<FlowDecision, FlowStatus>>

const messages: Readonly<Record<FlowStatus, Wording>> = {
	IN_INTEGRE: {
		fr: 'Toutes les factures du flux sont recevables.',
		en: 'All invoices of the flow are accepted.',
	},
	IN_INTEGRE_PARTIEL: {
		fr: 'Une partie des factures est recevable : corrigez les autres et renvoyez-les dans un nouveau flux, sans celles-ci.',
		en: 'Some of the invoices are accepted: correct the others and send them in a new flow, without these.',
	},
	IN_REJETE: {
		fr: 'Aucune facture du flux n’est recevable : corrigez-les, puis renvoyez un nouveau flux.',
		en: 'No invoice of the flow is accepted: correct them, then send a new flow.',
	},
	QP_IRRECEVABLE: {
		fr: 'Le flux lui-même est refusé, avec tout ce qu’il contient : corrigez-le et renvoyez-le en entier.',
		en: 'The flow itself is refused, with all it holds: mend it and send all of it once more.',
	},
	IN_INCIDENTE: {
		fr: 'Rien ne peut être conclu de ce flux : des factures n’ont pas été jugées, et aucune n’est intégrée.',
		en: 'Nothing can be concluded of this flow: invoices were not judged, and none is integrated.',
	},
}
