/**
 * Arguments of a command, read by node:util parseArgs and refused in whole sentences.
 *
 * A wrong argument is the caller's mistake: a Fault with code `usage`, which ends with status 2.
 */
import { parseArgs } from 'node:util'
import { Fault } from '#engine'

export interface OptionSpec {
	readonly type: 'string' | 'boolean'
	readonly multiple?: boolean
	readonly short?: string
	/** Shown in the help after the name, as `FILE`. */
	readonly value?: string
	readonly help: string
	/** The only values allowed. */
	readonly choices?: readonly string[]
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>

export interface Arguments {
	readonly positionals: readonly string[]
	/** The last value given. */
	text(name: string): string | undefined
	all(name: string): readonly string[]
	flag(name: string): boolean
}

export function readArguments(specs: OptionSpecs, argv: readonly string[]): Arguments {
	const options = Object.fromEntries(
		Object.entries(specs).map(([name, { type, short }]) => [
			name,
			// Every option is read as multiple so that a repeated one can be told from a single one.
			short === undefined ? { type, multiple: true } : { type, multiple: true, short },
		]),
	)
	const { tokens } = parseArgs({
		args: [...argv],
		options,
		allowPositionals: true,
		strict: false,
		tokens: true,
	})
	const values = new Map<string, string[]>()
	const positionals: string[] = []
	for (const token of tokens) {
		if (token.kind === 'positional') positionals.push(token.value)
		if (token.kind !== 'option') continue
		const spec = specs[token.name]
		if (spec === undefined) throw unknownOption(token.rawName, Object.keys(specs))
		const given = values.get(token.name) ?? []
		if (given.length > 0 && !spec.multiple && spec.type === 'string')
			throw new Fault('usage', `--${token.name} is given twice.`)
		values.set(token.name, [...given, optionValue(token.name, spec, token.value)])
	}
	return {
		positionals,
		text: (name) => values.get(name)?.at(-1),
		all: (name) => values.get(name) ?? [],
		flag: (name) => values.has(name),
	}
}

function optionValue(name: string, spec: OptionSpec, value: string | undefined): string {
	if (spec.type === 'boolean') {
		if (value !== undefined) throw new Fault('usage', `--${name} takes no value.`)
		return 'true'
	}
	const wanted = spec.choices?.join(', ') ?? spec.value ?? 'a value'
	if (value === undefined || value === '') throw new Fault('usage', `--${name} needs a value: ${wanted}.`)
	if (spec.choices !== undefined && !spec.choices.includes(value))
		throw new Fault('usage', `--${name} cannot be '${value}'; it is one of ${wanted}.`)
	return value
}

function unknownOption(given: string, names: readonly string[]): Fault {
	const near = nearest(given.replace(/^-+/, ''), names)
	const hint = near === undefined ? '' : ` Did you mean --${near}?`
	return new Fault('usage', `There is no option ${given}.${hint}`)
}

/** The name that differs least from `given`, if it differs little. */
export function nearest(given: string, names: readonly string[]): string | undefined {
	const ranked = names.map((name) => ({ name, distance: distance(given, name) }))
	ranked.sort((a, b) => a.distance - b.distance)
	const best = ranked[0]
	return best !== undefined && best.distance <= Math.ceil(given.length / 3) ? best.name : undefined
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i)
	for (let i = 1; i <= a.length; i++) {
		const next = [i]
		for (let j = 1; j <= b.length; j++) {
			const change = a[i - 1] === b[j - 1] ? 0 : 1
			next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change)
		}
		row = next
	}
	return row[b.length]!
}

/** Lines of help, one an option, the explanations aligned. */
export function helpOf(specs: OptionSpecs): string {
	const rows = Object.entries(specs).map(([name, spec]) => {
		const value = spec.choices?.join('|') ?? spec.value
		const short = spec.short === undefined ? '' : `-${spec.short}, `
		return [`  ${short}--${name}${value === undefined ? '' : ` ${value}`}`, spec.help] as const
	})
	const width = Math.max(...rows.map(([left]) => left.length)) + 2
	return rows.map(([left, right]) => left.padEnd(width) + right).join('\n')
}
