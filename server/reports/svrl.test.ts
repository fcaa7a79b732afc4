/** SVRL of one document under one rule set, and of several in one frame. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseTree } from '#engine'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder = ''
beforeAll(() => {
	folder = mkdtempSync(`${tmpdir()}/svrl-`)
	writeFileSync(
		`${folder}/set.sch`,
		`<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern id="p"><rule context="b">
		<assert id="B-1" test="@c = '1'" flag="fatal">c is not 1</assert></rule></pattern></schema>`,
	)
	writeFileSync(`${folder}/one.xml`, '<a><b c="1"/><b c="2"/></a>')
	writeFileSync(`${folder}/two.xml`, '<a><b c="3"/></a>')
	writeFileSync(`${folder}/bad.xml`, '<a>')
})
afterAll(() => rmSync(folder, { recursive: true }))

function check(...files: string[]): {
	readonly status: number | null
	readonly stdout: string
	readonly stderr: string
} {
	const paths = files.map((f) => `${folder}/${f}`)
	const args = [
		'--conditions=source',
		'server/main.ts',
		'check',
		'--format',
		'svrl',
		'--schematron',
		`${folder}/set.sch`,
		...paths,
	]
	return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
}

/** Local names of the elements, in document order. */
function elements(xml: string): string[] {
	const tree = parseTree(xml).tree!
	return Array.from({ length: tree.count }, (_, n) => n)
		.filter((n) => tree.kind[n] === 1)
		.map((n) => tree.names.local(tree.name[n]!))
}

test('one document under one rule set is an SVRL file', () => {
	const { status, stdout } = check('one.xml')
	const found = elements(stdout)
	expect(found[0]).toBe('schematron-output')
	expect(found.filter((name) => name === 'fired-rule')).toHaveLength(2)
	expect(found.filter((name) => name === 'failed-assert')).toHaveLength(1)
	expect(stdout).toContain('location="/a[1]/b[2]"')
	expect(status).toBe(1)
})

test('several stand in one frame, each under its document', () => {
	const found = elements(check('one.xml', 'two.xml').stdout)
	expect(found[0]).toBe('svrl-reports')
	expect(found.filter((name) => name === 'document')).toHaveLength(2)
	expect(found.filter((name) => name === 'schematron-output')).toHaveLength(2)
})

test('a document that is no XML has none, and that is said', () => {
	const { status, stdout, stderr } = check('bad.xml')
	expect([status, stdout]).toEqual([1, ''])
	expect(stderr).toContain('no SVRL')
})

test('the frame escapes names', async () => {
	const { svrlFrame } = await import('./svrl.ts')
	expect(svrlFrame.one('a"&<b', [])).toContain('name="a&quot;&amp;&lt;b"')
})
