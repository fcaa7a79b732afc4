import { expect, test } from 'vitest'
import { parseTree } from '../tree/parse.ts'
import { parseFailure } from './failure.ts'

const refused: [xml: string, id: string, values: object, line: number, column: number][] = [
	['<a>\n  <b></a>', 'READ-MALFORMED', { reason: expect.stringContaining('close tag') }, 2, 9],
	['<a>\n  <b>', 'READ-MALFORMED', { reason: expect.stringContaining('unclosed tag') }, 2, 5],
	['<a/><b/>', 'READ-MALFORMED', {}, 1, 7],
	['<a>\n Dupont & Fils</a>', 'READ-MALFORMED', { reason: expect.stringContaining('ampersand') }, 2, 9],
	['<a b="x&y"><c>z;</c></a>', 'READ-MALFORMED', { reason: expect.stringContaining('ampersand') }, 1, 8],
	[
		'<a><!-- & --><![CDATA[ & ]]><?p & ?>&amp;&#9;&#xA;</b>',
		'READ-MALFORMED',
		{ reason: expect.stringContaining('close tag') },
		1,
		54,
	],
	['<a>&nbsp;</a>', 'READ-MALFORMED', { reason: expect.stringContaining('entity') }, 1, 9],
	['<a>\r\nx\0y</a>', 'READ-NUL', {}, 2, 2],
	['<a>\n<b></a>\0', 'READ-NUL', {}, 2, 8],
	['<!DOCTYPE a><a>\0</a>', 'READ-NUL', {}, 1, 16],
	['<a>\n<x:b/></a>', 'READ-NAMESPACE', { prefix: 'x' }, 2, 6],
	['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'READ-DOCTYPE', {}, 1, 1],
	['<a><b><c/></b></a>', 'READ-LIMIT', { limit: 'depth', allowed: '2', count: '3' }, 1, 11],
]
test.each(refused)('%s is refused with a place', (xml, id, values, line, column) => {
	const { failure } = parseTree(xml, { limits: { depth: 2 } })
	expect(parseFailure(failure!, xml)).toMatchObject({
		kind: 'read-failure',
		id,
		values,
		at: { line, column },
	})
})
