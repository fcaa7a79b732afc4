import { expect, test } from 'vitest'
import type { ExplainedFinding, Verdict } from '#rules'
import { plain } from '../terminal.ts'
import { text } from './text.ts'

const source = '<Invoice>\n  <Total currency="EUR">100.00</Total>\n</Invoice>\n'

const finding: ExplainedFinding = {
	rule: 'BR-CO-10',
	ruleSet: 'en16931-ubl',
	severity: 'fatal',
	terms: ['BT-106', 'BT-131'],
	location: { path: '/Invoice/Total[1]', line: 2, column: 3, offset: 12 },
	message: { fr: 'Le total est faux.', en: 'The total is wrong.' },
	why: { fr: 'Les lignes font foi.', en: 'The lines decide.' },
	fix: { fr: 'Recalculez.', en: 'Add up again.' },
	found: '100.00',
	expected: '110.00',
}

const verdict: Verdict = {
	source: 'in/a.xml',
	verdict: 'rejected',
	carrier: 'xml',
	syntax: 'ubl-invoice',
	invoice: { number: 'F1', total: '120.00', currency: 'EUR' },
	rejections: [
		{ code: 'REJ_SEMAN', status: '213', message: { fr: 'a', en: 'b' }, findings: [0], rootCause: 0 },
	],
	findings: [finding],
	findingsTruncated: false,
	checkedWith: [],
	document: { sha256: '', bytes: 1 },
	asOf: '2026-11-21',
}

test('a finding is shown with its line, its terms, the reason and the remedy', () => {
	expect(text.one(verdict, { lang: 'en', paint: plain, text: source })).toBe(
		`in/a.xml: rejected · REJ_SEMAN (213) · 1 fatal · F1, 120.00 EUR

  fatal BR-CO-10  BT-106 Sum of line net amounts, BT-131 Line net amount
    2 |   <Total currency="EUR">100.00</Total>
      |   ^^^^^^
    The total is wrong.
    Found: 100.00
    Expected: 110.00
    Why: The lines decide.
    To do: Add up again.
    /Invoice/Total[1] (2:3)

`,
	)
})

test('it speaks French', () => {
	const shown = text.one(verdict, { lang: 'fr', paint: plain, text: source })
	expect(shown).toMatch(/rejetée .* 1 bloquant/)
	expect(shown).toContain('    À faire : Recalculez.\n')
	expect(
		text.close!({ accepted: 1, rejected: 2, inadmissible: 0, undecided: 0 }, { lang: 'fr', paint: plain }),
	).toBe('3 documents : 1 acceptée, 2 rejetées\n')
})

const summaries: [counts: [number, number, number, number], shown: string][] = [
	[[1, 0, 0, 0], '1 document: 1 accepted\n'],
	[[2, 1, 1, 1], '5 documents: 2 accepted, 1 rejected, 1 inadmissible, 1 undecided\n'],
]
test.each(summaries)('%j is summed up', ([accepted, rejected, inadmissible, undecided], shown) => {
	const summary = { accepted, rejected, inadmissible, undecided }
	expect(text.close!(summary, { lang: 'en', paint: plain })).toBe(shown)
})

test('what comes from outside cannot steer the terminal', () => {
	const hostile = {
		...verdict,
		source: 'a\u001b]0;x\u0007.xml',
		findings: [{ ...finding, rule: 'R\u001b[2J', found: '1\r2', message: { fr: '\u202e', en: '\u009b' } }],
	}
	const shown = text.one(hostile, { lang: 'en', paint: plain, text: source })
	expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})

test('without the text there is no line to show', () => {
	expect(text.one(verdict, { lang: 'en', paint: plain })).not.toContain(' | ')
})

const place = { path: '/Invoice/Total[1]', line: 2, column: 3, offset: 12 }
const healed: Verdict = {
	...verdict,
	rejections: [{ ...verdict.rejections[0]!, findings: [0, 1], rootCause: 1 }],
	findings: [
		{ ...finding, rule: 'BR-CO-13', causedBy: 1 },
		{
			...finding,
			place: { action: 'change', location: place, wording: { fr: 'Corrigez.', en: 'Correct it.' } },
			fix: {
				...finding.fix,
				patch: {
					edits: [{ op: 'set-text', location: place, before: '100.00', value: '110.00' }],
					summary: { fr: 'Mettez 110.', en: 'Put 110.' },
					reason: { fr: 'Le calcul le dit.', en: 'The sum says so.' },
					announces: { fr: 'Attention : un montant change.', en: 'Mind: an amount changes.' },
					proven: true,
					heals: true,
				},
			},
		},
	],
}

test('the root cause leads, with its place, its proven change, and what follows from it', () => {
	const shown = text.one(healed, { lang: 'en', paint: plain, text: source })
	expect(shown).toContain('  Correct this first:\n  fatal BR-CO-10')
	expect(shown).toContain(`    Where: Correct it. /Invoice/Total[1] (2:3)
    Proposed change: Mind: an amount changes. Put 110. The sum says so.
      100.00 → 110.00
      Proven: with this change nothing stands against the invoice any more.
    Following from it: BR-CO-13
`)
	expect(shown).not.toContain('fatal BR-CO-13')
	expect(text.one(healed, { lang: 'fr', paint: plain })).toContain('À corriger en premier :')
})
