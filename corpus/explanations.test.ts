/**
 * The rejections that rules/README.md shows are those that the program gives for a stated case; and a Schematron that
 * a user brings is explained by the ids of its rules, or quoted.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { validate } from '#rules'
import { loadRuleSet, ownRuleSet } from '../server/rule-sets.ts'
import { makeCases } from './cases.ts'
import { asOf } from './runner.ts'

const rows = [
	...readFileSync(new URL('../rules/README.md', import.meta.url), 'utf8').matchAll(
		/^\| ([A-Z]+(?:-[A-Z]+)?-\d+) \| .* \| (.+) \|$/gm,
	),
].map(([, rule, ours]) => ({ rule: rule!, message: ours!.split(/ (?:Trouvé|À faire) :/)[0]! }))

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('ten rejections are shown, each as it is said', () => {
	const said = new Map(rows.map(({ rule }) => [rule, new Set<string>()]))
	for (const { stated, text } of makeCases(`${import.meta.dirname}/cases`)) {
		if (![...stated.expected.keys()].some((finding) => said.has(finding.split(' ')[0]!))) continue
		const { verdict } = validate(new TextEncoder().encode(text), {
			source: stated.title,
			sha256: '',
			asOf,
			rules: { kind: 'chosen', load: ownRuleSet },
		})
		for (const { rule, message } of verdict.findings) said.get(rule)?.add(plain(message.fr))
	}
	expect(rows).toHaveLength(10)
	expect(rows.filter(({ rule, message }) => !said.get(rule)!.has(message))).toEqual([])
})

const brought = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
	<ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
	<ns prefix="cac" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>
	<pattern>
		<rule context="cac:LegalMonetaryTotal">
			<assert id="BR-CO-10" test="cbc:LineExtensionAmount = sum(../cac:InvoiceLine/cbc:LineExtensionAmount)">Sum</assert>
			<assert id="ZZ-7" test="false()">[ZZ-7] - Never enough in BT-106</assert>
		</rule>
	</pattern>
</schema>`

test('rules that a user brings are explained by id, others quoted as their author’s', () => {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-brought-'))
	try {
		const file = join(folder, 'brought.sch')
		writeFileSync(file, brought)
		const invoice = readFileSync(`${import.meta.dirname}/cases/ubl-vat.xml`, 'utf8').replace(
			'<cbc:LineExtensionAmount currencyID="EUR">100.00',
			'<cbc:LineExtensionAmount currencyID="EUR">90.00',
		)
		const { findings } = validate(new TextEncoder().encode(invoice), {
			source: 'a.xml',
			sha256: '',
			asOf,
			rules: { kind: 'alone', ruleSets: [loadRuleSet(file)] },
		}).verdict
		expect(findings.map(({ rule, found, expected }) => [rule, found, expected])).toEqual([
			['BR-CO-10', '90.00', '100.00'],
			['ZZ-7', undefined, undefined],
		])
		expect(findings[0]).toMatchObject({ terms: ['BT-106', 'BT-131'] })
		expect(plain(findings[0]!.message.fr)).toContain('La somme des montants nets des lignes (BT-106)')
		expect(plain(findings[1]!.message.fr)).toContain('Son auteur écrit : « Never enough in BT-106 »')
		expect(findings[1]!.terms).toEqual(['BT-106'])
		expect(findings[1]!.why.en).toContain('its author’s')
	} finally {
		rmSync(folder, { recursive: true })
	}
})
