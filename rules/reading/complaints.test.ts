import { expect, test } from 'vitest'
import { documentLimits, parseFailure, parseTree } from '#engine'
import { complaintOf, limitNames } from './complaints.ts'

const broken: [xml: string, en: string][] = [
	['<a><b></a>', 'this end tag is not the one due'],
	['<a><b>', 'the tag <b> is not closed'],
	['<a></a></b>', 'the tag </b> closes nothing'],
	['<a', 'there is no complete element'],
	['<a><b', 'the tag <a> is not closed'],
	['<a/><!-- x', 'the file stops in the middle of a comment or a tag'],
	['<a x="1" x="2"/>', 'the attribute x is written twice'],
	['<a><!-- x -- y --></a>', 'a comment holds two dashes (--)'],
	['<a>&nbsp;</a>', 'XML has no such entity (only &amp; &lt; &gt; &quot; and &apos;)'],
	['<a>Dupont & Fils</a>', 'an “&” is not followed by an entity: it is written &amp;'],
	['<a>&#0;</a>', 'an “&” is not followed by an entity: it is written &amp;'],
	[' <?xml version="1.0"?><a/>', 'the declaration <?xml …?> has to be at the very start of the file'],
	['<?xml version="1.0"?>', 'there is no complete element'],
	['<a/><b/>', 'a second element follows the root element'],
	['<a/>text', 'there is text outside the root element'],
	['<a>]]></a>', 'the text holds “]]>”'],
	['<a!/>', 'a name holds a forbidden character'],
	['<a b/>', 'a tag is badly written (an attribute is written name="value")'],
	['<a b=1/>', 'a tag is badly written (an attribute is written name="value")'],
	['<a xmlns:xml="x"/>', 'a namespace declaration is wrong'],
	['<?xml?><a/>', 'the declaration <?xml …?> is badly written'],
	['<a>\u0001</a>', 'a forbidden character stands here'],
	['<a>< b/></a>', 'a name holds a forbidden character'],
]
test.each(broken)('%j: %s', (xml, en) => {
	const { values } = parseFailure(parseTree(xml).failure!, xml)
	const wording = complaintOf(values.reason!)
	expect(wording.en).toBe(en)
	expect(wording.fr).not.toBe(values.reason)
})

test('an unknown complaint is shown as it is', () => {
	expect(complaintOf('odd')).toEqual({ fr: 'odd', en: 'odd' })
})

test('every limit has a name', () => {
	expect(Object.keys(limitNames)).toEqual(expect.arrayContaining(Object.keys(documentLimits)))
})
