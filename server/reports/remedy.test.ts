/** Cause, place, change and proof in the formats of others: SVRL, the life-cycle message, the acknowledgement. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseTree } from '#engine'
import { type Lang, mended, type Rules, type Verdict, validate } from '#rules'
import { ownRuleSet } from '../rule-sets.ts'
import { plain } from '../terminal.ts'
import { acknowledgement } from './acknowledgement.ts'
import { cdar } from './cdar.ts'
import { remedyOf } from './remedy.ts'
import { svrlFrame, svrlOf } from './svrl.ts'

const rules: Rules = { kind: 'chosen', load: ownRuleSet, beyond: 'off' }
const samples = new URL('../../corpus/samples/', import.meta.url)
const sound = {
	ubl: readFileSync(new URL('ubl-invoice.xml', samples), 'utf8'),
	cii: readFileSync(new URL('cii-invoice.xml', samples), 'utf8'),
}

interface Told {
	readonly text: string
	readonly verdict: Verdict
}

function told(text: string): Told {
	const context = { source: 'f.xml', sha256: 'a'.repeat(64), asOf: '2026-11-21', rules }
	return { text, verdict: mended(validate(new TextEncoder().encode(text), context), context).verdict }
}

const dueWrong = {
	ubl: told(sound.ubl.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$19999.00')),
	cii: told(sound.cii.replace(/(<ram:DuePayableAmount[^>]*>)[^<]*/, '$19999.00')),
}
const lineWrong = {
	ubl: told(sound.ubl.replace(/(<cac:InvoiceLine>.*?<cbc:LineExtensionAmount[^>]*>)[^<]*/s, '$19999.00')),
	cii: told(
		sound.cii.replace(
			/(<ram:SpecifiedTradeSettlementLineMonetarySummation>\s*<ram:LineTotalAmount[^>]*>)[^<]*/s,
			'$19999.00',
		),
	),
}

const formats: Readonly<Record<string, (told: Told, lang: Lang) => string>> = {
	svrl: ({ verdict, text }, lang) => svrlFrame.one('f.xml', svrlOf({ verdict, text, rules, lang })),
	cdar: ({ verdict, text }, lang) => cdar.one(verdict, { lang, paint: plain, text }),
	acknowledgement: ({ verdict }, lang) => JSON.stringify(acknowledgement(verdict, lang)),
}

const said = {
	fr: ['À corriger en premier', 'Où :', 'Correction proposée :', 'Attention :', 'Vérifiée :'],
	en: ['Correct this first', 'Where:', 'Proposed change:', 'Mind:', 'Proven:'],
} as const
const cases = Object.keys(formats).flatMap((format) =>
	(['ubl', 'cii'] as const).flatMap((syntax) =>
		(['fr', 'en'] as const).map((lang) => [format, syntax, lang] as const),
	),
)
test.each(cases)('%s tells cause, place, change and proof: %s, %s', (format, syntax, lang) => {
	const report = formats[format]!(dueWrong[syntax], lang)
	for (const words of said[lang]) expect(report).toContain(words)
	for (const words of said[lang === 'fr' ? 'en' : 'fr']) expect(report).not.toContain(words)
	const { place } = dueWrong[syntax].verdict.findings[0]!
	expect(report).toContain(`${place!.location.path} (${place!.location.line}:${place!.location.column})`)
	expect(report).toContain('9999.00 → ')
})

test.each(cases)('%s names what a finding follows from: %s, %s', (format, syntax, lang) => {
	const { verdict } = lineWrong[syntax]
	const follower = verdict.findings.find(({ causedBy }) => causedBy !== undefined)!
	const cause = verdict.findings[follower.causedBy!]!
	const report = formats[format]!(lineWrong[syntax], lang)
	expect(report).toContain(`${lang === 'fr' ? 'Découle de :' : 'Follows from:'} ${cause.rule} (`)
	expect(report).toContain(`${lang === 'fr' ? 'En découlent :' : 'Following from it:'} `)
})

test('the acknowledgement begins with what to correct first', () => {
	const { verdict } = lineWrong.ubl
	const [first] = acknowledgement(verdict, 'en').details!
	const root = verdict.findings[verdict.rejections[0]!.rootCause]!
	expect(first!.reasonMessage.split('\n')[0]).toBe(root.message.en)
})

/** Names and own text of the elements, in document order. */
function elements(xml: string): readonly (readonly [name: string, text: string])[] {
	const { tree, failure } = parseTree(xml)
	if (failure !== undefined) throw new Error(failure.message)
	return Array.from({ length: tree.count }, (_, node) => node)
		.filter((node) => tree.kind[node] === 1)
		.map((node) => [tree.names.local(tree.name[node]!), tree.stringValue(node)] as const)
}

test('the life-cycle message gives the value to use instead, once proven, and what it touches', () => {
	const all = elements(formats.cdar!(dueWrong.ubl, 'en'))
	const at = all.findIndex(([name, text]) => name === 'TypeCode' && text === 'MAJ')
	const group = all.slice(at, at + 7).map(([name]) => name)
	expect(group).toEqual([
		'TypeCode',
		'ValueChangedIndicator',
		'Indicator',
		'Name',
		'Description',
		'Location',
		'Value',
	])
	expect(all[at + 4]![1]).toMatch(/^Mind: .*Proven: /)
	expect(all[at + 6]![1]).toBe('1000.00')
})

test('a message has the reasons of its status alone', () => {
	const { verdict, text } = told(
		sound.ubl.replace(/<cbc:DocumentCurrencyCode>[^<]*<\/cbc:DocumentCurrencyCode>/, '<cbc:Nonsense/>'),
	)
	expect(new Set(verdict.rejections.map(({ status }) => status))).toEqual(new Set(['501', '213']))
	const all = elements(cdar.one(verdict, { lang: 'en', paint: plain, text }))
	const reasons = all.filter(([name]) => name === 'ReasonCode').map(([, code]) => code)
	expect(reasons).toEqual(['IRR_SYNTAX'])
	const notes = all.filter(([name]) => name === 'Content').map(([, content]) => content)
	for (const { findings } of verdict.rejections)
		for (const index of findings)
			expect(notes.some((note) => note.startsWith(`${verdict.findings[index]!.rule}: `))).toBe(true)
})

test('SVRL holds what no Schematron found, at a place that selects its element', () => {
	const wrong = told(sound.ubl.replace('<cbc:ID>', '<cbc:Nonsense/><cbc:ID>'))
	const report = formats.svrl!(wrong, 'en')
	expect(report).toMatch(
		/<svrl:active-pattern id="structure-[^>]*>.*location="\/ns\d:Invoice\[1\]\/ns\d:Nonsense\[1\]"/s,
	)
	expect(report).toMatch(/property="recevable-mend".*property="recevable-proof"/s)
	const unread = formats.svrl!(told('<Invoice'), 'en')
	expect(unread).toMatch(/<svrl:failed-assert id="READ-[^>]*location="\/"/)
})

test('a document in order has nothing to tell', () => {
	const { verdict, text } = told(sound.ubl)
	expect(remedyOf(verdict, 0, 'fr')).toEqual([])
	for (const format of Object.values(formats))
		expect(format({ verdict, text }, 'fr')).not.toMatch(/property="recevable-|IncludedNote|"details"/)
})
