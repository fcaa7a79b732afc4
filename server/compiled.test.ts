/** Rule sets compiled ahead of time judge as freshly compiled ones do, and spare a cold start the parser. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { linkProgram, parseTree } from '#engine'
import { listValues } from '#rules'
import { readKept } from './compiled.ts'
import { compileOwn, prepareOwn } from './rule-sets.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const broken = readFileSync(`${root}corpus/samples/ubl-invoice.xml`, 'utf8').replace(
	/<cbc:ID>[^<]*<\/cbc:ID>/g,
	'',
)

describe('a rule set kept compiled', () => {
	test('is linked from disk and finds the same', () => {
		prepareOwn('en16931-ubl')
		const kept = readKept('en16931-ubl')!
		const lists = listValues('2026-06-01', 'ubl')
		const tree = parseTree(broken).tree!
		const findings = (set: ReturnType<typeof linkProgram>) =>
			set.run(tree).findings.map((f) => [f.rule, f.location.path])
		const expected = findings(linkProgram(compileOwn('en16931-ubl'), { lists }))
		expect(expected.length).toBeGreaterThan(3)
		expect(findings(linkProgram(kept.program, { lists, module: kept.module }))).toEqual(expected)
		expect(kept.program.code).toBe('')
	})

	test('is not there for an unknown id', () => expect(readKept('nothing')).toBeUndefined())

	test('lets a cold check run without the XPath parser and without code from strings', () => {
		prepareOwn('en16931-ubl')
		prepareOwn('beyond-ubl')
		const report =
			"process.on('exit',()=>{const m=process.getBuiltinModule('node:module');console.error(Object.keys(m._cache).some((k)=>k.includes('fontoxpath'))?'parser':'no parser')})"
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[
				'--conditions=source',
				'--disallow-code-generation-from-strings',
				'--import',
				`data:text/javascript,${encodeURIComponent(report)}`,
				'server/main.ts',
				'check',
				'corpus/samples/ubl-invoice.xml',
			],
			{ cwd: root, encoding: 'utf8' },
		)
		expect(stderr).toContain('no parser')
		expect(stdout).toContain('"verdict":"accepted"')
		expect(status).toBe(0)
	})
})
