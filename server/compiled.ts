/**
 * Our own rule sets compiled ahead of time: a module of functions and its data, kept in `compiled/`.
 *
 * `npm ci` and the build make them (`prepare`), so that a cold start reads no rule text and parses no XPath.
 * In a checkout what is kept counts only while its inputs, rule texts and compiler alike, have the digest
 * that it was made from; in the published package it was made with the build and counts as it is.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
	type Compact,
	compacted,
	expanded,
	type ModuleFunction,
	moduleText,
	type Program,
	type RuleSetSource,
} from '#engine'
import type { CheckedWith } from '#rules'

export interface Kept {
	readonly program: Program
	readonly module: ModuleFunction
	readonly checkedWith: CheckedWith
	/** The rule texts in the order read, relative to the package. */
	readonly texts: readonly string[]
}

interface KeptData {
	/** Digest of the inputs' names and contents. */
	readonly inputs: string
	/** The rule texts, relative to the package. */
	readonly texts: readonly string[]
	readonly program: Compact
	readonly checkedWith: CheckedWith
}

const root = fileURLToPath(new URL('../', import.meta.url))
const isCheckout = import.meta.url.endsWith('.ts')
const require = createRequire(import.meta.url)

/** Where the compiler stands: a change there makes what is kept stale. */
const compilerFolders = ['engine/xpath', 'engine/ruleset', 'schematron']

const pathOf = (id: string, extension: 'js' | 'json'): string => `${root}compiled/${id}.${extension}`

/** What was kept of a rule set, if it is there and still true. */
export function readKept(id: string): Kept | undefined {
	if (!existsSync(pathOf(id, 'json')) || !existsSync(pathOf(id, 'js'))) return undefined
	const data = JSON.parse(readFileSync(pathOf(id, 'json'), 'utf8')) as KeptData
	if (isCheckout && inputsDigest(data.texts) !== data.inputs) return undefined
	const { default: module } = require(pathOf(id, 'js')) as { default: ModuleFunction }
	const { program, checkedWith, texts } = data
	const files = program.files.map((file) => root + file)
	return { program: expanded({ ...program, files }), module, checkedWith, texts }
}

/** The text of a kept rule set's module. */
export function keptModule(id: string): string {
	return readFileSync(pathOf(id, 'js'), 'utf8')
}

/** Keeps a compiled rule set for the next start. */
export function keep(source: RuleSetSource, program: Program, checkedWith: CheckedWith): void {
	const texts = [...new Set(source.files.map(({ file }) => relative(root, file)))]
	const { code, ...rest } = program
	const short = compacted({ ...rest, code: '' })
	const files = short.files.map((file) => relative(root, file))
	const data: KeptData = { inputs: inputsDigest(texts), texts, program: { ...short, files }, checkedWith }
	mkdirSync(`${root}compiled`, { recursive: true })
	writeWhole(
		pathOf(program.id, 'js'),
		`// Generated from ${texts[0]}; do not edit.\n${moduleText({ ...rest, code })}`,
	)
	writeWhole(pathOf(program.id, 'json'), JSON.stringify(data))
}

/** Written beside and renamed, so that nobody reads half a file. */
function writeWhole(path: string, text: string): void {
	const beside = `${path}.${process.pid}`
	writeFileSync(beside, text)
	renameSync(beside, path)
}

function inputsDigest(texts: readonly string[]): string {
	const hash = createHash('sha256')
	for (const file of [...texts, ...compilerFiles()]) {
		hash.update(`${file}\n`)
		if (existsSync(root + file)) hash.update(readFileSync(root + file))
	}
	return hash.digest('hex')
}

let files: readonly string[] | undefined

/** The compiler's own files, tests left out, in a fixed order. */
function compilerFiles(): readonly string[] {
	files ??= compilerFolders.flatMap((folder) =>
		readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(?:[jt]s|json)$/.test(name) && !name.includes('.test.'))
			.sort()
			.map((name) => `${folder}/${name}`),
	)
	return files
}
