import { expect, test } from 'vitest'
import { Fault, type FaultCode } from '#engine'
import { abandon, engineFault } from './abandoned.ts'

const document = { source: 'a.xml', document: { sha256: 'ab', bytes: 12 }, asOf: '2026-11-21' }

const causes: [FaultCode, fr: RegExp, en: RegExp][] = [
	['deadline-exceeded', /: le temps .* écoulé\. Rien/, /: the time .* ran out\. Nothing/],
	[
		'worker-lost',
		/: le programme .* deux fois de suite\. Rien/,
		/: the judging program .* in a row\. Nothing/,
	],
	['internal', /: le programme de contrôle a échoué\. Rien/, /: the judging program failed\. Nothing/],
]
test.each(causes)('a document lost to %s is undecided, for that cause', (code, fr, en) => {
	const verdict = abandon(document, new Fault(code, 'at engine/x.ts'))
	expect(verdict).toMatchObject({ ...document, verdict: 'undecided', rejections: [], checkedWith: [] })
	const [{ rule, found, message }] = verdict.findings as [(typeof verdict.findings)[0]]
	expect({ rule, found }).toEqual({ rule: engineFault, found: code })
	expect(message.fr).toMatch(fr)
	expect(message.en).toMatch(en)
	expect(JSON.stringify(verdict)).not.toContain('engine/x.ts')
})
