/** Whoever takes submissions from the queue judges by the bundle that he is told, and by none that is not believed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Contents, packBundle } from '../bundle/bundle.ts'
import { ownContent } from '../bundle/content.ts'
import { makeBundle } from '../bundle/made.ts'
import { servedBundle } from '../bundle/served.ts'
import { newKeys } from '../bundle/signature.ts'
import { worker } from '../commands/work.ts'
import { brokenSample } from '../http/canary.ts'
import { openJudge } from './judging.ts'

const day = '2026-11-22'
const about = (version: string) => ({ id: 'queue', version, date: day, program: '0.1.0' })
const keys = newKeys()
const folder = mkdtempSync(join(tmpdir(), 'recevable-queue-'))
const file = join(folder, 'rules.json')
const bytes = new TextEncoder().encode(brokenSample())
const letter = {
	id: 'one',
	source: 'one.xml',
	asOf: day,
	received: new Date(`${day}T08:00:00Z`),
	sha256: '',
	size: bytes.length,
	inline: true,
}
afterAll(() => rmSync(folder, { recursive: true }))

let bundled: (version: string) => string
beforeAll(async () => {
	const content = ownContent()
	const first = await makeBundle(content, about('1'), keys.privateKey)
	const { ruleSets, platform, rules, codeLists }: Contents = JSON.parse(first.text).manifest
	const contents = { ruleSets, platform, rules, codeLists }
	bundled = (version) => packBundle(content, about(version), contents, keys.privateKey)
})

test('a bundle judges, the next one after it, and what is not believed changes nothing', async () => {
	writeFileSync(file, bundled('1'))
	const judge = await openJudge(
		{ workers: 1 },
		day,
		servedBundle({ bundle: file, bundleKeys: [keys.publicKey] }),
	)
	try {
		const named = async () => (await judge.judge(bytes, letter, new AbortController().signal)).bundle?.version
		expect(await named()).toBe('1')
		writeFileSync(file, bundled('2').replace('"queue"', '"other"'))
		await expect(judge.reload(day)).rejects.toThrow(expect.objectContaining({ code: 'bundle-refused' }))
		expect(await named()).toBe('1')
		writeFileSync(file, bundled('2'))
		await judge.reload(day)
		expect(await named()).toBe('2')
	} finally {
		await judge.close()
	}
})

test.each<[string, () => string, readonly string[], string]>([
	['not there', () => '', ['--bundle', join(folder, 'nowhere.json')], 'usage'],
	['no bundle', () => '{}', ['--bundle', file], 'bundle-refused'],
	[
		'signed by another',
		() => bundled('1'),
		['--bundle', file, '--trust', newKeys().publicKey],
		'bundle-refused',
	],
])('a worker does not begin by a bundle that is %s', async (_, text, argv, code) => {
	writeFileSync(file, text())
	await expect(worker.run(argv)).rejects.toThrow(expect.objectContaining({ code }))
})

test('the environment names the bundle as it does for the service', async () => {
	writeFileSync(file, bundled('1'))
	process.env.RECEVABLE_BUNDLE = file
	process.env.RECEVABLE_BUNDLE_KEYS = JSON.stringify([newKeys().publicKey])
	try {
		await expect(worker.run([])).rejects.toThrow(/only .* is trusted/)
	} finally {
		delete process.env.RECEVABLE_BUNDLE
		delete process.env.RECEVABLE_BUNDLE_KEYS
	}
})
