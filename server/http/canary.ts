/**
 * Two invoices whose verdicts are known: one in order, one whose amount due is wrong.
 *
 * A service that does not judge both right is not ready, and rule sets that do not are not taken.
 */
import { readFileSync } from 'node:fs'
import { Fault } from '#engine'
import type { JudgeOne } from './judge.ts'

export function sample(): string {
	return readFileSync(new URL('../page/samples/facture.xml', import.meta.url), 'utf8')
}

/** The same invoice as a supplier might get it wrong: the amount due is not the total less what was paid. */
export function brokenSample(): string {
	return sample().replace(/(<cbc:PayableAmount [^>]*>)[^<]*/, '$1100.00')
}

const rule = 'BR-CO-16'

/** Throws a Fault where a canary is judged wrong. */
export async function tryCanaries(judge: JudgeOne, asOf: string): Promise<void> {
	const judged = async (text: string) => {
		const { brief } = await judge(new TextEncoder().encode(text), { source: 'canary', asOf, platform: false })
		return brief
	}
	const right = await judged(sample())
	if (right.verdict !== 'accepted')
		throw new Fault('internal', `A canary invoice in order is ${right.verdict}: ${right.rules[0] ?? ''}`)
	const wrong = await judged(brokenSample())
	if (wrong.verdict !== 'rejected' || !wrong.rules.includes(rule))
		throw new Fault('internal', `A canary invoice that breaks ${rule} is ${wrong.verdict}`)
}
