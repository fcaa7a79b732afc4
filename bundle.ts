/**
 * Joins the modules that were built into a few files, so that a start finds, reads and links few of them.
 *
 * What judging a document takes at once stands in one file, `core`. What only some documents or commands need stands
 * in files of their own, loaded by the first call of a function in them (`late`). The few small packages that judging
 * needs are joined in, with their licences; others are left outside. Node's own modules are taken without the door
 * that `import` builds for each. A module that asks where it stands still learns where it stood.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type OutputChunk, type Plugin, type RolldownOutput, rolldown } from 'rolldown'
import manifest from './package.json' with { type: 'json' }

/** The rooms' doors, as built. */
const doors: Readonly<Record<string, { readonly default: string }>> = manifest.imports

/** What is run, imported or begins a thread; `main` stays as built, and loads `line`. */
const entries = ['line', 'library', 'worker', 'renewer', 'stores/postgres/answerer'] as const
/** What these have at once is the core. */
const coreEntries = ['check', 'library', 'worker'] as const

/** Modules that wait for the first call, seen from the built folder, unless one exports what cannot wait. */
const late = [
	'engine/intake/pdf/compose',
	'engine/intake/pdf/pdf',
	'engine/ruleset/compile',
	'engine/structure/diagnosis',
	'rules/carrier/faults',
	'rules/carrier/pdf',
	'rules/catalogue/doubt',
	'rules/explained',
	'rules/explanation',
	'rules/measure',
	'rules/mend/mend',
	'rules/platform/check',
	'rules/platform/load',
	'rules/reading/reading',
	'rules/structure/explanations',
	'rules/typed/schema',
	'rules/typed/typed',
	'schematron/files',
	'schematron/read',
	'schematron/report',
	'server/archives/archive',
	'server/batch/batch',
	'server/flow/flow',
	'server/pool',
	'server/reports/acknowledgement',
	'server/reports/cdar',
	'server/reports/html',
	'server/reports/junit',
	'server/reports/sarif',
	'server/reports/svrl',
	'server/reports/text',
	'server/stores/postgres/inquiry',
] as const
/** Packages that do, and what is asked of them. */
const latePackages: Readonly<Record<string, string>> = { saxes: 'SaxesParser' }

/** Packages that are joined in. */
const joined = ['fflate', 'ibantools', 'saxes', 'xmlchars'] as const

/** Said of what is meant, and of a machine that is busy. */
const harmless: ReadonlySet<string> = new Set(['INEFFECTIVE_DYNAMIC_IMPORT', 'PLUGIN_TIMINGS'])

/** `out`: the folder of the built modules, absolute. */
export async function bundle(out: string): Promise<void> {
	const server = join(out, 'server')
	const waiting = late.filter((name) => exportsOf(out, name) !== undefined)
	const input = Object.fromEntries([
		...entries.map((name) => [name, join(server, `${name}.js`)]),
		...waiting.map((name) => [`late-${name.replaceAll('/', '-')}`, join(out, `${name}.js`)]),
		...Object.keys(latePackages).map((name) => [`late-${name}`, `\0late-package:${name}`]),
	])
	const joining = await rolldown({
		input: { ...input, check: join(server, 'commands/check.js') },
		platform: 'node',
		preserveEntrySignatures: 'allow-extension',
		// No module of the other rooms does anything by being loaded.
		treeshake: { moduleSideEffects: (id) => !/^(?:engine|schematron|rules)\//.test(relative(out, id)) },
		onLog: (_, { code, message }) => {
			// A module that is not found would be missing in the package.
			if (!harmless.has(code!)) throw new Error(message)
		},
		external: (id) =>
			(/^[a-z@]/.test(id) && !isJoined(id) && !id.startsWith('node:')) || id.includes('/corpus/'),
		plugins: [places(out, waiting), node, data(out)],
	})
	const options = {
		dir: server,
		format: 'esm',
		entryFileNames: '[name].js',
		chunkFileNames: '[name]-[hash].js',
	} as const
	const core = atOnce(await joining.generate(options), coreEntries)
	const { output } = await joining.write({
		...options,
		codeSplitting: {
			groups: [{ name: 'core', test: (id) => core.has(id), includeDependenciesRecursively: false }],
		},
		// Names stay, comments and blanks go: they are a quarter of what a start reads.
		minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
	})
	await joining.close()
	const chunks = output.filter((file) => file.type === 'chunk')
	for (const { fileName, code } of chunks) writeFileSync(join(server, fileName), ascii(code))
	const written = new Set(chunks.map(({ fileName }) => resolve(server, fileName)))
	for (const id of chunks.flatMap(({ moduleIds }) => moduleIds))
		if (id.startsWith(out) && id.endsWith('.js') && !written.has(id)) rmSync(id, { force: true })
	writeFileSync(join(out, 'LICENSES.txt'), licences())
}

/** The modules that entries load at once, as far as anything is left of them. */
function atOnce({ output }: RolldownOutput, names: readonly string[]): ReadonlySet<string> {
	const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk')
	const waiting = chunks.filter(({ isEntry, name }) => isEntry && names.includes(name))
	for (const { imports } of waiting)
		for (const next of chunks)
			if (imports.includes(next.fileName) && !waiting.includes(next)) waiting.push(next)
	return new Set(
		waiting.flatMap(({ isEntry, name, moduleIds }) =>
			isEntry && name !== 'check' ? moduleIds.slice(0, -1) : moduleIds,
		),
	)
}

/** Finds the rooms' doors, puts a stand-in before what comes late, and tells modules where they stood. */
function places(out: string, waiting: readonly string[]): Plugin {
	const server = join(out, 'server')
	const lateFiles = new Map(waiting.map((name) => [join(out, `${name}.js`), name]))
	return {
		name: 'places',
		async resolveId(id, importer) {
			if (id.startsWith('\0')) return id
			// Its build for Node looks for threads as soon as it is loaded.
			if (id === 'fflate') return join(import.meta.dirname, 'node_modules/fflate/esm/browser.js')
			if (Object.hasOwn(latePackages, id) && !importer?.startsWith('\0')) return `\0late:${id}`
			// The built folder may stand where no packages are.
			if (isJoined(id) && importer?.startsWith(out))
				return await this.resolve(id, join(import.meta.dirname, 'bundle.ts'), { skipSelf: true })
			if (Object.hasOwn(doors, id)) return join(out, doors[id]!.default.replace(/^\.\/dist\//, ''))
			if (!id.startsWith('.') || importer === undefined) return undefined
			const found = resolve(importer, '..', id)
			return lateFiles.has(found) ? `\0late:${lateFiles.get(found)}` : undefined
		},
		load(id) {
			const [kind, name] = id.split(':') as [string, string]
			if (kind === '\0late-package')
				return `export { ${latePackages[name]} } from '${import.meta.resolve(name).slice('file://'.length)}'`
			if (kind !== '\0late') return undefined
			const exported = latePackages[name] ? [latePackages[name]] : exportsOf(out, name)!
			return standIn(`./late-${name.replaceAll('/', '-')}.js`, exported)
		},
		transform: (code, id) =>
			id.startsWith(out) && code.includes('import.meta.') ? placed(code, relative(server, id)) : undefined,
	}
}

/** Names of the functions, classes and, with a brace, objects that a built module exports; undefined if anything else. */
function exportsOf(out: string, name: string): readonly string[] | undefined {
	const code = readFileSync(join(out, `${name}.js`), 'utf8')
	const found = [...code.matchAll(/^export (?:(?:async )?function\*? |class |const )(\w+)(?: = \{)?/gm)]
	const strange = found.some(([text]) => text.includes('const') && !text.endsWith('{'))
	if (strange || found.length !== code.match(/^export /gm)?.length) return undefined
	return found.map(([text, name]) => (text.endsWith('{') ? `{${name}` : name!))
}

/** An object that is what the expression gives, also to whoever copies it; looked for when it is first looked into. */
const lateObject = (it: string): string => `new Proxy({}, {
	get: (_, key) => ${it}[key],
	has: (_, key) => key in ${it},
	ownKeys: () => Reflect.ownKeys(${it}),
	getOwnPropertyDescriptor: (_, key) => {
		const found = Object.getOwnPropertyDescriptor(${it}, key)
		return found && { ...found, configurable: true }
	},
})`

/** A module with the same exports, which loads the file when one of them is called, made or looked into. */
function standIn(file: string, exported: readonly string[]): string {
	const lines = exported.map((name) => {
		if (name.startsWith('{'))
			return `export const ${name.slice(1)} = ${lateObject(`late().${name.slice(1)}`)}`
		const made = /^[A-Z]/.test(name) ? 'new ' : ''
		return `export function ${name}(...given) { return ${made}(late().${name})(...given) }`
	})
	return `let module
		const late = () => (module ??= process.getBuiltinModule('node:module').createRequire(import.meta.url)('${file}'))
		${lines.join('\n')}`
}

/** `place`: the module's own, seen from the folder in which all joined files stand. */
function placed(code: string, place: string): string {
	const url = `new URL(${JSON.stringify(place)}, import.meta.url)`
	return code
		.replaceAll('import.meta.url', `${url}.href`)
		.replaceAll(
			'import.meta.dirname',
			`process.getBuiltinModule('node:url').fileURLToPath(new URL('.', ${url}))`,
		)
}

/** Modules of Node: functions ask for theirs when they are called, the rest at once. */
const node: Plugin = {
	name: 'node',
	resolveId: (id) => (id.startsWith('node:') ? `\0${id}` : undefined),
	load(id) {
		if (!id.startsWith('\0node:')) return undefined
		const asked = `process.getBuiltinModule('${id.slice(1)}')`
		const lines = Object.entries(process.getBuiltinModule(id.slice(1)) ?? {})
			.filter(([key]) => /^[a-zA-Z]\w*$/.test(key) && key !== 'default')
			.map(([key, value]) =>
				typeof value === 'function' && /^[a-z]/.test(key)
					? `export const ${key} = (...given) => ${asked}.${key}(...given)`
					: `export const ${key} = /* @__PURE__ */ (() => ${asked}.${key})()`,
			)
		const code = [...lines, `export default /* @__PURE__ */ (() => ${asked})()`].join('\n')
		return { code, moduleSideEffects: false }
	},
}

/** From so many characters on, data is read from its own file when it is first looked at. */
const largeData = 8000

/** `out`: where the data stand beside the joined files' folder. */
const data = (out: string): Plugin => ({
	name: 'data',
	transform(code, id) {
		if (!id.endsWith('.json') || code.length < largeData || code.startsWith('[')) return undefined
		if (!id.startsWith(out)) return undefined
		const place = relative(join(out, 'server'), id)
		return {
			code: `let data
				const it = () => (data ??= JSON.parse(process.getBuiltinModule('node:fs').readFileSync(new URL(${JSON.stringify(place)}, import.meta.url), 'utf8')))
				export default /* @__PURE__ */ ${lateObject('it()')}`,
			moduleType: 'js',
			moduleSideEffects: false,
		}
	},
})

/** In characters of one byte a file is read, kept and scanned at half the size; others stand in literals alone. */
const ascii = (code: string): string =>
	code.replace(/[^\n\t -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

function isJoined(id: string): boolean {
	return joined.some((name) => id === name || id.startsWith(`${name}/`))
}

/** Of the packages joined in, as they ask for it. */
function licences(): string {
	return joined
		.map((name) => {
			const folder = join(import.meta.dirname, 'node_modules', name)
			const { version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
			const [file] = globSync('LICENSE*', { cwd: folder })
			const text = file === undefined ? JSON.stringify(author) : readFileSync(join(folder, file), 'utf8')
			return `${name} ${version}, ${license}\n\n${text}\n`
		})
		.join('\n')
}
