import { expect, test } from 'vitest'
import { formatOf, specificationOf } from './format.ts'

const identifiers: [identifier: string, expected: object | undefined][] = [
	['urn:cen.eu:en16931:2017', { name: 'EN 16931' }],
	['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', { name: 'Factur-X', profile: 'BASIC' }],
	[
		'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
		{ name: 'Factur-X', profile: 'EXTENDED' },
	],
	['urn:factur-x.eu:1p0:basicwl', { name: 'Factur-X', profile: 'BASIC WL' }],
	['urn:factur-x.eu:1p0:minimum', { name: 'Factur-X', version: '1.0', profile: 'MINIMUM' }],
	['urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended', { name: 'ZUGFeRD 2', version: '2.0' }],
	['urn:ferd:CrossIndustryDocument:invoice:1p0:comfort', { name: 'ZUGFeRD 1', profile: 'EN 16931' }],
	[
		'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
		{ name: 'XRechnung', version: '3.0' },
	],
	[
		'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0',
		{ name: 'XRechnung', profile: 'Extension' },
	],
	[
		'urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_1.2',
		{ name: 'XRechnung', version: '1.2' },
	],
	[
		'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
		{ name: 'Peppol BIS Billing' },
	],
	['urn:peppol:pint:billing-1@ae-1', { name: 'Peppol PINT', profile: 'ae-1' }],
	['urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr', { profile: 'EXTENDED-CTC-FR' }],
	['urn:cen.eu:en16931:2017#conformant#urn:UBL.BE:1.0.0.20180214', { name: 'EN 16931' }],
	['OIOUBL-2.02', undefined],
	['', undefined],
]
test.each(identifiers)('%s', (identifier, expected) => {
	const found = specificationOf(identifier)
	if (expected === undefined) expect(found).toBeUndefined()
	else expect(found).toMatchObject(expected)
})

const base = {
	node: 1,
	locate: () => ({ path: '/', line: 1, column: 1, offset: 0 }),
	root: { uri: '', local: 'x' },
	invoice: {},
}
const en = 'urn:cen.eu:en16931:2017'
const formats: [what: string, given: Parameters<typeof formatOf>, expected: object | undefined][] = [
	['no invoice', [base, 'xml'], undefined],
	['UBL of no profile', [{ ...base, syntax: 'ubl-invoice' }, 'xml'], { name: 'UBL', confidence: 'probable' }],
	[
		'CII of an unknown profile',
		[{ ...base, syntax: 'cii', profile: 'x' }, 'xml'],
		{ name: 'CII', confidence: 'probable' },
	],
	['EN 16931', [{ ...base, syntax: 'cii', profile: en }, 'xml'], { name: 'EN 16931', confidence: 'certain' }],
	[
		'EN 16931 in a PDF',
		[
			{ ...base, syntax: 'cii', profile: en },
			'pdf',
			{ name: 'Factur-X', version: '1.0', profile: 'EN 16931' },
		],
		{ name: 'Factur-X', version: '1.0', profile: 'EN 16931', confidence: 'certain' },
	],
	[
		'a PDF that contradicts',
		[
			{ ...base, syntax: 'cii', profile: en },
			'pdf',
			{ name: 'ZUGFeRD 2', version: '1.0', profile: 'BASIC' },
			1,
		],
		{ name: 'ZUGFeRD 2', version: '1.0', profile: 'EN 16931', confidence: 'probable' },
	],
	[
		'XRechnung in a PDF',
		[
			{ ...base, syntax: 'cii', profile: `${en}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0` },
			'pdf',
			{ name: 'Factur-X' },
		],
		{ name: 'XRechnung', version: '3.0', confidence: 'certain' },
	],
	[
		'ZUGFeRD 1',
		[
			{
				...base,
				root: { uri: 'urn:ferd:CrossIndustryDocument:invoice:1p0', local: 'CrossIndustryDocument' },
			},
			'pdf',
		],
		{ name: 'ZUGFeRD 1', version: '1.0', confidence: 'certain' },
	],
]
test.each(formats)('%s', (_, given, expected) => {
	expect(formatOf(...given)).toEqual(expected)
})
