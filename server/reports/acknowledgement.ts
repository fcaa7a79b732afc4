/**
 * The verdict as the acknowledgement of the French platform API (AFNOR XP Z12-013): a status and its details,
 * one a finding, each with level, item, reasonCode and reasonMessage.
 *
 * The API knows few codes of its own for files; rejections of invoices keep the platform's code.
 */
import type { Verdict } from '#rules'
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
	readonly details: readonly {
		readonly level: 'Error' | 'Warning'
		/** The term at fault and where it stands. */
		readonly item: string
		readonly reasonCode: string
		readonly reasonMessage: string
	}[]
}

export function acknowledgement(verdict: Verdict, lang: 'fr' | 'en'): Acknowledgement {
	const codes = new Map<number, string>()
	for (const { code, findings } of verdict.rejections)
		for (const index of findings) codes.set(index, apiCodes[code] ?? code)
	return {
		status: verdict.verdict === 'accepted' ? 'Ok' : 'Error',
		details: verdict.findings.map((finding, index) => ({
			level: finding.severity === 'fatal' ? 'Error' : 'Warning',
			item: [finding.terms[0], finding.location.path].filter((part) => part !== undefined).join(' '),
			reasonCode: codes.get(index) ?? (finding.severity === 'fatal' ? 'OtherTechnicalError' : finding.rule),
			reasonMessage: finding.message[lang],
		})),
	}
}

export const acknowledge: Report = {
	name: 'acknowledgement',
	one: (verdict: Verdict, { lang }: Rendering) => `${JSON.stringify(acknowledgement(verdict, lang))}\n`,
}
