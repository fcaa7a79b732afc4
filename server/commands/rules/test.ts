/** `rules test`: examples of platform rules in every syntax, and the stated cases of Schematron rules. */
import { existsSync, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Fault } from '#engine'
import { explain, type PlatformRules, type trace } from '#rules'
import { type Failure, platformFiles, type Trials, tryExamples } from '#rules/workbench'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { harmless, type Painter, painterFor } from '../../terminal.ts'
import { caseTools } from './cases.ts'
import { folderOption, ownFolder } from './folder.ts'

const options = {
	watch: { type: 'boolean', help: 'stay, and test again whatever changes' },
	platform: { type: 'boolean', help: 'only the examples of platform rules' },
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules test [PATH…] [OPTIONS]

Tries every example of the platform rules, on its facts and in a document of each syntax, and runs the stated cases of
the Schematron rules. A PATH is a rule file (.json), a .cases file, or a folder of either; all of both unless given.
What comes out otherwise is shown in business terms. A file that cannot be read is an error, told apart.

${helpOf(options)}

Status: 0 all as stated · 1 something comes out otherwise · 2 wrong usage · 3 a file cannot be read
`

export const test = { run }

/** What is to be tested. */
interface Wanted {
	readonly folder: string
	/** Names below the folder; undefined: all. */
	readonly rules: readonly string[] | undefined
	/** Case files or folders of them. */
	readonly cases: readonly string[]
}

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const wanted = wantedOf(given.positionals, given.text('folder'), given.flag('platform'))
	const paint = painterFor(process.stdout, process.env)
	const once = async (some: Wanted): Promise<number> => {
		const start = performance.now()
		const { trials, broken } = platform(some)
		const cases = await runStated(some.cases)
		if (given.flag('format') && given.text('format') === 'json')
			process.stdout.write(`${JSON.stringify({ ...trials, errors: trials.errors.map(inWords), cases })}\n`)
		else process.stdout.write(asText(trials, cases, performance.now() - start, paint))
		if (broken || cases.errors.length > 0) return 3
		return trials.failures.length + cases.failures.length > 0 ? 1 : 0
	}
	const status = await once(wanted)
	return given.flag('watch') ? await stay(wanted, once) : status
}

function wantedOf(paths: readonly string[], folder: string | undefined, platformOnly: boolean): Wanted {
	if (paths.length === 0) {
		const own = folder === undefined && import.meta.url.endsWith('.ts') && !platformOnly
		return { folder: folder ?? ownFolder, rules: undefined, cases: own ? [corpusFolder] : [] }
	}
	const rules: string[] = []
	const cases: string[] = []
	let home = folder
	let whole = false
	for (const path of paths) {
		if (!existsSync(path)) throw new Fault('usage', `${path} does not exist.`)
		if (path.endsWith('.json')) {
			// A rule's conditions and scopes stand in the folder above its own.
			home ??= resolve(dirname(path), '..')
			rules.push(`rules/${basename(path)}`)
		} else if (path.endsWith('.cases')) cases.push(resolve(path))
		else if (!statSync(path).isDirectory())
			throw new Fault('usage', `${path} is neither a rule nor a .cases file.`)
		else if (existsSync(join(path, 'conditions.json'))) {
			home = path
			whole = true
		} else cases.push(resolve(path))
	}
	return { folder: home ?? ownFolder, rules: whole ? undefined : rules, cases: platformOnly ? [] : cases }
}

const corpusFolder = resolve(import.meta.dirname, '../../../corpus')

function platform({ folder, rules }: Wanted): { trials: Trials; broken: boolean } {
	const none: Trials = { rules: 0, examples: 0, tried: 0, failures: [], errors: [] }
	if (rules?.length === 0) return { trials: none, broken: false }
	try {
		const set: Pick<PlatformRules, 'named' | 'scopes' | 'files'> = platformFiles(folder)
		const files = set.files.filter(
			({ file }) => file.startsWith('rules/') && (rules === undefined || rules.includes(file)),
		)
		const shown = files.map(({ file, text }) => ({ file: join(folder, file), text }))
		const trials = tryExamples(shown, set)
		return { trials, broken: trials.errors.length > 0 }
	} catch (error) {
		if (!(error instanceof Fault)) throw error
		return { trials: { ...none, errors: [error] }, broken: true }
	}
}

interface Cases {
	readonly run: number
	readonly failures: readonly {
		readonly file: string
		readonly line: number
		readonly title: string
		readonly differences: readonly {
			readonly rule: string
			readonly severity: string
			readonly expected: number
			readonly got: number
		}[]
	}[]
	readonly errors: readonly string[]
}

async function runStated(paths: readonly string[]): Promise<Cases> {
	if (paths.length === 0) return { run: 0, failures: [], errors: [] }
	const { testCases } = await caseTools()
	return testCases(paths)
}

function asText(trials: Trials, cases: Cases, milliseconds: number, paint: Painter): string {
	const lines = [
		...trials.errors.map((error) => `${paint('error', 'red', 'bold')} ${inWords(error)}`),
		...cases.errors.map((error) => `${paint('error', 'red', 'bold')} ${error}`),
		...trials.failures.map((failure) => failureText(failure, paint)),
		...cases.failures.map(({ file, line, title, differences }) => {
			const shown = differences.map(({ rule, severity, expected, got }) => {
				const said = explain(rule)?.message.en
				return `    ${rule} ${severity}: stated ${times(expected)}, found ${times(got)}${said === undefined ? '' : `\n      ${said}`}`
			})
			return `${paint('otherwise', 'yellow')} ${file}:${line} ${title}\n${shown.join('\n')}`
		}),
		[
			`${trials.rules} platform rules, ${trials.examples} examples, ${trials.tried} trials: ${trials.failures.length} otherwise`,
			...(cases.run > 0 ? [`${cases.run} stated cases: ${cases.failures.length} otherwise`] : []),
			`${trials.errors.length + cases.errors.length} errors`,
			`${(milliseconds / 1000).toFixed(1)} s`,
		].join(' · '),
	]
	return `${lines.join('\n')}\n`
}

const times = (count: number): string =>
	count === 0 ? 'not at all' : count === 1 ? 'once' : `${count} times`

function failureText(
	{ rule, file, line, kind, example, place, facts, trace }: Failure,
	paint: Painter,
): string {
	const said = kind === 'fail' ? 'is to break the rule and passes it' : 'is to pass the rule and breaks it'
	const where = place === 'facts' ? '' : ` in ${place}`
	return [
		`${paint('otherwise', 'yellow')} ${file}:${line} ${rule}: “${harmless(example)}” ${said}${where}`,
		...facts.map(({ name, stated, read }) => `    ${name}: stated ${value(stated)}, reads ${value(read)}`),
		...traceLines(trace, 2, paint),
	].join('\n')
}

function traceLines(
	{ holds, says, found, parts }: ReturnType<typeof trace>,
	depth: number,
	paint: Painter,
): string[] {
	const shown = parts.length > 0 ? '' : `   (${value(found)})`
	const mark = holds ? paint('✓', 'green') : paint('✗', 'red')
	return [
		`${'  '.repeat(depth)}${mark} ${harmless(says)}${shown}`,
		...parts.flatMap((part) => traceLines(part, depth + 1, paint)),
	]
}

const value = (one: unknown): string => harmless(JSON.stringify(one) ?? 'absent')

function inWords({ message, at }: Fault): string {
	return at === undefined ? message : `${at.file}:${at.line}:${at.column} ${message}`
}

/** Tests again what changes until the process is ended. */
async function stay(wanted: Wanted, once: (some: Wanted) => Promise<number>): Promise<number> {
	let timer: NodeJS.Timeout | undefined
	const again = (some: Wanted): void => {
		clearTimeout(timer)
		timer = setTimeout(() => void once(some), 100)
	}
	if (wanted.rules?.length !== 0)
		watchFolders(wanted.folder, (file) => {
			if (!file.endsWith('.json')) return
			const one = basename(dirname(file)) === 'rules' ? [`rules/${basename(file)}`] : undefined
			again({ ...wanted, rules: one, cases: [] })
		})
	for (const path of wanted.cases)
		watchFolders(statSync(path).isDirectory() ? path : dirname(path), (file) => {
			const asked = statSync(path).isDirectory() || resolve(file) === resolve(path)
			if (asked && file.endsWith('.cases') && existsSync(file)) again({ ...wanted, rules: [], cases: [file] })
		})
	process.stdout.write('Waiting for changes; end with Ctrl-C.\n')
	return await new Promise<number>(() => {})
}

/** Each folder is watched itself: a watch on a file ends when an editor puts another in its place. */
function watchFolders(folder: string, changed: (file: string) => void): void {
	const below = readdirSync(folder, { recursive: true, withFileTypes: true })
	const folders = below.flatMap((entry) =>
		entry.isDirectory() && !entry.name.startsWith('.') ? [join(entry.parentPath, entry.name)] : [],
	)
	for (const one of [folder, ...folders])
		watch(one, (_, name) => {
			if (name !== null) changed(join(one, name))
		})
}
