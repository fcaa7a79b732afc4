/**
 * The map of rooms, kept true: engine ← schematron ← rules ← server, corpus and bench look on.
 *
 * A room imports rooms to its left, through their doors (`#engine`, `#schematron`, `#rules`); inside itself by
 * relative path. What judges a document runs in a browser too, so those rooms import no `node:` module.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const rooms = ['engine', 'schematron', 'rules', 'server', 'corpus', 'bench'] as const
type Room = (typeof rooms)[number]

/** What each room may import, through the door. */
const doors: Readonly<Record<Room, readonly string[]>> = {
	engine: [],
	schematron: ['#engine'],
	rules: ['#engine', '#schematron'],
	server: ['#engine', '#schematron', '#rules', '#rules/workbench'],
	corpus: ['#engine', '#schematron', '#rules', '#rules/workbench'],
	bench: ['#engine', '#schematron', '#rules'],
}

/** Whose files the onlookers take as they are. */
const onlookers: Readonly<Partial<Record<Room, readonly Room[]>>> = {
	corpus: ['server'],
	bench: ['server', 'corpus'],
}

/** Steps over a wall by relative path, each with its reason. */
const openings: Readonly<Record<string, string>> = {
	'bench/faults/trials.ts → engine/pool/faulty.fixture.ts':
		'the worker that eats all memory, which no rule may do',
	'bench/pool/rounds.ts → engine/pool/faulty.fixture.ts':
		'documents that only take time, which no rule may do',
	'bench/platform.ts → rules/platform/facts.ts': 'asks json-rules-engine about the same facts',
	'bench/platform.ts → rules/platform/operators.ts': 'lends json-rules-engine our comparisons',
	'bench/platform.ts → rules/platform/rule.ts': 'lends json-rules-engine our comparisons',
	'rules/choice.test.ts → server/rule-sets.ts': 'a test that judges as the program does, with its rule sets',
	'rules/platform/check.test.ts → corpus/surroundings.ts':
		'a test that judges the French examples as the program does',
	'rules/platform/directory.test.ts → server/rule-sets.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/platform/units.test.ts → corpus/surroundings.ts':
		'a test that judges the French examples as the program does',
	'rules/platform/load.test.ts → server/platform.ts': 'a test that reloads rules as the program does',
	'rules/structure/remarks.test.ts → server/rule-sets.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/help.test.ts → server/http/canary.ts':
		'a test that follows the links of verdicts into the site of rules',
	'rules/help.test.ts → server/platform.ts':
		'a test that follows the links of verdicts into the site of rules',
	'rules/help.test.ts → server/rule-sets.ts':
		'a test that follows the links of verdicts into the site of rules',
	'rules/help.test.ts → server/site.ts': 'a test that follows the links of verdicts into the site of rules',
	'rules/typed/mend.test.ts → server/rule-sets.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/workbench/redecide.test.ts → server/bundle/content.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/workbench/redecide.test.ts → server/impact/side.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/workbench/redecide.test.ts → server/platform.ts':
		'a test that judges as the program does, with its rule sets',
	'rules/workbench/redecide.test.ts → server/rule-sets.ts':
		'a test that judges as the program does, with its rule sets',
	'server/commands/corpus.ts → corpus/command.ts': 'the `corpus` command is loaded when it is asked for',
	'server/queue/drill/main.ts → corpus/fuzz/random.ts': 'the drill is drawn as the corpus is',
	'server/reports/clear-rejection.test.ts → corpus/surroundings.ts':
		'a test that judges the French examples as the program does',
	'server/commands/rules/cases.ts → corpus/workbench.ts':
		'the rules team’s tools run the stated cases, which only a checkout has',
}

/** Rooms whose code judges a document: no file, thread or socket. */
const pure: readonly Room[] = ['engine', 'schematron', 'rules']

/** What an installed package brings along; the onlookers and tests may use development packages too. */
const manifest = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
	dependencies: Readonly<Record<string, string>>
	devDependencies: Readonly<Record<string, string>>
	optionalDependencies: Readonly<Record<string, string>>
}
const shipped: readonly Room[] = ['engine', 'schematron', 'rules', 'server']

interface Import {
	readonly from: string
	readonly to: string
	readonly typeOnly: boolean
}

const here = import.meta.dirname
const files = rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: here })).sort()
const imports = files.flatMap((from) => importsOf(from))

/** Static and dynamic imports and re-exports; a relative one is given as the path of the file it names. */
function importsOf(from: string): Import[] {
	const text = readFileSync(join(here, from), 'utf8').replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
	const found: Import[] = []
	const statement =
		/^\s*(?:import|export)\s+(type\s)?(?:[\w$*{}\s,]+?\s+from\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm
	for (const [, typeOnly, static_, dynamic] of text.matchAll(statement)) {
		const specifier = static_ ?? dynamic!
		const to = specifier.startsWith('.') ? relative(here, join(here, dirname(from), specifier)) : specifier
		found.push({ from, to, typeOnly: typeOnly !== undefined })
	}
	return found
}

const roomOf = (path: string) => path.split('/')[0] as Room
const isTest = (path: string) => /\.(?:test|fixture)\.ts$/.test(path)
const isPath = (to: string) => to.endsWith('.ts') || to.endsWith('.json')
const shown = ({ from, to }: Import) => `${from} → ${to}`

test('imports are found at all', () => {
	expect(imports.some((i) => shown(i) === 'engine/intake/index.ts → engine/intake/decode.ts')).toBe(true)
})

test('a room imports only rooms to its left, through their doors', () => {
	const wrong = imports.filter(
		({ from, to }) => to.startsWith('#') && !isTest(from) && !doors[roomOf(from)].includes(to),
	)
	expect(wrong.map(shown)).toEqual([])
})

test('no relative import leaves its room', () => {
	const wrong = imports.filter(
		({ from, to }) =>
			isPath(to) &&
			roomOf(from) !== roomOf(to) &&
			!onlookers[roomOf(from)]?.includes(roomOf(to)) &&
			!Object.hasOwn(openings, `${from} → ${to}`),
	)
	expect(wrong.map(shown)).toEqual([])
})

test('every opening in a wall is used', () => {
	const used = new Set(imports.map(shown))
	expect(Object.keys(openings).filter((opening) => !used.has(opening))).toEqual([])
})

test('what judges a document imports no node: module', () => {
	const wrong = imports.filter(
		({ from, to }) => to.startsWith('node:') && !isTest(from) && pure.includes(roomOf(from)),
	)
	expect(wrong.map(shown)).toEqual([])
})

test('what ships imports only packages that ship, and nothing imports a package that is not listed', () => {
	const packageOf = (to: string) => /^(?:@[^/]+\/)?[^/]+/.exec(to)![0]
	const wrong = imports.filter(({ from, to }) => {
		if (isPath(to) || /^(?:node:|#)/.test(to)) return false
		const name = packageOf(to)
		const development = isTest(from) || !shipped.includes(roomOf(from))
		return !(
			Object.hasOwn(manifest.dependencies, name) ||
			Object.hasOwn(manifest.optionalDependencies, name) ||
			(development && Object.hasOwn(manifest.devDependencies, name))
		)
	})
	expect(wrong.map(shown)).toEqual([])
})

test('no files import each other in a circle', () => {
	const next = new Map<string, string[]>()
	for (const { from, to, typeOnly } of imports) {
		const target = to.startsWith('#') ? `${to.slice(1)}/index.ts` : to
		if (!typeOnly && isPath(target)) next.set(from, [...(next.get(from) ?? []), target])
	}
	const done = new Set<string>()
	const circles: string[] = []
	const visit = (file: string, trail: readonly string[]) => {
		if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
		if (trail.includes(file) || done.has(file)) return
		for (const target of next.get(file) ?? []) visit(target, [...trail, file])
		done.add(file)
	}
	for (const file of files) visit(file, [])
	expect(circles).toEqual([])
})
