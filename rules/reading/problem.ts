/** A reason for which a file cannot be read as an invoice. Marks in its message, such as `{found}`, take values. */
import type { ReasonCode } from '../catalogue/reasons.ts'
import type { Advice } from '../wording.ts'

export interface ReadingProblem extends Advice {
	/** Reason code of status 501. */
	readonly code: ReasonCode
}
