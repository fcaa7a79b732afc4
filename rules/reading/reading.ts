/**
 * What can keep a file from being read as an invoice, told to the person who sent it.
 *
 * Each problem has an id (the engine's read failures, and those that only this room can see), the platform's
 * code for an inadmissible file, and its advice.
 */
import type { ReadFailureId } from '#engine'
import { fill, type Wording } from '../wording.ts'
import { archiveProblems } from './archive.ts'
import { complaintOf, limitNames } from './complaints.ts'
import { documentProblems } from './document.ts'
import { pdfProblems } from './pdf.ts'
import type { ReadingProblem } from './problem.ts'

export type { ReadingProblem } from './problem.ts'

export const readingProblems = {
	...documentProblems,
	...pdfProblems,
	...archiveProblems,
} as const satisfies Readonly<Record<ReadFailureId, ReadingProblem>>

export type ReadingProblemId = keyof typeof readingProblems

/** A file that could not be read as an invoice; the engine's ReadFailure is one. */
export interface Unreadable {
	readonly id: ReadingProblemId
	/** What the message shows, by mark. */
	readonly values?: Readonly<Record<string, string>>
	/** Name of the attached file that could not be read, where it is not the file itself. */
	readonly within?: string
	/** Where reading stopped; the head of the file if not given. */
	readonly at?: { readonly line: number; readonly column: number; readonly offset: number }
}

/** Kinds of files that are no XML, as people call them. */
const fileKinds: Readonly<Record<string, Wording>> = {
	zip: { fr: 'une archive ZIP', en: 'a ZIP archive' },
	gzip: { fr: 'un fichier compressé GZIP', en: 'a GZIP file' },
	'7z': { fr: 'une archive 7z', en: 'a 7z archive' },
	rar: { fr: 'une archive RAR', en: 'a RAR archive' },
	png: { fr: 'une image PNG', en: 'a PNG image' },
	jpeg: { fr: 'une image JPEG', en: 'a JPEG image' },
	gif: { fr: 'une image GIF', en: 'a GIF image' },
	tiff: { fr: 'une image TIFF', en: 'a TIFF image' },
	office: { fr: 'un document bureautique', en: 'an office document' },
	rtf: { fr: 'un document RTF', en: 'an RTF document' },
	mail: { fr: 'un courriel', en: 'an e-mail' },
	html: { fr: 'une page HTML', en: 'an HTML page' },
	json: { fr: 'un fichier JSON', en: 'a JSON file' },
	edifact: { fr: 'un message EDIFACT', en: 'an EDIFACT message' },
	preamble: { fr: 'un XML précédé de texte', en: 'XML with text before it' },
	text: { fr: 'du texte', en: 'plain text' },
	binary: { fr: 'un fichier binaire', en: 'a binary file' },
}

/** Limits that speak of size rather than of form. */
const sizes: readonly string[] = [
	'bytes',
	'textLength',
	'pdfInflated',
	'pdfRatio',
	'archiveBytes',
	'archiveEntryBytes',
	'archiveRatio',
]

/** The problem's advice with its values put in, in words of the language where there are any. */
export function adviceOn(unreadable: Unreadable): ReadingProblem {
	const problem: ReadingProblem = readingProblems[unreadable.id]
	const values = unreadable.values ?? {}
	const worded: Readonly<Record<string, Wording | undefined>> = {
		found: fileKinds[values.found ?? ''],
		reason: values.reason === undefined ? undefined : complaintOf(values.reason),
		limit: limitNames[values.limit ?? ''],
	}
	const say = (lang: 'fr' | 'en'): string => {
		const inWords = Object.entries(worded).map(([mark, words]) => [
			mark,
			words?.[lang] ?? values[mark] ?? '?',
		])
		return fill(problem.message, { ...values, ...Object.fromEntries(inWords) })[lang].replace(/\{\w+\}/g, '?')
	}
	const { within } = unreadable
	return {
		...problem,
		...(sizes.includes(values.limit ?? '') && { code: 'IRR_TAILLE_F' }),
		message:
			within === undefined
				? { fr: say('fr'), en: say('en') }
				: {
						fr: `Dans le fichier joint « ${within} » : ${say('fr')}`,
						en: `In the attached file “${within}”: ${say('en')}`,
					},
	}
}
