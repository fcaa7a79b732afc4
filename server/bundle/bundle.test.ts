/** Bundles: what is in them, what makes them refused, and that the rules in them judge. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Tree } from '#engine'
import { brokenSample } from '../http/canary.ts'
import { setupOf } from '../pool.ts'
import { judgeTask, meansOf } from '../task.ts'
import { canonical, packBundle, readBundle } from './bundle.ts'
import { type Content, contentOf, isRulePath, ownContent } from './content.ts'
import { type HeldRules, heldOf } from './held.ts'
import { makeBundle, prove } from './made.ts'
import { newKeys, signed } from './signature.ts'

const about = { id: 'test', version: '2026.11', date: '2026-11-22', program: '0.1.0' }
const [ours, theirs] = [newKeys(), newKeys()]
const bytes = (text: string) => new TextEncoder().encode(text)
const changed = (path: string, edit: (text: string) => string): Content => {
	const content = ownContent()
	return { ...content, [path]: edit(content[path]!) }
}

let plain = ''
let sealed = ''
beforeAll(async () => {
	plain = (await makeBundle(ownContent(), about)).text
	sealed = packBundle(ownContent(), about, JSON.parse(plain).manifest, ours.privateKey)
})

test('the same rules, name and day make the same bundle', () => {
	expect(
		packBundle(Object.fromEntries(Object.entries(ownContent()).reverse()), about, JSON.parse(plain).manifest),
	).toBe(plain)
})

test('a bundle says what is in it', () => {
	const { manifest, content, name, signedBy } = readBundle(bytes(plain))
	expect(manifest.ruleSets.map(({ id }) => id)).toContain('en16931-ubl')
	expect(manifest.rules.find(({ id }) => id === 'BR-FR-CPRO-15')?.severity[0]?.from).toMatch(/^\d{4}-/)
	expect(manifest.codeLists.map(({ id }) => id)).toContain('currency')
	expect(content['rules/choices.json']).toContain('br-fr')
	expect(name).toEqual({
		id: 'test',
		version: '2026.11',
		sha256: createHash('sha256').update(canonical(manifest)).digest('hex'),
	})
	expect(signedBy).toBeUndefined()
})

test('a signature does not change the name', () => {
	expect(readBundle(bytes(sealed)).name).toEqual(readBundle(bytes(plain)).name)
	expect(readBundle(bytes(sealed), [ours.publicKey]).signedBy).toBe(ours.name)
	expect(readBundle(bytes(sealed), [theirs.publicKey, ours.publicKey]).signedBy).toBe(ours.name)
})

/** A bundle, to be spoilt. */
interface Loose {
	manifest: { format: string; version: string; files: { path: string }[] }
	files: Record<string, string>
	signature: { publicKey: string }
}

const edited = (text: string, edit: (bundle: Loose) => void): string => {
	const bundle = JSON.parse(text) as Loose
	edit(bundle)
	return JSON.stringify(bundle)
}

describe('refused', () => {
	const file = 'schematron/beyond/ubl.sch'
	test.each<[string, () => string, readonly string[], RegExp]>([
		['no JSON', () => plain.slice(0, 1000), [], /no JSON/],
		['null', () => 'null', [], /format/],
		['another format', () => edited(plain, (b) => (b.manifest.format = 'x')), [], /format/],
		[
			'a file that was changed',
			() => edited(plain, (b) => (b.files[file] += ' ')),
			[],
			/beyond\/ubl\.sch is not the file/,
		],
		[
			'a file that is missing',
			() => edited(plain, (b) => delete b.files[file]),
			[],
			/beyond\/ubl\.sch is missing/,
		],
		[
			'a file too many',
			() => edited(plain, (b) => (b.files['rules/platform/rules/x.json'] = '{}')),
			[],
			/not in the manifest/,
		],
		[
			'a path out of the rules',
			() => edited(plain, (b) => (b.manifest.files[0]!.path = '../../etc/passwd')),
			[],
			/no rules stand at/,
		],
		['unsigned where a key is trusted', () => plain, [ours.publicKey], /not signed/],
		['signed by another key', () => sealed, [theirs.publicKey], /only .* is trusted/],
		[
			'a manifest changed under its signature',
			() => edited(sealed, (b) => (b.manifest.version = '9')),
			[],
			/does not fit/,
		],
		[
			'a signature by another key in place of it',
			() => edited(sealed, (b) => (b.signature = signed(canonical(b.manifest), theirs.privateKey))),
			[ours.publicKey],
			/only .* is trusted/,
		],
		[
			'a key that is none',
			() => edited(sealed, (b) => (b.signature.publicKey = 'AAAA')),
			[],
			/cannot be read/,
		],
	])('%s', (_, text, trusted, why) => {
		expect(() => readBundle(bytes(text()), trusted)).toThrow(why)
		expect(() => readBundle(bytes(text()), trusted)).toThrow(
			expect.objectContaining({ code: 'bundle-refused' }),
		)
	})

	test.each<[string, HeldRules | (() => HeldRules), RegExp]>([
		[
			'an example that comes out otherwise',
			{
				content: changed('rules/platform/rules/br-fr-cpro-15.json', (text) =>
					text.replace(/"value": 50\b/, '"value": 5000'),
				),
			},
			/should break the rule and passes it/,
		],
		[
			'a Schematron that does not compile',
			{ content: changed('schematron/beyond/ubl.sch', (text) => text.replace(/test="/, 'test="((')) },
			/beyond\/ubl\.sch:\d+/,
		],
		[
			'a choice of a set that is not there',
			{ content: changed('rules/choices.json', (text) => text.replace('"br-fr-ubl"', '"br-xx"')) },
			/no rule set br-xx/,
		],
		[
			'rules that no longer find what a canary has wrong',
			{ content: changed('schematron/en16931/model.sch', (text) => text.replaceAll('BR-CO-16', 'BR-CO-99')) },
			/canary/,
		],
		[
			'a manifest that names another rule set than it holds',
			() => {
				const held = heldOf(readBundle(bytes(plain)))
				return { ...held, stated: held.stated!.map((set) => ({ ...set, sha256: '0'.repeat(64) })) }
			},
			/is not the rule set that its manifest names/,
		],
	])('%s', async (_, held, why) => {
		await expect(prove(typeof held === 'function' ? held() : held, '2026-11-22')).rejects.toThrow(why)
	})
})

test('the rules of a bundle judge, and the verdict names it', async () => {
	const bundle = readBundle(bytes(plain))
	const held = await prove(heldOf(bundle), '2026-11-22')
	const means = await meansOf(setupOf({ held, platform: {} }), new Tree())
	const task = { source: 'x.xml', asOf: '2026-11-22' }
	const judged = judgeTask(bytes(brokenSample()), task, means).verdict!
	expect(judged).toMatchObject({ verdict: 'rejected', bundle: bundle.name, options: { platform: true } })
	const own = judgeTask(bytes(brokenSample()), task, await meansOf(setupOf({ platform: {} }), new Tree()))
		.verdict!
	expect({ ...judged, bundle: undefined }).toEqual({ ...own, bundle: undefined })
})

test('another assertion judges otherwise, under another digest', async () => {
	const content = changed('schematron/beyond/ubl.sch', (text) =>
		text.replace(/(<assert [^>]*?test=")[^"]*"/, '$1false()"'),
	)
	const held = await prove({ content }, '2026-11-22')
	expect(Object.keys(held.packed!)).toContain('beyond-ubl')
	const judge = async (setup: Parameters<typeof setupOf>[0]) =>
		judgeTask(
			bytes(brokenSample()),
			{ source: 'x.xml', asOf: '2026-11-22' },
			await meansOf(setupOf(setup), new Tree()),
		).verdict!
	const [before, after] = [await judge({}), await judge({ held })]
	const digest = (of: typeof before) => of.checkedWith.find(({ id }) => id === 'beyond-ubl')?.sha256
	expect(digest(after)).not.toBe(digest(before))
	expect(after.findings.length).toBeGreaterThan(before.findings.length)
})

test.each([
	['schematron/en16931/ubl.sch', true],
	['schematron/own.json', true],
	['rules/platform/rules/mine-01.json', true],
	['rules/platform/rules/../../../x.json', false],
	['rules/verdict.ts', false],
	['schematron/en16931/../../x.sch', false],
	['/etc/passwd', false],
])('%s may hold rules: %s', (path, may) => {
	expect(isRulePath(path)).toBe(may)
})

test('a folder of platform rules takes the rest from the program', () => {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-rules-'))
	onTestFinished(() => rmSync(folder, { recursive: true }))
	for (const name of ['conditions.json', 'scopes.json'])
		writeFileSync(join(folder, name), ownContent()[`rules/platform/${name}`]!)
	const content = contentOf(folder)
	expect(Object.keys(content).some((path) => path.startsWith('rules/platform/rules/'))).toBe(false)
	expect(content['schematron/own.json']).toBe(ownContent()['schematron/own.json'])
	// Added to the program's, nothing is lost.
	expect(contentOf(`+${folder}`)).toEqual(ownContent())
	expect(() => contentOf(join(folder, 'nothing'))).toThrow('is no folder of rules')
	expect(() => contentOf('/proc/self/task')).toThrow('There are no rules in')
})
