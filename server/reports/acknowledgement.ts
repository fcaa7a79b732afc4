/**
 * The verdict as the acknowledgement of the French platform API (AFNOR XP Z12-013): a status and its details,
 * one a finding, each with level, item, reasonCode and reasonMessage; what to correct first comes first.
 *
 * The API has a single text for a detail: cause, place, change and proof stand in it after the message, each on
 * a line. It knows few codes of its own for files; rejections of invoices keep the platform's code.
 */
import type { Verdict } from '#rules'
import { grouped } from './causes.ts'
import { remedyOf } from './remedy.ts'
import type { Rendering, Report } from './report.ts'

/** Codes of the API for what is wrong with a file. */
const apiCodes: Readonly<Record<string, string>> = {
	IRR_VID_PJ: 'EmptyAttachement',
	IRR_EXT_DOC: 'AttachmentTypeError',
	IRR_VIDE_F: 'EmptyFlow',
	IRR_VIDE: 'EmptyFlow',
	IRR_SYNTAX: 'InvalidSchema',
	IRR_TAILLE_F: 'FileSizeExceeded',
	IRR_TAILLE: 'FileSizeExceeded',
	IRR_TAILLE_PJ: 'FileSizeExceeded',
	IRR_TYPE_F: 'FlowTypeError',
	IRR_TYPE: 'FlowTypeError',
	IRR_UNCITE: 'AlreadyExistingFlow',
	IRR_ANTIVIRUS: 'VirusFound',
}

export interface Acknowledgement {
	readonly status: 'Ok' | 'Error'
	/** Absent where nothing was found: the API wants one detail at least, or none at all. */
	readonly details?: readonly {
		readonly level: 'Error' | 'Warning'
		/** The term at fault and where it stands. */
		readonly item: string
		readonly reasonCode: string
		/** The message, then a line each: cause, place, change and proof, as far as they are known. */
		readonly reasonMessage: string
	}[]
}

export function acknowledgement(verdict: Verdict, lang: 'fr' | 'en'): Acknowledgement {
	const codes = new Map<number, string>()
	for (const { code, findings } of verdict.rejections)
		for (const index of findings) codes.set(index, apiCodes[code] ?? code)
	const { causes, remarks } = grouped(verdict)
	const order = [...causes.flatMap(({ root, following }) => [root, ...following]), ...remarks]
	const details = order.map((index) => {
		const { rule, severity, terms, location, message } = verdict.findings[index]!
		const fatal = severity === 'fatal'
		return {
			level: fatal || codes.has(index) ? ('Error' as const) : ('Warning' as const),
			item: [terms[0], location.path].filter((part) => part !== undefined).join(' '),
			reasonCode: codes.get(index) ?? (fatal ? 'OtherTechnicalError' : rule),
			reasonMessage: [message[lang], ...remedyOf(verdict, index, lang).map(({ text }) => text)].join('\n'),
		}
	})
	return {
		status: verdict.verdict === 'accepted' ? 'Ok' : 'Error',
		...(details.length > 0 && { details }),
	}
}

export const acknowledge: Report = {
	name: 'acknowledgement',
	one: (verdict: Verdict, { lang }: Rendering) => `${JSON.stringify(acknowledgement(verdict, lang))}\n`,
}
