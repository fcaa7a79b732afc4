/**
 * Joins the modules that were built into a few files, so that a start finds and links them in half the time.
 *
 * The entries stay where they were, and what they have in common stands beside them. Dependencies are left
 * outside. A module that asks where it stands still learns where it stood.
 */
import { rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import manifest from './package.json' with { type: 'json' }

/** The rooms' doors, as built. */
const doors: Readonly<Record<string, { readonly default: string }>> = manifest.imports

/** What is run, imported or begins a thread. */
const entries = ['main', 'library', 'worker', 'renewer', 'stores/postgres/answerer'] as const

/** `out`: the folder of the built modules, absolute. */
export async function bundle(out: string): Promise<void> {
	const server = join(out, 'server')
	const build = await rolldown({
		input: Object.fromEntries(entries.map((name) => [name, join(server, `${name}.js`)])),
		platform: 'node',
		// No module of the other rooms does anything by being loaded.
		treeshake: { moduleSideEffects: (id) => !/^(?:engine|schematron|rules)\//.test(relative(out, id)) },
		// A module that is not found would be missing in the package.
		onLog: (_, { message }) => {
			throw new Error(message)
		},
		external: (id) => /^[a-z@]/.test(id) || id.includes('/corpus/'),
		plugins: [
			{
				name: 'places',
				resolveId: (id) =>
					Object.hasOwn(doors, id) ? join(out, doors[id]!.default.replace(/^\.\/dist\//, '')) : undefined,
				transform: (code, id) =>
					code.includes('import.meta.') ? placed(code, relative(server, id)) : undefined,
			},
		],
	})
	const { output } = await build.write({
		dir: server,
		format: 'esm',
		entryFileNames: '[name].js',
		chunkFileNames: '[name]-[hash].js',
		// Names stay, comments and blanks go: they are a quarter of what a start reads.
		minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
	})
	await build.close()
	const chunks = output.filter((file) => file.type === 'chunk')
	const written = new Set(chunks.map(({ fileName }) => resolve(server, fileName)))
	for (const id of chunks.flatMap(({ moduleIds }) => moduleIds))
		if (id.startsWith(out) && id.endsWith('.js') && !written.has(id)) rmSync(id, { force: true })
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
