import { expect, test } from 'vitest'
import { parseFailure, parseTree } from '#engine'
import { adviceOn } from './reading.ts'

const cases: readonly (readonly [string, string, string, RegExp])[] = [
	['truncated', '<a><b>', 'READ-MALFORMED', /the tag <\S+> is not closed/],
	['undeclared prefix', '<a>\n<x:b/></a>', 'READ-NAMESPACE', /\(x\)/],
	['document type', '<!DOCTYPE a><a/>', 'READ-DOCTYPE', /DOCTYPE/],
	['too deep', '<a>'.repeat(300) + '</a>'.repeat(300), 'READ-LIMIT', /257 levels of nesting, of 256 at most/],
]

test.each(cases)('%s', (_title, xml, id, message) => {
	const { failure } = parseTree(xml)
	const unreadable = parseFailure(failure!)
	expect(unreadable.id).toBe(id)
	expect(unreadable.at?.line).toBe(failure?.line)
	expect(adviceOn(unreadable).message.en).toMatch(message)
})
