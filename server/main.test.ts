/** The command line as a process: arguments in; output, complaints and status out. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const sample = 'corpus/samples/ubl-invoice.xml'
const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

function recevable(args: readonly string[], input = '', flags: readonly string[] = []) {
	const argv = ['--conditions=source', ...flags, 'server/main.ts', ...args]
	const { NO_COLOR, FORCE_COLOR, ...environment } = process.env
	const env = { ...environment, LANG: 'C', LC_ALL: '' }
	const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
		cwd: root,
		input,
		env,
		encoding: 'utf8',
	})
	return { status, stdout, stderr }
}

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text)
	return join(folder, name)
}

const schematron = (
	test: string,
) => `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
	<pattern>
		<rule context="/*">
			<assert id="T-1" flag="fatal" test="${test}">A note is wanted.</assert>
		</rule>
	</pattern>
</schema>
`
const right = file('right.sch', schematron('true()'))
const wrong = file('wrong.sch', schematron('note'))
const broken = file('broken.sch', schematron('count('))
const any = file('any.xml', '<letter/>')

const usage: [args: string[], sentence: string][] = [
	[[], 'recevable COMMAND'],
	[['chekc', 'a.xml'], "There is no command 'chekc'. Did you mean 'check'?"],
	[['toil'], "There is no command 'toil'."],
	[['serve', '--host', '0.0.0.0'], 'beyond this machine'],
	[['serve', '--port', 'x'], 'port must be integer'],
	[['check'], 'Which documents?'],
	[['check', 'missing.xml'], 'missing.xml does not exist.'],
	[['check', '--fromat', 'json', sample], 'There is no option --fromat. Did you mean --format?'],
	[['check', '--as-of', '2026-02-31', sample], "--as-of cannot be '2026-02-31'"],
	[['check', '--jobs', '0', sample], "--jobs cannot be '0'"],
	[['check', '--phase', 'x', sample], '--phase goes with --schematron.'],
	[['check', '--schematron', 'missing.sch', sample], 'missing.sch does not exist.'],
	[['check', 'node_modules/.bin/../../engine/xpath'], 'There is no .xml or .pdf file in'],
	[['check', '--out', 'no/such/folder/x', any], 'no/such/folder/x cannot be written: ENOENT.'],
	[['compile'], 'Which Schematron?'],
	[['corpus', 'run', 'engine'], 'engine is no corpus'],
]
test.each(usage)('recevable %j is wrong usage', (args, sentence) => {
	const { status, stdout, stderr } = recevable(args)
	expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
	expect(stderr).toContain(sentence)
	expect(stderr).not.toMatch(/\n\s+at /)
})

const nodes: [node: string, status: number, complaint: string][] = [
	['20.20.2', 3, 'recevable needs Node 24 or later; this is Node 20.20.2.\n'],
	['23.11.1', 3, 'recevable needs Node 24 or later; this is Node 23.11.1.\n'],
	['24.0.0', 0, ''],
	['100.0.0', 0, ''],
]
test.each(nodes)('on Node %s it ends with %i', (node, status, complaint) => {
	const posing = `Object.defineProperty(process.versions, 'node', { value: '${node}' })`
	const flags = ['--import', `data:text/javascript,${encodeURIComponent(posing)}`]
	expect(recevable(['--help'], '', flags)).toMatchObject({ status, stderr: complaint })
})

test('the oldest Node is that of the package', () => {
	const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
	expect(engines).toEqual({ node: '>=24' })
})

test('help is no mistake', () => {
	for (const args of [['--help'], ['check', '--help'], ['compile', '-h'], ['corpus', '--help']])
		expect(recevable(args)).toMatchObject({
			status: 0,
			stderr: '',
			stdout: expect.stringContaining('recevable'),
		})
})

const judged: [args: string[], input: string, status: number, verdicts: string[]][] = [
	[['check', '--schematron', right, any], '', 0, ['accepted']],
	[['check', '--schematron', wrong, any], '', 1, ['rejected']],
	[['check', '--schematron', wrong, '-'], '<letter><note/></letter>', 0, ['accepted']],
	[['check', '--schematron', right, '-', any], '', 1, ['inadmissible', 'accepted']],
	[['check', sample], '', 0, ['accepted']],
]
test.each(judged)('recevable %j', (args, input, status, verdicts) => {
	const run = recevable(args, input)
	const lines = run.stdout.trimEnd().split('\n')
	expect({ status: run.status, stderr: run.stderr }).toEqual({ status, stderr: '' })
	expect(lines.map((line) => JSON.parse(line).verdict)).toEqual(verdicts)
})

test('the command that the README shows accepts the invoices made here', () => {
	const { status, stdout } = recevable(['check', 'corpus/samples'])
	const verdicts = stdout
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line).verdict)
	expect({ status, verdicts: [...new Set(verdicts)] }).toEqual({ status: 0, verdicts: ['accepted'] })
	expect(verdicts.length).toBeGreaterThanOrEqual(3)
})

test('the same bytes give the same verdict, byte by byte', () => {
	const args = ['check', '--as-of', '2026-11-21', '--schematron', wrong, any]
	expect(recevable(args)).toEqual(recevable(args))
})

test('a fault of the rule text ends with status 3 and its place', () => {
	const { status, stdout, stderr } = recevable(['check', '--schematron', broken, any])
	expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
	expect(stderr).toMatch(/^fault xpath-static XPST0003: .*broken\.sch:4:\d+: /)
	expect(stderr).not.toMatch(/\n\s+at /)
})

test('the text form goes to the file asked for, without colours', () => {
	const out = join(folder, 'out.txt')
	const { status, stdout } = recevable([
		'check',
		'--format',
		'text',
		'--out',
		out,
		'--schematron',
		wrong,
		any,
	])
	expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
	const text = readFileSync(out, 'utf8')
	expect(text).toContain(
		'    1 | <letter/>\n      | ^^^^^^^\n    Rule T-1 is not met. Its author writes: “A note is wanted.”\n',
	)
	expect(text).toMatch(/\n1 document: 1 rejected\n$/)
	expect(text).not.toContain('\u001b')
})
