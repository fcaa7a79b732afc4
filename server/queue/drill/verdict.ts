/** What is wrong with the outcome of a drill; nothing where it is as it must be. */
import type { DrillResult } from './drill.ts'

export function faultsOf(result: DrillResult): string[] {
	const { submissions, missing, doubled, wrong, unfairPairs, accepted, ledger, logged, deadLetters } = result
	const total = Object.values(result.verdicts).reduce((sum, count) => sum + count, 0)
	const checks: [ok: boolean, what: string][] = [
		[missing.length === 0, `${missing.length} submissions have no verdict`],
		[doubled.length === 0, `${doubled.length} submissions have several verdicts`],
		[wrong.length === 0, `${wrong.length} verdicts are not what the invoice deserves`],
		[total === submissions, `${total} verdicts on ${submissions} submissions`],
		[unfairPairs.length === 0, `${unfairPairs.length} pairs of one number did not have exactly one accepted`],
		[ledger === accepted, `${ledger} entries of the ledger for ${accepted} accepted invoices`],
		[logged === submissions, `${logged} verdicts in the log of ${submissions}`],
		[deadLetters.every(({ reason }) => reason !== ''), 'a dead letter has no reason'],
	]
	return checks.filter(([ok]) => !ok).map(([, what]) => what)
}
