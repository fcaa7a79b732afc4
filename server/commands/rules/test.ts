/** `rules test`: examples of platform rules in every syntax, and the stated cases of Schematron rules. */
import { existsSync, readdirSync, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Fault } from '#engine'
import { explain, type trace } from '#rules'
import { type Failure, platformFiles, type Trials, tryExamples } from '#rules/workbench'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { harmless, type Painter, painterFor } from '../../terminal.ts'
import { caseTools } from './cases.ts'
import { folderOption, isRuleFolder, ownFolder, type RuleGroup, ruleFilesIn, ruleGroups } from './folder.ts'

const options = {
	watch: { type: 'boolean', help: 'stay, and test again whatever changes' },
	platform: { type: 'boolean', help: 'only the examples of platform rules' },
	format: { type: 'string', choices: ['text', 'json'], help: 'text unless given' },
	folder: folderOption,
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules test [PATH…] [OPTIONS]

Tries every example of the platform rules, on its facts and in a document of each syntax, and runs the stated cases of
the Schematron rules. A PATH is a rule file (.json), a .cases file, or a folder of either; all of both unless given. A rule file that lies
in no folder of platform rules is read with the conditions and scopes written here, or those of --folder.
What comes out otherwise is shown in business terms. A file that cannot be read is an error, told apart.

${helpOf(options)}

Status: 0 all as stated · 1 something comes out otherwise · 2 wrong usage · 3 a file cannot be read
`

export const test = { run }

/** What is to be tested. */
interface Wanted {
	readonly rules: readonly RuleGroup[]
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
		const trials = platform(some.rules)
		const cases = await runStated(some.cases)
		if (given.flag('format') && given.text('format') === 'json')
			process.stdout.write(
				`${JSON.stringify({ ...trials, errors: trials.errors.map(({ message }) => message), cases })}\n`,
			)
		else process.stdout.write(asText(trials, cases, performance.now() - start, paint))
		if (trials.errors.length + cases.errors.length > 0) return 3
		return trials.failures.length + cases.failures.length > 0 ? 1 : 0
	}
	const status = await once(wanted)
	return given.flag('watch') ? await stay(wanted, once) : status
}

function wantedOf(paths: readonly string[], folder: string | undefined, platformOnly: boolean): Wanted {
	if (paths.length === 0) {
		const own = folder === undefined && import.meta.url.endsWith('.ts') && !platformOnly
		return { rules: [{ folder: folder ?? ownFolder }], cases: own ? [corpusFolder] : [] }
	}
	const files: string[] = []
	const whole: RuleGroup[] = []
	const cases: string[] = []
	for (const path of paths) {
		if (!existsSync(path)) throw new Fault('usage', `${path} does not exist.`)
		if (path.endsWith('.json')) files.push(path)
		else if (path.endsWith('.cases')) cases.push(resolve(path))
		else if (!statSync(path).isDirectory())
			throw new Fault('usage', `${path} is neither a rule nor a .cases file.`)
		else if (isRuleFolder(path)) whole.push({ folder: path })
		else if (holdsCases(path)) cases.push(resolve(path))
		else files.push(...ruleFilesIn(path))
	}
	return { rules: [...whole, ...ruleGroups(files, folder)], cases: platformOnly ? [] : cases }
}

const holdsCases = (folder: string): boolean =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.cases'))

const corpusFolder = resolve(import.meta.dirname, '../../../corpus')

function platform(groups: readonly RuleGroup[]): Trials {
	const all = groups.map(({ folder, names, elsewhere }): Trials => {
		try {
			const set = platformFiles(folder, names ?? elsewhere)
			return tryExamples(
				set.files.map(({ file, text }) => ({ file: resolve(folder, file), text })),
				set,
			)
		} catch (error) {
			if (!(error instanceof Fault)) throw error
			return { rules: 0, examples: 0, tried: 0, failures: [], errors: [error] }
		}
	})
	const sum = (of: (one: Trials) => number): number => all.reduce((total, one) => total + of(one), 0)
	return {
		rules: sum(({ rules }) => rules),
		examples: sum(({ examples }) => examples),
		tried: sum(({ tried }) => tried),
		failures: all.flatMap(({ failures }) => failures),
		errors: all.flatMap(({ errors }) => errors),
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
		...trials.errors.map(({ message }) => `${paint('error', 'red', 'bold')} ${message}`),
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

/** Tests again what changes until the process is ended. */
async function stay(wanted: Wanted, once: (some: Wanted) => Promise<number>): Promise<number> {
	let timer: NodeJS.Timeout | undefined
	const again = (some: Wanted): void => {
		clearTimeout(timer)
		timer = setTimeout(() => void once(some), 100)
	}
	for (const group of wanted.rules) {
		const { folder, elsewhere } = group
		watchFolders(folder, (file) => {
			if (!file.endsWith('.json') || !existsSync(file)) return
			if (basename(dirname(file)) !== 'rules') again({ rules: [group], cases: [] })
			else if (elsewhere === undefined) again({ rules: ruleGroups([file], folder), cases: [] })
		})
		for (const file of elsewhere ?? [])
			watchFolder(dirname(file), (changed) => {
				if (changed === file && existsSync(file)) again({ rules: [{ folder, elsewhere: [file] }], cases: [] })
			})
	}
	for (const path of wanted.cases)
		watchFolders(statSync(path).isDirectory() ? path : dirname(path), (file) => {
			const asked = statSync(path).isDirectory() || resolve(file) === resolve(path)
			if (asked && file.endsWith('.cases') && existsSync(file)) again({ rules: [], cases: [file] })
		})
	process.stdout.write('Waiting for changes; end with Ctrl-C.\n')
	return await new Promise<number>(() => {})
}

function watchFolders(folder: string, changed: (file: string) => void): void {
	const below = readdirSync(folder, { recursive: true, withFileTypes: true })
	const folders = below.flatMap((entry) =>
		entry.isDirectory() && !entry.name.startsWith('.') ? [join(entry.parentPath, entry.name)] : [],
	)
	for (const one of [folder, ...folders]) watchFolder(one, changed)
}

/** A watch on a file would end when an editor puts another in its place. */
function watchFolder(folder: string, changed: (file: string) => void): void {
	watch(folder, (_, name) => {
		if (name !== null) changed(join(folder, name))
	})
}
