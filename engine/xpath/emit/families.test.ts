/** What is kept of a family of paths gives what each path gives alone: nodes, order and errors. */
import { describe, expect, test } from 'vitest'
import { readSchematron } from '#schematron'
import { compileProgram } from '../../ruleset/compile.ts'
import { linkProgram } from '../../ruleset/link.ts'
import { parseTree } from '../../tree/parse.ts'

const compiled = (tests: readonly string[]) => {
	const asserts = tests.map(
		(one, i) => `<assert id="R-${i}" test="${one.replaceAll('<', '&lt;')}">x</assert>`,
	)
	const text = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><let name="all" value="//c"/><let name="as" value="//a"/><let name="twice" value="(//a, //a)"/><pattern><rule context="r"><let name="own" value="@own"/>${asserts.join('')}</rule></pattern></schema>`
	return compileProgram(readSchematron(text, { file: 'f.sch' }))
}
const found = (tests: readonly string[], xml: string) => {
	const { findings } = linkProgram(compiled(tests)).run(parseTree(xml).tree!)
	return findings.map(({ rule, text }) => `${rule} ${text}`)
}

/** Each with S and with Z, so that there are families. */
const templates = [
	"exists(//a[b = 'S'])",
	"exists(//a[normalize-space(b) = 'S'])",
	"count(//a[b = 'S'][c]) = 1",
	"count(//a[c][b = 'S']) = 1",
	"count(//a[c and b = 'S' and d]) < 1",
	"//a[c = 'x']/b[. = 'S']",
	"//a/b[normalize-space(.) = 'S']/..[c]",
	"sum(//a[b = 'S']/xs:decimal(c)) = 3",
	"sum(//(a|e)[b = 'S']/c) = 3",
	"every $x in ('1', '2') satisfies //a[b = 'S'][c = $x]",
	"every $x in ('1', '2') satisfies //a[c = $x][b = 'S']",
	"count(//a[xs:decimal(c) = 1][b = 'S']) = 1",
	"//a[b = 'S'][xs:decimal(c) = 1] and @own",
	"//a[b = 'S' and c = $own]",
	"count(//a[b = 'S'][c = $own]/b) = 1",
	"count($as[b = 'S']) = 1",
	"count($twice[b = 'S']) = 2",
	"$as[c][b = 'S']/c = '1'",
	"count($as/b[normalize-space(.) = 'S']) = 1",
	"count($twice/b[. = 'S']) = 1",
	"every $x in ('1', '2') satisfies $as[b = 'S'][c = $x]",
	"count((/r | /q)/a[b = 'S']//c) = 1",
	"not(//a[@k = 'S']) or //a[@k = 'S'][1]/c",
	"//a['S' = (b, c)]/c = 1",
	"count(//a[.//b = 'S']//c) = 2",
	"//a[string-length(b) = 1][b = 'S'][2]",
	"//a[count(b) = 1]/b[. = 'S']/following-sibling::c = $all",
]
const documents = [
	'<r/>',
	'<r own="1"><a><b>S</b><c>1</c></a></r>',
	'<r own="x"><a><b> S </b><c>1</c></a><a><b>S</b><c>2</c><d/></a><a><b>Z</b></a></r>',
	'<r><a k="S"><b>Z</b><c>1</c><a k="Z"><b>S</b><c>3</c><c>x</c></a></a><e><b>Z</b><c>3</c></e></r>',
	'<r><a><b>S</b><b>Z</b><c>1</c></a></r>',
	'<r><a><b>S</b><c>1</c></a><a><b>S</b><b>S</b><c>no</c></a></r>',
	'<r><a><b>Z</b><c>no</c></a><a><b>S</b><c>1</c></a></r>',
	'<r><a><b>S</b><c>1</c></a><a><b>Z</b><c>no</c></a><!--S--></r>',
	'<r><a><b><!--x-->S</b><c/></a><q><a><b>S</b></a></q></r>',
]
const texts = ['S', 'Z', 'K']
const family = (template: string) => texts.map((text) => template.replaceAll("'S'", `'${text}'`))

describe('together as alone', () => {
	test.each(templates)('%s', (template) => {
		const together = family(template)
		for (const xml of documents) {
			const alone = together.flatMap((one, i) =>
				found([one], xml).map((line) => line.replace('R-0', `R-${i}`)),
			)
			expect([xml, found(together, xml)]).toEqual([xml, alone])
		}
	})
})

test('all together as alone, though they share their walks', () => {
	const all = templates.flatMap(family)
	expect(compiled(all).code).toMatch(/^function walk\d+\(t, s\)/m)
	for (const xml of documents) {
		const alone = all.flatMap((one, i) => found([one], xml).map((line) => line.replace('R-0', `R-${i}`)))
		expect([xml, found(all, xml)]).toEqual([xml, alone])
	}
})

describe('families share a walk', () => {
	test.each([
		['that start from the same nodes', ["exists(//a[b = 'S'])", "exists(//a[c = 'S'])"], 1],
		['whatever they ask on the way', ["//a[c][b = 'S']", "//a/d[. = 'S']"], 1],
		['by a variable too', ["$as[b = 'S']", "$as/c[. = 'S']"], 1],
		['not from others', ["exists(//a[b = 'S'])", "exists(//c[b = 'S'])"], 0],
		['not one alone', ["exists(//a[b = 'S'])"], 0],
	])('%s', (_, some, count) =>
		expect(compiled(some.flatMap(family)).code.match(/^function walk\d+\(t, s\)/gm)?.length ?? 0).toBe(count),
	)
})

describe('a family is kept', () => {
	test.each([
		['of paths that differ in a text', "exists(//a[b = 'S'])", 1],
		['of paths that go on from there', "//a[b = 'S']/c", 1],
		['whatever else is asked', "count(//a[c][b = 'S'][d]) = 1", 1],
		['whatever variable is asked after it', "//a[b = 'S'][c = $own]", 1],
		['of the nodes of a variable of the document', "count($as[b = 'S']) = 1", 1],
		['of what is below them', "exists($as/b[. = 'S'])", 1],
		['not of those of a rule', "exists($own[. = 'S'])", 0],
		['not of nodes in another order', "count($twice[b = 'S']) = 1", 0],
		['not where a variable is asked before', "//a[c = $own][b = 'S']", 0],
		['not of positions', "//a[b = 'S'][1]/c", 0],
		['not of positions before', "//a[1][b = 'S']", 0],
		['not of paths from the context', "a[b = 'S']", 0],
		['not of numbers', "//a[count(b) = 'S']", 0],
	])('%s: %s', (_, template, count) =>
		expect(compiled(family(template)).code.match(/^function kept/gm)?.length ?? 0).toBe(count),
	)

	test('and not of one text', () => expect(compiled(["//a[b = 'S']"]).code).not.toContain('function kept'))
})
