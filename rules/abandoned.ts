/**
 * The verdict on a document that could not be judged, through a fault of ours or of the rule text.
 *
 * Nothing may be concluded of it, so it is undecided; the sender is told that the fault is not theirs.
 */

import type { Fault, FaultCode } from '#engine'
import { helpOf } from './help.ts'
import type { ExplainedFinding, Verdict } from './verdict.ts'
import { type Advice, fill, type Wording } from './wording.ts'

/** The rule that the one finding of such a verdict names: the reason is a fault of the engine. */
export const engineFault = 'JUDGE-ENGINE-FAULT'

/** What a verdict says of a document, whatever comes of it. */
export type Unjudged = Pick<Verdict, 'source' | 'document' | 'asOf'>

export function abandon({ source, document, asOf }: Unjudged, { code }: Fault): Verdict {
	const finding: ExplainedFinding = {
		rule: engineFault,
		ruleSet: 'recevable-judging',
		severity: 'fatal',
		terms: [],
		location: { path: '/', line: 1, column: 1, offset: 0 },
		message: messageOf(causes[code] ?? anyCause),
		why: abandonedAdvice.why,
		fix: abandonedAdvice.fix,
		help: helpOf(engineFault),
		found: code,
	}
	return {
		source,
		verdict: 'undecided',
		carrier: 'xml',
		rejections: [],
		findings: [finding],
		findingsTruncated: false,
		checkedWith: [],
		document,
		asOf,
	}
}

function messageOf(cause: Wording): Wording {
	return {
		fr: fill(abandonedAdvice.message, { cause: cause.fr }).fr,
		en: fill(abandonedAdvice.message, { cause: cause.en }).en,
	}
}

/** `{cause}` is what stopped the judging. */
export const abandonedAdvice: Advice = {
	message: {
		fr: 'Le contrôle de ce document n’a pas abouti : {cause}. Rien ne peut en être dit.',
		en: 'This document was not judged to the end: {cause}. Nothing can be said of it.',
	},
	why: {
		fr: 'C’est un incident de la plateforme : il ne dit ni que la facture est conforme, ni qu’elle est fautive.',
		en: 'This is a fault of the platform: it says neither that the invoice is right nor that it is wrong.',
	},
	fix: {
		fr: 'Ne changez rien à la facture : envoyez-la de nouveau et, si cela se répète, signalez-le à la plateforme.',
		en: 'Change nothing in the invoice: send it again and, should this happen again, tell the platform.',
	},
}

const anyCause: Wording = { fr: 'le programme de contrôle a échoué', en: 'the judging program failed' }

const causes: Partial<Readonly<Record<FaultCode, Wording>>> = {
	'deadline-exceeded': {
		fr: 'le temps accordé à un document est écoulé',
		en: 'the time that one document may take ran out',
	},
	usage: { fr: 'le fichier n’a pas pu être lu', en: 'the file could not be read' },
	'worker-lost': {
		fr: 'le programme de contrôle s’est arrêté brutalement, deux fois de suite',
		en: 'the judging program broke down, twice in a row',
	},
}
