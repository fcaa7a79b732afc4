/**
 * The changes that might mend an invoice, from what its findings say and from the document itself.
 *
 * Nothing is decided here: each is tried on a copy. So a suggestion may be wide of the mark, but it may not
 * invent: a value comes from the document or from the rules, or it is marked as asked for.
 */
import { missingCandidates } from './absences.ts'
import { amounts, vat } from './amounts.ts'
import { breakdownCandidates } from './breakdown.ts'
import type { Add, Candidate } from './candidate.ts'
import { codes, schemes, vatNumbers } from './codes.ts'
import { constants, indicators } from './constants.ts'
import { distinct, type Looked } from './look.ts'
import { padded, spelling } from './spelling.ts'
import { duplicates, flaws, hollow, surplus } from './surplus.ts'

export function candidatesFor(looked: Looked): Candidate[] {
	const found = new Map<string, Candidate>()
	const add: Add = (kind, edits, term, extra, place) => {
		const key = JSON.stringify(edits)
		if (!found.has(key))
			found.set(key, {
				kind,
				edits,
				...(term !== undefined && { term }),
				...(extra !== undefined && { extra }),
				...(place !== undefined && { place }),
			})
	}
	flaws(looked, add)
	duplicates(looked, add)
	for (const finding of distinct(looked.refusing)) {
		surplus(looked, finding, add)
		spelling(looked, finding, add)
		codes(looked, finding, add)
		schemes(looked, finding, add)
		vatNumbers(looked, finding, add)
		hollow(looked, finding, add)
	}
	amounts(looked, add)
	vat(looked, add)
	padded(looked, add)
	constants(looked, add)
	indicators(looked, add)
	return [...found.values(), ...breakdownCandidates(looked), ...missingCandidates(looked)]
}
