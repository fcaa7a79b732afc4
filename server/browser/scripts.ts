/**
 * The scripts that a browser loads on demand, each made into one file and kept in `compiled/`.
 *
 * `npm ci` and the build make them. In a checkout what is kept counts while the sources have the digest that it was
 * made from, else it is made again; where the bundler is missing (it is needed for development only), what is kept
 * counts as it is.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Fault } from '#engine'

/** Scripts by name, with the module that each begins with. */
const entries = { judge: 'worker.ts', pdf: 'opener.ts' } as const
export type ScriptName = keyof typeof entries

const root = fileURLToPath(new URL('../../', import.meta.url))
const isCheckout = import.meta.url.endsWith('.ts')
const kept = (name: ScriptName): string => `${root}compiled/page-${name}.js`

const made = new Map<ScriptName, Promise<string>>()

/** The text of a script; a Fault where it was never made and cannot be. */
export function script(name: ScriptName): Promise<string> {
	let text = made.get(name)
	if (text === undefined) made.set(name, (text = read(name)))
	return text
}

async function read(name: ScriptName): Promise<string> {
	const there = existsSync(kept(name)) ? readFileSync(kept(name), 'utf8') : undefined
	if (there !== undefined && (!isCheckout || there.startsWith(`/* ${digest()} */`))) return there
	try {
		return await make(name)
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
		if (there !== undefined) return there
		throw new Fault('internal', `The script ${name} was not made: its bundler is not installed.`)
	}
}

/** Makes all of them again; false where the bundler is not installed. */
export async function prepareScripts(): Promise<boolean> {
	try {
		for (const name of Object.keys(entries) as ScriptName[]) await make(name)
		return true
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return false
		throw error
	}
}

/** Threads are for servers; in a browser what asks for them is never reached. */
const absent = {
	name: 'absent',
	resolveId: (id: string) => (id === 'piscina' || id.startsWith('node:') ? '\0absent' : null),
	load: (id: string) =>
		id === '\0absent' ? 'export const Piscina = undefined\nexport const MessageChannel = undefined' : null,
}

/** For development only, so what ships does not depend on it: it is looked for, and may be missing. */
const bundler: string = 'rolldown'

interface Bundler {
	rolldown(input: object): Promise<{
		generate(output: object): Promise<{ readonly output: readonly [{ readonly code: string }] }>
	}>
}

async function make(name: ScriptName): Promise<string> {
	const { rolldown } = (await import(bundler)) as Bundler
	const bundle = await rolldown({
		input: `${root}server/browser/${entries[name]}`,
		platform: 'browser',
		resolve: { conditionNames: ['source', 'import', 'browser', 'default'] },
		plugins: [absent],
		treeshake: { moduleSideEffects: (id: string) => id.endsWith(entries[name]) },
	})
	const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false })
	const text = `/* ${digest()} */\n${output[0].code}`
	mkdirSync(`${root}compiled`, { recursive: true })
	writeFileSync(kept(name), text)
	return text
}

let inputs: string | undefined

/** Over everything that could stand in a script. */
function digest(): string {
	if (inputs === undefined) {
		const hash = createHash('sha256')
		const files = globSync('{engine,schematron,rules,server}/**/*.{ts,json}', { cwd: root })
		for (const file of files.filter((name) => !/\.(?:test|fixture)\.ts$/.test(name)).sort())
			hash.update(`${file}\n`).update(readFileSync(root + file))
		inputs = hash.digest('hex')
	}
	return inputs
}
