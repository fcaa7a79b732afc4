/** The package as its users have it: packed, installed in an empty folder, imported and run there. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
	cpSync,
	existsSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = import.meta.dirname
const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
const empty = join(folder, 'empty')
const installed = join(empty, 'node_modules/recevable')
// The node that the project pins, for npm, npx and what they start.
const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }
const npm = (cwd: string, ...args: string[]) =>
	execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd,
		env,
		encoding: 'utf8',
	})
const node = (...args: string[]) =>
	spawnSync(process.execPath, args, { cwd: empty, env: { ...env, NODE_OPTIONS: '' }, encoding: 'utf8' })

beforeAll(() => {
	const stage = join(folder, 'stage')
	mkdirSync(stage)
	mkdirSync(empty)
	execFileSync(process.execPath, ['--conditions=source', 'build.ts', join(stage, 'dist')], { cwd: root })
	for (const file of ['package.json', 'README.md', 'LICENSE']) cpSync(join(root, file), join(stage, file))
	npm(stage, 'pack', '--pack-destination', folder)
	const [archive] = globSync('*.tgz', { cwd: folder })
	writeFileSync(join(empty, 'package.json'), '{ "private": true, "type": "module" }')
	cpSync(join(root, 'corpus/samples/ubl-invoice.xml'), join(empty, 'invoice.xml'))
	const invoice = readFileSync(join(empty, 'invoice.xml'), 'utf8')
	writeFileSync(join(empty, 'wrong.xml'), invoice.replace(/(<cbc:PayableAmount [^>]*>)/, '$19'))
	cpSync(join(root, 'corpus/samples'), join(empty, 'invoices'), { recursive: true })
	const flow = 'FSO1100A_XXX999_XXX9991101000000000000001.tar.gz'
	execFileSync('tar', ['-czf', 'mixed.tar.gz', 'invoice.xml', 'wrong.xml'], { cwd: empty })
	execFileSync('tar', ['-czf', flow, 'invoice.xml'], { cwd: empty })
	npm(empty, 'install', '--prefer-offline', join(folder, archive!))
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

test('holds JavaScript, types and what is read, and nothing else', () => {
	const files = globSync('**/*', {
		cwd: installed,
		withFileTypes: true,
		exclude: (f) => f.name === 'node_modules',
	})
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))
	expect(files.length).toBeGreaterThan(100)
	expect(files.filter((file) => /\.(?:test|fixture)\.|^dist\/corpus|(?<!\.d)\.ts$/.test(file))).toEqual([])
	expect(files.filter((file) => !/^dist\//.test(file)).sort()).toEqual([
		'LICENSE',
		'README.md',
		'package.json',
	])
})

test('judges by import, in this thread and in a pool', () => {
	writeFileSync(
		join(empty, 'judge.js'),
		`import { readFile, writeFile } from 'node:fs/promises'
		import { createPool, loadSchematron, validate } from 'recevable'
		const bytes = await readFile('invoice.xml')
		const context = { source: 'invoice.xml', asOf: '2026-11-21' }
		await writeFile('any.sch', '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="/*"><assert id="A" test="false()">no</assert></rule></pattern></schema>')
		const here = validate(bytes, context)
		const byMine = validate(bytes, { ...context, schematron: [loadSchematron('any.sch')] })
		await using pool = createPool({ workers: 1 })
		const there = await pool.validate(bytes, context)
		console.log(JSON.stringify([here.verdict, byMine.findings[0].rule, JSON.stringify(here) === JSON.stringify(there)]))`,
	)
	const { status, stdout, stderr } = node('judge.js')
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
	expect(JSON.parse(stdout)).toEqual(['accepted', 'A', true])
})

const examples = [
	...readFileSync(join(root, 'server/README.md'), 'utf8').matchAll(/^```(\w+)\n(.*?)^```/gms),
].map(([, language, text]) => ({ language, text: text! }))

test.each(examples.filter(({ language }) => language === 'js'))('runs the example $text', ({ text }) => {
	writeFileSync(join(empty, 'example.js'), text)
	const { status, stdout, stderr } = node('example.js')
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
	// What a line says at its end is what it prints.
	for (const [, said] of text.matchAll(/ \/\/ (.*)$/gm)) expect(stdout.split('\n')).toContain(said)
})

const commands = examples
	.filter(({ language }) => language === 'sh')
	.flatMap(({ text }) => text.trim().split('\n'))
test.each(commands)('runs the command %s', (command) => {
	const path = `${join(empty, 'node_modules/.bin')}${delimiter}${env.PATH}`
	const { status, stderr } = spawnSync('sh', ['-c', command], {
		cwd: empty,
		env: { ...env, PATH: path },
		encoding: 'utf8',
	})
	expect({ status, stderr }).toEqual({ status: command.includes('mixed') ? 1 : 0, stderr: '' })
})

test('judges by npx', () => {
	const { status, stdout } = spawnSync('npx', ['--no-install', 'recevable', 'check', 'invoice.xml'], {
		cwd: empty,
		env,
		encoding: 'utf8',
	})
	expect(status).toBe(0)
	expect(JSON.parse(stdout)).toMatchObject({ source: 'invoice.xml', verdict: 'accepted' })
})

test('runs without making code from strings: its rule sets were compiled with the build', () => {
	const main = join(installed, 'dist/server/main.js')
	const { status, stdout } = node('--disallow-code-generation-from-strings', main, 'check', 'invoice.xml')
	expect({ status, verdict: JSON.parse(stdout).verdict }).toEqual({ status: 0, verdict: 'accepted' })
})

test('serves the page whole, and what judges in a browser', async () => {
	const main = join(installed, 'dist/server/main.js')
	const service = spawn(process.execPath, [main, 'serve', '--port', '0'], { cwd: empty, env })
	try {
		const [said] = (await once(service.stdout, 'data')) as [Buffer]
		const address = /http:\S+?(?=\/ )/.exec(String(said))![0]
		const get = async (name: string) => await (await fetch(`${address}/page/${name}`)).text()
		const asked = ['main.js']
		for (const name of asked)
			for (const [, next] of (await get(name)).matchAll(/from '\.\/([^']+)'/g))
				if (!asked.includes(next!)) asked.push(next!)
		expect(asked).toContain('causes.js')
		for (const name of [...asked, 'judge.js', 'pdf.js', 'settings.json', 'rules/en16931-cii.js']) {
			const { status } = await fetch(`${address}/page/${name}`)
			expect({ name, status }).toEqual({ name, status: 200 })
		}
	} finally {
		service.kill()
		await once(service, 'exit')
	}
})

test('has a page for what findings say of the file itself', () => {
	const pages = join(empty, 'pages')
	const { status, stderr } = node(join(installed, 'dist/server/main.js'), 'rules', 'docs', '--out', pages)
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
	const found = ['READ-EMPTY', 'PDF-NAME', 'ATT-NAME'].filter((id) => existsSync(join(pages, `${id}.html`)))
	expect(found).toEqual(['READ-EMPTY', 'PDF-NAME', 'ATT-NAME'])
})

test('says where the corpus is', () => {
	const { status, stderr } = node(join(installed, 'dist/server/main.js'), 'corpus', 'run', '.')
	expect(status).toBe(2)
	expect(stderr).toContain('in a checkout')
})

test('has types that hold', () => {
	writeFileSync(
		join(empty, 'consumer.ts'),
		`import { createPool, type Document, type FlowVerdict, loadSchematron, validate, validateFlow, type Verdict } from 'recevable'
		const verdict: Verdict = validate(new Uint8Array(), { source: 'a', failOn: 'warning' })
		export const rules: readonly string[] = verdict.findings.map(({ rule }) => rule)
		export async function accepted(documents: AsyncIterable<Document>): Promise<number> {
			await using pool = createPool({ workers: 2, schematron: [loadSchematron('a.sch', { phase: 'p' })] })
			let count = 0
			for await (const { verdict } of pool.validateAll(documents, { ordered: false }))
				if (verdict === 'accepted') count++
			return count
		}
		export async function refused(flow: Uint8Array): Promise<FlowVerdict['files']> {
			await using pool = createPool()
			const { files } = await validateFlow(flow, { flowName: 'a', pool, limits: { archiveEntries: 10 } })
			return files.filter(({ outcome }) => outcome === 'rejected')
		}
		// @ts-expect-error a verdict is one of four
		export const wrong: Verdict['verdict'] = 'ok'`,
	)
	const options = {
		module: 'nodenext',
		target: 'esnext',
		lib: ['esnext', 'dom'],
		types: [],
		strict: true,
		noEmit: true,
	}
	const config = { compilerOptions: options, files: ['consumer.ts'] }
	writeFileSync(join(empty, 'tsconfig.json'), JSON.stringify(config))
	const { stdout } = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', '.')
	expect(stdout).toBe('')
	expect(readFileSync(join(installed, 'dist/server/library.d.ts'), 'utf8')).toContain(
		'The verdict on one document',
	)
})
