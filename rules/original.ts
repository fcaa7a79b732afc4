/**
 * The readable original that comes with an invoice: a plain PDF, looked at as a PDF alone.
 *
 * What its pages say is not read. It has to open for whoever receives it: a whole PDF, not encrypted, within
 * bounds of size and pages. Each departure refuses, as it does for any attachment.
 */
import { kindBySignature, type Limits, readPdf } from '#engine'
import type { ReasonCode } from './catalogue/reasons.ts'
import type { Remark } from './remark.ts'
import type { OriginalSummary } from './verdict.ts'
import { type Advice, fill, type Wording } from './wording.ts'

/** A file that comes with the invoice. */
export interface Original {
	readonly name: string
	readonly bytes: Uint8Array
	/** SHA-256 of the bytes, lower-case hexadecimal. */
	readonly sha256: string
}

const say = (fr: string, en: string): Wording => ({ fr, en })
const why = say(
	'L’original lisible accompagne les données saisies : le destinataire doit pouvoir l’ouvrir.',
	'The readable original goes with the data typed in: the receiver has to be able to open it.',
)
const again = say(
	'Produisez de nouveau ce PDF, ou envoyez la facture sans lui.',
	'Produce this PDF again, or send the invoice without it.',
)

export const originalFaults = {
	'ORIGINAL-EMPTY': {
		code: 'IRR_VID_PJ',
		message: say('L’original « {name} » est vide.', 'The original “{name}” is empty.'),
		why,
		fix: again,
	},
	'ORIGINAL-KIND': {
		code: 'IRR_EXT_DOC',
		message: say('L’original « {name} » n’est pas un PDF.', 'The original “{name}” is no PDF.'),
		why,
		fix: say('Joignez un PDF, ou envoyez la facture sans lui.', 'Send a PDF with it, or the invoice alone.'),
	},
	'ORIGINAL-SIZE': {
		code: 'IRR_TAILLE_PJ',
		message: say(
			'L’original « {name} » est trop gros : {count} octets pour {allowed} admis.',
			'The original “{name}” is too large: {count} bytes where {allowed} are allowed.',
		),
		why,
		fix: say('Réduisez la taille des images de ce PDF.', 'Make the images of this PDF smaller.'),
	},
	'ORIGINAL-PAGES': {
		code: 'IRR_TAILLE_PJ',
		message: say(
			'L’original « {name} » compte {count} pages ; de 1 à {allowed} sont admises.',
			'The original “{name}” has {count} pages; 1 to {allowed} are allowed.',
		),
		why,
		fix: say('Ne gardez que les pages de la facture.', 'Keep the pages of the invoice alone.'),
	},
	'ORIGINAL-ENCRYPTED': {
		code: 'IRR_SYNTAX',
		message: say(
			'L’original « {name} » est protégé par un chiffrement.',
			'The original “{name}” is encrypted.',
		),
		why,
		fix: say(
			'Produisez le PDF sans mot de passe ni restriction.',
			'Produce the PDF with no password and no restriction.',
		),
	},
	'ORIGINAL-DAMAGED': {
		code: 'IRR_SYNTAX',
		message: say(
			'L’original « {name} » est abîmé et ne peut pas être lu.',
			'The original “{name}” is damaged and cannot be read.',
		),
		why,
		fix: again,
	},
} as const satisfies Readonly<Record<string, Advice & { readonly code: ReasonCode }>>

export interface CheckedOriginal {
	readonly summary: OriginalSummary
	readonly remarks: readonly Remark[]
}

export function checkOriginal({ name, bytes, sha256 }: Original, limits: Limits): CheckedOriginal {
	const summary = { name, bytes: bytes.length, sha256 }
	const fault = (
		id: keyof typeof originalFaults,
		values: Readonly<Record<string, string>> = {},
	): CheckedOriginal => ({
		summary,
		remarks: [remarkOf(id, { ...values, name })],
	})
	const { originalBytes, originalPages } = limits
	if (bytes.length === 0) return fault('ORIGINAL-EMPTY')
	if (bytes.length > originalBytes)
		return fault('ORIGINAL-SIZE', { count: String(bytes.length), allowed: String(originalBytes) })
	if (kindBySignature(bytes) !== 'pdf') return fault('ORIGINAL-KIND')
	const pdf = readPdf(bytes, limits)
	if (pdf.kind === 'read-failure')
		return fault(pdf.id === 'READ-PDF-ENCRYPTED' ? 'ORIGINAL-ENCRYPTED' : 'ORIGINAL-DAMAGED')
	const { version, pages } = pdf
	const read = { ...summary, version, ...(pages !== undefined && { pages }) }
	if (pages === undefined || pages < 1 || pages > originalPages)
		return {
			...fault('ORIGINAL-PAGES', { count: String(pages ?? 0), allowed: String(originalPages) }),
			summary: read,
		}
	return { summary: read, remarks: [] }
}

function remarkOf(id: keyof typeof originalFaults, values: Readonly<Record<string, string>>): Remark {
	const { code, message, why, fix } = originalFaults[id]
	return {
		kind: 'remark',
		node: 0,
		code,
		rule: id,
		ruleSet: 'recevable-original',
		severity: 'fatal',
		terms: [],
		location: { path: '/', line: 1, column: 1, offset: 0 },
		message: fill(message, values),
		why,
		fix,
		...(values.count !== undefined && { found: values.count, expected: values.allowed! }),
	}
}
