/**
 * Makes what is published: `npm run build` writes dist/, and `node build.ts FOLDER` the same elsewhere.
 *
 * JavaScript of the four rooms, joined into a few files, and types, both without tests; the files that they
 * read when they run; our rule sets compiled. What looks on from outside the rooms is left out.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type OwnRuleSetId, ownRuleSets } from '#schematron'
import { bundle } from './bundle.ts'
import { prepareScripts } from './server/browser/scripts.ts'
import { readKept } from './server/compiled.ts'
import { prepareOwn } from './server/rule-sets.ts'

const root = import.meta.dirname
const out = resolve(process.argv[2] ?? join(root, 'dist'))

rmSync(out, { recursive: true, force: true })
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const compile = (...options: string[]) =>
	execFileSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'inherit' })
compile('-p', 'tsconfig.build.json', '--outDir', out)
// The compiler follows the one opening to the corpus.
rmSync(join(out, 'corpus'), { recursive: true, force: true })
await bundle(out)
// After that, since the page has modules of its own that the service has too.
compile('-p', 'server/page', '--noEmit', 'false', '--rootDir', 'server', '--outDir', join(out, 'server'))

// The compiler leaves out of types what an import of data has to say.
for (const file of globSync('**/*.d.ts', { cwd: out })) {
	const text = readFileSync(join(out, file), 'utf8')
	const said = text.replace(/^(import .* from '\.[^']*\.json');$/gm, "$1 with { type: 'json' };")
	if (said !== text) writeFileSync(join(out, file), said)
}

const read = globSync('{engine,schematron,rules,server}/**/*.{sch,txt,json,html,css,svg,xml}', { cwd: root })
for (const file of read.filter((name) => !/tsconfig|\.test\./.test(name))) copy(file)

await prepareScripts()
for (const name of ['judge', 'pdf']) copy(`compiled/page-${name}.js`)
for (const id of Object.keys(ownRuleSets) as OwnRuleSetId[]) {
	if (readKept(id) === undefined) prepareOwn(id)
	copy(`compiled/${id}.js`)
	copy(`compiled/${id}.json`)
}

function copy(file: string): void {
	if (!existsSync(join(root, file))) return
	mkdirSync(dirname(join(out, file)), { recursive: true })
	cpSync(join(root, file), join(out, file))
}
