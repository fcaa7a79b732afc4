/** `check` over many documents, as a process. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tarOf } from '../archives/tar.fixture.ts'
import { check as command } from '../commands/check.ts'
import type { Summary } from './summary.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const schematron = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
	<pattern><rule context="/*"><assert id="T-1" flag="fatal" test="note">A note is wanted.</assert></rule></pattern>
	<pattern><rule context="/endless"><assert id="T-2" test="every $a in 1 to 30000, $b in 1 to 30000, $c in 1 to 9 satisfies $a + $b + $c gt 0">…</assert></rule></pattern>
</schema>`

const count = 120
const names = Array.from(
	{ length: count },
	(_, n) => `many/${n % 2 ? 'b/' : ''}${String(n).padStart(4, '0')}.xml`,
)
/** As a folder is walked: by name, at each depth. */
const walked = [...names].sort()

beforeAll(() => {
	mkdirSync(at('many/b'), { recursive: true })
	writeFileSync(at('t.sch'), schematron)
	for (const [n, name] of names.entries()) writeFileSync(at(name), contentOf(n))
})
const contentOf = (n: number) => ['<a><note/></a>', '<a/>', '<a>', `<a n="${n}"><note/></a>`][n % 4]!

const options = ['--schematron', at('t.sch'), '--as-of', '2026-11-21']

/** The command in this process: its status, what it wrote and what it complained of. */
async function check(args: readonly string[], out = at('out')) {
	const complaints = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
	try {
		const status = await command.run([...options, '--out', out, ...args])
		return {
			status,
			text: readFileSync(out, 'utf8'),
			stderr: complaints.mock.calls.map(([text]) => text).join(''),
		}
	} finally {
		complaints.mockRestore()
	}
}

const verdictsIn = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as { source: string; verdict: string })
const expected = walked.map((name) => {
	const n = Number(name.slice(-8, -4))
	return [at(name), ['accepted', 'rejected', 'inadmissible', 'accepted'][n % 4]]
})

test('a folder: every document once, in order, whatever the number of workers', async () => {
	const one = await check(['-j', '1', at('many')])
	const two = await check(['--jobs=2', '--summary', at('summary'), at('many')])
	expect(one).toEqual(two)
	expect({ status: one.status, stderr: one.stderr }).toEqual({ status: 1, stderr: '' })
	expect(verdictsIn(one.text).map(({ source, verdict }) => [source, verdict])).toEqual(expected)
	const { documents, accepted, rejected, inadmissible, byCode, topRules, faults } = JSON.parse(
		readFileSync(at('summary'), 'utf8'),
	) as Summary
	expect({ documents, accepted, rejected, inadmissible, faults }).toEqual({
		documents: 120,
		accepted: 60,
		rejected: 30,
		inadmissible: 30,
		faults: 0,
	})
	expect(byCode).toEqual({ IRR_SYNTAX: 30, REJ_SEMAN: 30 })
	expect(topRules).toEqual([
		{ rule: 'READ-MALFORMED', documents: 30 },
		{ rule: 'T-1', documents: 30 },
	])
})

test.each([[['--format', 'json']], [['--format', 'text', '--lang', 'fr']]])(
	'the lines are those of documents judged one by one %j',
	async (format) => {
		const few = expected.slice(0, 8).map(([name]) => name!)
		expect(await check([...format, '-j', '2', ...few])).toEqual(await check([...format, ...few]))
	},
)

test('a list with a path that is not there', async () => {
	const paths = expected.slice(0, 5).map(([name]) => name)
	const gone = at('gone.xml')
	const list = [...paths.slice(0, 3), gone, ...paths.slice(3)]
	writeFileSync(at('list'), list.join('\n'))
	const { status, text, stderr } = await check(['--files-from', at('list')])
	expect(verdictsIn(text).map(({ source }) => source)).toEqual(list)
	expect(verdictsIn(text)[3]).toMatchObject({ verdict: 'undecided', findings: [{ found: 'usage' }] })
	expect({ status, stderr }).toEqual({
		status: 3,
		stderr: `${gone}: fault usage: ${gone} cannot be read: it does not exist.\n`,
	})
})

test('a batch that was cut off goes on where it stopped', async () => {
	const { text: whole } = await check(['-j', '1', at('many')])
	const bytes = Buffer.from(whole)
	for (const cut of [0, Math.floor(bytes.length / 3), bytes.length - 1, bytes.length]) {
		writeFileSync(at('out'), bytes.subarray(0, cut))
		const { status, text } = await check(['-j', '2', '--resume', '--summary', at('summary'), at('many')])
		expect({ cut, status, text }).toEqual({ cut, status: 1, text: whole })
		expect(JSON.parse(readFileSync(at('summary'), 'utf8'))).toMatchObject({ documents: 120, accepted: 60 })
	}
})

test('an interrupted batch ends with whole verdicts and can be resumed', async () => {
	const out = at('interrupted')
	const main = ['--conditions=source', '--disable-warning=ExperimentalWarning', join(root, 'server/main.ts')]
	const child = spawn(process.execPath, [...main, 'check', ...options, '-j', '2', '--out', out, '-T', '-'])
	// The list stays open: there is always more to come when the signal arrives.
	child.stdin.write(
		expected
			.slice(0, 70)
			.map(([name]) => `${name}\n`)
			.join(''),
	)
	const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
	const written = () =>
		existsSync(out) ? verdictsIn(readFileSync(out, 'utf8').replace(/[^\n]*$/, '')).length : 0
	while (written() < 70 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
	child.kill('SIGINT')
	expect(await ended).toBe(130)
	const before = readFileSync(out, 'utf8')
	expect(before.endsWith('\n')).toBe(true)
	const { status, text } = await check(['-j', '2', '--resume', at('many')], out)
	expect(status).toBe(1)
	expect(text.startsWith(before)).toBe(true)
	expect(verdictsIn(text).map(({ source, verdict }) => [source, verdict])).toEqual(expected)
})

test('an archive', async () => {
	const files = names.slice(0, 40).map((name, n) => ({ name, content: contentOf(n) }))
	writeFileSync(at('all.tar.gz'), gzipSync(tarOf(files)))
	const { status, text } = await check(['-j', '2', at('all.tar.gz')])
	expect(status).toBe(1)
	expect(verdictsIn(text).map(({ source }) => source)).toEqual(
		files.map(({ name }) => `${at('all.tar.gz')}!/${name}`),
	)
})

const wrong: [args: string[], sentence: string][] = [
	[['--resume', at('many')], '--resume goes with --out FILE'],
	[['--resume', '--out', at('x'), '-'], 'standard input (-)'],
	[['--resume', '--out', at('t.sch'), at('many')], 'line 1 is no verdict'],
	[['--files-from', at('none')], 'none cannot be read: it does not exist.'],
	[['--files-from', at('t.sch'), at('many')], 'not both'],
	[['--summary', at('x'), '--fix', at('y'), at('many')], 'without corrections'],
	[['-j', '2', '--out', at('no/such/x'), at('many')], 'x cannot be written: ENOENT.'],
]
test.each(wrong)('%j is wrong usage', async (args, sentence) => {
	await expect(command.run([...options, ...args])).rejects.toMatchObject({
		code: 'usage',
		message: expect.stringContaining(sentence),
	})
})
