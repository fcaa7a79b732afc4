import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { configSchema, readConfig, refuseOpenDoor, variableOf, withoutSecrets } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
	writeFileSync(join(folder, name), text)
	return join(folder, name)
}

const sha256 = 'a'.repeat(64)
const key = { id: 'a', sha256, scopes: ['validate'] }

test('the environment wins over the file, and what is given over both', () => {
	const RECEVABLE_CONFIG = file('a.json', '{"port": 1, "maxBytes": 2, "maxWaiting": 3}')
	const environment = { RECEVABLE_CONFIG, RECEVABLE_PORT: '4', RECEVABLE_MAX_BYTES: '5' }
	expect(readConfig(environment, { port: '6' })).toMatchObject({ port: 6, maxBytes: 5, maxWaiting: 3 })
	expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 8080, apiKeys: [] })
})

test('lists and records are JSON in the environment', () => {
	const RECEVABLE_API_KEYS = JSON.stringify([key])
	expect(readConfig({ RECEVABLE_API_KEYS }).apiKeys).toEqual([key])
})

const wrong: [what: string, environment: Record<string, string>, sentence: string][] = [
	['a port', { RECEVABLE_PORT: '65536' }, 'port must be <= 65535'],
	['no number', { RECEVABLE_MAX_BYTES: 'much' }, 'maxBytes must be integer'],
	['no JSON', { RECEVABLE_ORIGINS: '[' }, 'RECEVABLE_ORIGINS is not JSON'],
	['a key in the clear', { RECEVABLE_API_KEYS: '[{"id":"a","key":"b"}]' }, 'sha256'],
	['a scope', { RECEVABLE_API_KEYS: JSON.stringify([{ ...key, scopes: ['all'] }]) }, 'apiKeys.0.scopes.0'],
	['an unknown setting', { RECEVABLE_CONFIG: file('b.json', '{"prot": 1}') }, 'prot'],
	['a broken file', { RECEVABLE_CONFIG: file('c.json', '{') }, 'cannot be read'],
	['a missing file', { RECEVABLE_CONFIG: 'missing.json' }, 'cannot be read'],
	['a short secret', { RECEVABLE_CALLBACKS: '{"hosts":[],"secret":"x"}' }, 'callbacks.secret'],
]
test.each(wrong)('%s is refused by name', (_, environment, sentence) => {
	expect(() => readConfig(environment)).toThrow(sentence)
})

test('secrets are not shown', () => {
	const config = readConfig({}, { apiKeys: [key], callbacks: { hosts: ['h'], secret: 'x'.repeat(16) } })
	const shown = JSON.stringify(withoutSecrets(config))
	expect(shown).toContain('"id":"a"')
	expect(shown).not.toMatch(/aaaa|xxxx/)
})

const doors: [settings: Record<string, unknown>, open: boolean][] = [
	[{}, true],
	[{ host: '::1' }, true],
	[{ host: 'localhost' }, true],
	[{ host: '0.0.0.0' }, false],
	[{ host: '::' }, false],
	[{ host: '127.0.0.1.example.org' }, false],
	[{ host: '0.0.0.0', apiKeys: [key] }, true],
	[{ host: '0.0.0.0', jwt: { jwks: 'f', issuer: 'i', audience: 'a' } }, true],
	[{ host: '0.0.0.0', openToAll: true }, true],
]
test.each(doors)('with %j the service starts: %s', (settings, open) => {
	const start = () => refuseOpenDoor(readConfig({}, settings))
	if (open) start()
	else expect(start).toThrow('beyond this machine')
})

test('a setting has the name of a variable', () => {
	expect(variableOf('maxBatchBytes')).toBe('RECEVABLE_MAX_BATCH_BYTES')
})

test('the table of settings names every one', () => {
	const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
	const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## Operations'))
	const cells = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell]) => cell!)
	const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
	expect(named).toEqual(expect.arrayContaining(Object.keys(configSchema.properties)))
})
