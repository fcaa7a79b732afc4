/**
 * Cold starts: a process that does one thing and ends, beside one that does nothing.
 *
 * Measured on the program as it is published (`build.ts`), and as it runs unbuilt from a checkout. Processor time is
 * that of the process with all its threads, as the shell's `times` gives it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { scratch } from './files.ts'
import { type Measured, summed, type Time } from './measure.ts'

const root = join(import.meta.dirname, '..')

/** Each as a name and the arguments of `node`. */
export function starts(schematron: string | undefined): Readonly<Record<string, readonly string[]>> {
	const built = builtProgram()
	const sample = (syntax: string) => join(root, `corpus/samples/${syntax}-invoice.xml`)
	const source = ['--conditions=source', '--disable-warning=ExperimentalWarning']
	const check = ['check', '--format', 'json', '--as-of', '2026-10-06']
	return {
		'node -e 0': ['-e', '0'],
		'check, UBL': [built, ...check, sample('ubl')],
		'check, CII': [built, ...check, sample('cii')],
		'check, UBL, all on': [built, ...check, '--national', 'text', '--platform', sample('ubl')],
		'check, UBL, from a checkout': [...source, join(root, 'server/main.ts'), ...check, sample('ubl')],
		...(schematron !== undefined && {
			'check, UBL, published Schematron': [built, ...check, '--schematron', schematron, sample('ubl')],
		}),
	}
}

/** Rounds over all starts in turn; the first is not counted, since it fills caches. */
export function startTimes(what: Readonly<Record<string, readonly string[]>>, rounds: number): Measured[] {
	const times = new Map(Object.keys(what).map((name) => [name, [] as Time[]]))
	for (let round = -1; round < rounds; round++)
		for (const [name, args] of Object.entries(what)) {
			const time = started(args)
			if (round >= 0) times.get(name)!.push(time)
		}
	return [...times].map(([name, rounds]) => summed(name, rounds))
}

function started(args: readonly string[]): Time {
	const start = performance.now()
	const done = spawnSync('sh', ['-c', '"$@" >/dev/null 2>&1; times', 'sh', process.execPath, ...args], {
		encoding: 'utf8',
		env: { ...process.env, RECEVABLE_DATA: join(scratch(), 'data') },
	})
	const wall = performance.now() - start
	// The second line is that of the shell's children: user and system time.
	const [user, system] = done.stdout.trim().split('\n').at(-1)!.split(' ').map(seconds)
	return { wall, processor: 1000 * (user! + system!) }
}

/** `1m2.345s` */
function seconds(text: string): number {
	const [minutes, rest] = text.split('m')
	return Number(minutes) * 60 + Number.parseFloat(rest!)
}

/** The entry of the program as published, built anew into a scratch folder. */
function builtProgram(): string {
	const folder = join(scratch(), 'package')
	const entry = join(folder, 'dist/server/main.js')
	if (existsSync(entry)) return entry
	mkdirSync(folder)
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
	symlinkSync(join(root, 'package.json'), join(folder, 'package.json'))
	execFileSync(process.execPath, ['--conditions=source', join(root, 'build.ts'), join(folder, 'dist')], {
		stdio: ['ignore', 'ignore', 'inherit'],
	})
	return entry
}

export interface Compile {
	readonly what: string
	/** Milliseconds of processor time from the text on disk to a rule set that runs, the compiler's modules loaded. */
	readonly cold: readonly number[]
	/** The same with loading the compiler's modules. */
	readonly whole: readonly number[]
}

/** Compiles a Schematron in a new process for each round. */
export function compileTimes(what: string, file: string, rounds: number): Compile {
	const cold: number[] = []
	const whole: number[] = []
	for (let round = 0; round < rounds; round++) {
		const out = execFileSync(
			process.execPath,
			[
				'--conditions=source',
				'--disable-warning=ExperimentalWarning',
				join(import.meta.dirname, 'compile.ts'),
				file,
			],
			{ encoding: 'utf8' },
		)
		const [one, two] = out.trim().split(' ').map(Number)
		cold.push(one!)
		whole.push(two!)
	}
	return { what, cold, whole }
}
