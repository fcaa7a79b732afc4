/** The life of a bundle: keys, made, verified, published to a running service, named by verdicts, replayed. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Verdict } from '#rules'
import { proven, servedBundle } from '../bundle/served.ts'
import { brokenSample } from '../http/canary.ts'
import { readConfig } from '../http/config.ts'
import { inProcess } from '../http/judge.ts'
import { createService, type Service } from '../http/service.ts'
import { check } from './check.ts'
import { rules } from './rules.ts'
import { silently } from './said.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-bundle-'))
const at = (name: string) => join(folder, name)
const today = () => '2026-11-22'
afterEach(() => vi.restoreAllMocks())

const run = (...argv: readonly string[]) => silently(() => rules.run(argv))

let service: Service
let address = ''
const rule = at('mine/rules/mine-01.json')

beforeAll(async () => {
	await run('keys', at('team'))
	await run('keys', at('other'))
	await run('new', 'MINE-01', '--folder', at('mine'), '--from', '2026-01-01')
	const made = ['--date', '2026-11-22', '--sign', at('team.key')]
	writeFileSync(rule, readFileSync(rule, 'utf8').replaceAll('BT-13', 'BT-11'))
	await run('bundle', '--version', '1', '--out', at('one.json'), ...made)
	await run('bundle', at('mine'), '--version', '2', '--out', at('two.json'), ...made)
	await run('bundle', at('mine'), '--version', '2', '--out', at('unsigned.json'), '--date', '2026-11-22')
	writeFileSync(at('served.json'), readFileSync(at('one.json')))
	const bundle = servedBundle({ bundle: at('served.json'), bundleKeys: [at('team.pub')] })!
	const judging = { platform: {} }
	const held = await proven(judging, bundle(), today())
	const config = readConfig(
		{},
		{ maxLag: 0, data: 'no-such-folder', logLevel: 'silent', platform: true, port: 0 },
	)
	const judge = inProcess({ ...judging, held }, { held: bundle })
	service = await createService({ config, judge, held, today })
	address = await service.http.listen({ port: 0 })
}, 240_000)
afterAll(async () => {
	await service?.stop()
	rmSync(folder, { recursive: true })
})

const judged = async (): Promise<Verdict> => {
	const reply = await fetch(`${address}/v1/validations?source=x.xml&asOf=2026-11-22`, {
		method: 'POST',
		// The service closes idle connections while commands work.
		headers: { 'content-type': 'application/xml', connection: 'close' },
		body: brokenSample(),
	})
	return (await reply.json()) as Verdict
}
const nameOf = async (file: string) => {
	const { said } = await run('verify', at(file), '--format', 'json')
	const { id, version, sha256 } = JSON.parse(said)
	return { id, version, sha256 }
}
const hits = ({ findings }: Verdict) => findings.filter(({ rule }) => rule === 'MINE-01').length

test('a private key is its owner’s alone, and is not written over', async () => {
	expect(statSync(at('team.key')).mode & 0o777).toBe(0o600)
	await expect(run('keys', at('team'))).rejects.toThrow('is there already')
})

test('a bundle says what it is, and verifies by the key that signed it', async () => {
	const { status, said } = await run('verify', at('two.json'), '--trust', at('team.pub'))
	expect({ status, said }).toEqual({
		status: 0,
		said: expect.stringMatching(/recevable 2 of 2026-11-22[\s\S]*It would be taken/),
	})
	await expect(run('verify', at('two.json'), '--trust', at('other.pub'))).rejects.toThrow(
		/only [0-9a-f]{16} is trusted/,
	)
	await expect(run('verify', at('unsigned.json'), '--trust', at('team.pub'))).rejects.toThrow(
		'it is not signed',
	)
})

test('a rule that breaks its example is not bundled', async () => {
	const text = readFileSync(rule, 'utf8')
	writeFileSync(rule, text.replace('"value": false', '"value": true'))
	await expect(run('bundle', at('mine'), '--out', at('three.json'))).rejects.toThrow(/mine-01\.json/)
	writeFileSync(rule, text)
	expect(() => statSync(at('three.json'))).toThrow()
})

test('published bundles judge at once, and verdicts name the one that judged', async () => {
	const first = await judged()
	expect(first).toMatchObject({ verdict: 'rejected', bundle: await nameOf('one.json') })
	expect(hits(first)).toBe(0)
	const published = await run('publish', at('two.json'), '--to', at('served.json'), '--service', address)
	expect(published).toMatchObject({ status: 0, said: expect.stringContaining('judges by it') })
	const second = await judged()
	expect(second).toMatchObject({ verdict: 'rejected', bundle: await nameOf('two.json') })
	expect(hits(second)).toBe(1)
	expect(await (await fetch(`${address}/v1/rule-sets`)).json()).toMatchObject({ bundle: { version: '2' } })
	expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ bundle: { version: '2' } })
	expect(await (await fetch(`${address}/page/settings.json`)).json()).toMatchObject({
		bundle: { version: '2' },
	})
	expect(JSON.stringify(await (await fetch(`${address}/page/platform.json`)).json())).toContain('MINE-01')
	const help = second.findings.find(({ rule }) => rule === 'MINE-01')!.help!
	expect(await (await fetch(address + help)).text()).toContain('MINE-01')
})

test('what the service refuses changes nothing, neither its rules nor its file', async () => {
	const before = readFileSync(at('served.json'), 'utf8')
	await expect(
		run('publish', at('unsigned.json'), '--to', at('served.json'), '--service', address),
	).rejects.toThrow(/refuses it: .*it is not signed/)
	expect(readFileSync(at('served.json'), 'utf8')).toBe(before)
	writeFileSync(at('served.json'), before.replace('"id": "recevable"', '"id": "another"'))
	const reload = await fetch(`${address}/v1/rule-sets/reload`, {
		method: 'POST',
		headers: { connection: 'close' },
	})
	expect([reload.status, await reload.text()]).toEqual([422, expect.stringContaining('does not fit')])
	expect((await judged()).bundle?.version).toBe('2')
	await expect(
		run('publish', at('two.json'), '--to', at('elsewhere.json'), '--service', address),
	).rejects.toThrow()
	expect(() => statSync(at('elsewhere.json'))).toThrow()
	writeFileSync(at('served.json'), before)
})

test('an old verdict is replayed from its bundle, byte for byte', async () => {
	writeFileSync(at('x.xml'), brokenSample())
	writeFileSync(at('verdict.json'), `${JSON.stringify(await judged())}\n`)
	const replayed = (...argv: string[]) =>
		run('replay', at('verdict.json'), at('x.xml'), '--data', at('no'), ...argv)
	expect(await replayed('--bundle', at('two.json'), '--trust', at('team.pub'))).toMatchObject({
		status: 0,
		said: expect.stringContaining('The same verdict, byte for byte'),
	})
	await expect(replayed('--bundle', at('one.json'))).rejects.toThrow(
		/given by the bundle recevable 2 .*, not by recevable 1/,
	)
	await expect(replayed()).rejects.toThrow('name it with --bundle FILE')
	writeFileSync(at('x.xml'), brokenSample().replace('<cbc:PayableAmount', '<cbc:PayableAmount '))
	await expect(replayed('--bundle', at('two.json'))).rejects.toThrow('on another document')
	writeFileSync(at('x.xml'), brokenSample())
	writeFileSync(
		at('verdict.json'),
		readFileSync(at('verdict.json'), 'utf8').replace('"found":"100.00"', '"found":"1.00"'),
	)
	const other = await replayed('--bundle', at('two.json'))
	expect(other.status).toBe(1)
	expect(other.said).toMatch(/findings\[\d+\]\.found: was "1\.00", is "100\.00"/)
})

test('the command line judges by a bundle too, many documents alike', async () => {
	writeFileSync(at('x.xml'), brokenSample())
	const out = at('verdicts.ndjson')
	const argv = [
		'--bundle',
		at('two.json'),
		'--trust',
		at('team.pub'),
		'--platform',
		'--as-of',
		'2026-11-22',
		'--format',
		'json',
	]
	const one = await silently(() => check.run([...argv, '--out', out, at('x.xml')]))
	expect(one.status).toBe(1)
	const alone = JSON.parse(readFileSync(out, 'utf8')) as Verdict
	await silently(() => check.run([...argv, '--out', out, '--jobs', '1', at('x.xml')]))
	expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(alone)
	expect([alone.bundle?.version, hits(alone)]).toEqual(['2', 1])
	await expect(
		check.run(['--bundle', at('two.json'), '--trust', at('other.pub'), at('x.xml')]),
	).rejects.toThrow('is trusted')
	await expect(check.run(['--bundle', at('two.json'), '--schematron', 'x.sch', at('x.xml')])).rejects.toThrow(
		'not by both',
	)
})
