/**
 * A Program made runnable: its module text becomes functions, with the runtime as its only way out.
 *
 * The text is our own compiler's (see emit/module.ts: nothing of a rule file goes in raw). A program that was
 * written to disk as a module is linked without making code from strings.
 */
import { Fault } from '../fault.ts'
import { type Runtime, runtime } from '../xpath/runtime.ts'
import type { Linked, Program } from './program.ts'
import { RuleSet } from './ruleset.ts'

export interface LinkOptions {
	/** Codes of each list that the program's rules look up. */
	readonly lists?: Readonly<Record<string, Iterable<string>>>
	/** What `valid()` asks of a value, by name: check digits and the like, which XPath cannot well say. */
	readonly checks?: Readonly<Record<string, ValueCheck>>
	/** The program's module, where it was loaded from disk. */
	readonly module?: ModuleFunction
}

/** Pure, and quick for any text. */
export type ValueCheck = (value: string) => boolean

type LinkRuntime = Runtime & {
	readonly list: (name: string) => ReadonlySet<string>
	readonly joined: (name: string) => string
	readonly check: (name: string) => ValueCheck
}
export type ModuleFunction = (rt: LinkRuntime) => Linked

export function linkProgram(program: Program, options: LinkOptions = {}): RuleSet {
	const list = (name: string): ReadonlySet<string> => {
		const codes = options.lists?.[name]
		if (codes === undefined) throw new Fault('usage', `the code list "${name}" is not given`)
		return new Set(codes)
	}
	/** Each code between spaces, in the list's order. */
	const joined = (name: string): string => ` ${[...list(name)].join(' ')} `
	const check = (name: string): ValueCheck => {
		const found = options.checks?.[name]
		if (found === undefined) throw new Fault('usage', `the check "${name}" is not given`)
		return found
	}
	const make = options.module ?? moduleOf(program)
	return new RuleSet(program, make({ ...runtime, list, joined, check }))
}

function moduleOf(program: Program): ModuleFunction {
	const source = `${program.code}\n//# sourceURL=recevable/${program.id}.js`
	return new Function('rt', source) as ModuleFunction
}

/** The program's module as the text of an ES module with one default export. */
export function moduleText(program: Program): string {
	// In brackets it is compiled with the module, and kept with it where Node keeps compiled code.
	const text = `export default (function (rt) {\n${program.code}\n})\n`
	// In characters of one byte it is read and kept at half the size; others stand in literals alone.
	return text.replace(/[^\n\t -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
