/**
 * A matcher of our own, for the patterns and texts that JavaScript's could not finish in time.
 *
 * The pattern becomes a program; all threads of it run side by side over the text (Thompson, Pike), at most
 * one an instruction, so the time is the text's length times the program's. Threads stand in the order of
 * preference, which gives the match that backtracking would have found. Back-references have no such
 * machine: programs with them are run by backtracking, with a limit on the steps.
 */
import { DynamicError } from '../../fault.ts'
import { sameIgnoringCase } from './case.ts'
import { isNullable } from './cost.ts'
import type { Flags, Regex } from './syntax.ts'

const CHARACTER = 0
const SET = 1
const SPLIT = 2
const JUMP = 3
const SAVE = 4
const START = 5
const END = 6
const REFERENCE = 7
const MATCH = 8
/** Leaves a loop whose round took no character: the slot holds where the round began. */
const LEAVE_IDLE = 9

/** Longer programs (from nested counts) are refused. */
const MAX_PROGRAM = 50_000
const MAX_STEPS = 5_000_000

/** Instructions with two operands each: a code point, a set, a slot, a group, one or two targets. */
export interface Program {
	readonly op: readonly number[]
	readonly x: readonly number[]
	readonly y: readonly number[]
	readonly sets: readonly CharacterSet[]
	/** Two slots a group, group 0 being the whole match; then one for each loop that may idle. */
	readonly slots: number
	readonly multiline: boolean
	readonly ignoreCase: boolean
	readonly backtracks: boolean
}

/** Start and end of each group, -1 where it took no part. */
export type Match = readonly number[]

/** Membership of code points in a class, remembered. */
class CharacterSet {
	readonly #pattern: RegExp
	/** 0 unknown, 1 out, 2 in. */
	readonly #low = new Uint8Array(256)

	constructor(source: string) {
		this.#pattern = new RegExp(`^${source}$`, 'v')
	}

	has(code: number): boolean {
		if (code > 255) return this.#pattern.test(String.fromCodePoint(code))
		if (this.#low[code] === 0) this.#low[code] = this.#pattern.test(String.fromCharCode(code)) ? 2 : 1
		return this.#low[code] === 2
	}
}

/** FORX0002 when the program would be too long. */
export function assemble(regex: Regex, groups: number, flags: Flags): Program {
	const op: number[] = []
	const x: number[] = []
	const y: number[] = []
	const sets: CharacterSet[] = []
	const setIndex = new Map<string, number>()
	let slots = 2 * groups + 2
	let backtracks = false

	function put(code: number, a = 0, b = 0): number {
		if (op.length >= MAX_PROGRAM)
			throw new DynamicError('FORX0002', 'a regular expression with counts too high')
		op.push(code)
		x.push(a)
		y.push(b)
		return op.length - 1
	}

	function putSet(source: string): void {
		let index = setIndex.get(source)
		if (index === undefined) {
			index = sets.push(new CharacterSet(source)) - 1
			setIndex.set(source, index)
		}
		put(SET, index)
	}

	/** A split whose preferred way is the instruction after it (lazy: the other way). */
	function putSplit(lazy: boolean): number {
		return put(SPLIT, lazy ? 1 : 0)
	}

	/** Says where the split's other way leads. */
	function settle(split: number, target: number): void {
		const lazy = x[split] === 1
		x[split] = lazy ? target : split + 1
		y[split] = lazy ? split + 1 : target
	}

	function put1(node: Regex): void {
		switch (node.kind) {
			case 'empty':
				return
			case 'set':
				putSet(node.source)
				return
			case 'literal':
				put(CHARACTER, node.codePoint)
				return
			case 'start':
				put(START)
				return
			case 'end':
				put(END)
				return
			case 'group':
				if (node.index !== undefined) put(SAVE, node.index * 2)
				put1(node.body)
				if (node.index !== undefined) put(SAVE, node.index * 2 + 1)
				return
			case 'sequence':
				for (const item of node.items) put1(item)
				return
			case 'choice': {
				const jumps: number[] = []
				node.branches.forEach((branch, i) => {
					const split = i < node.branches.length - 1 ? putSplit(false) : -1
					put1(branch)
					if (split < 0) return
					jumps.push(put(JUMP))
					settle(split, op.length)
				})
				for (const jump of jumps) x[jump] = op.length
				return
			}
			case 'repeat':
				putRepeat(node)
				return
			case 'backreference':
				backtracks = true
				put(REFERENCE, node.group)
		}
	}

	function putRepeat(node: Regex & { kind: 'repeat' }): void {
		// A body without instructions would be repeated for nothing.
		const before = op.length
		for (let i = 0; i < node.min; i++) {
			put1(node.body)
			if (op.length === before) return
		}
		if (node.max === Number.POSITIVE_INFINITY) {
			const split = putSplit(node.lazy)
			const slot = isNullable(node.body) ? slots++ : -1
			if (slot >= 0) put(SAVE, slot)
			put1(node.body)
			if (slot >= 0) put(LEAVE_IDLE, slot, op.length + 2)
			put(JUMP, split)
			settle(split, op.length)
			return
		}
		const splits: number[] = []
		for (let i = node.min; i < node.max; i++) {
			splits.push(putSplit(node.lazy))
			put1(node.body)
		}
		for (const split of splits) settle(split, op.length)
	}

	put(SAVE, 0)
	put1(regex)
	put(SAVE, 1)
	put(MATCH)
	const { multiline, ignoreCase } = flags
	return { op, x, y, sets, slots, multiline, ignoreCase, backtracks }
}

/** The first match at or after `from`. */
export function find(program: Program, text: string, from: number): Match | undefined {
	return program.backtracks ? findBacktracking(program, text, from) : findParallel(program, text, from)
}

function atStart(program: Program, text: string, at: number): boolean {
	if (at === 0) return true
	return program.multiline && text.charCodeAt(at - 1) === 10 && at < text.length
}

function atEnd(program: Program, text: string, at: number): boolean {
	if (!program.multiline) return at === text.length
	return at < text.length ? text.charCodeAt(at) === 10 : at === 0 || text.charCodeAt(at - 1) !== 10
}

/** A list of threads in order of preference, with at most one an instruction. */
class Threads {
	readonly pc: Int32Array
	readonly slots: Match[] = []
	length = 0
	readonly #seenAt: Int32Array
	#generation = 0

	constructor(size: number) {
		this.pc = new Int32Array(size)
		this.#seenAt = new Int32Array(size)
	}

	clear(): void {
		this.length = 0
		this.#generation++
	}

	/** Marks an instruction as reached; false if it was. */
	reach(pc: number): boolean {
		if (this.#seenAt[pc] === this.#generation) return false
		this.#seenAt[pc] = this.#generation
		return true
	}

	push(pc: number, slots: Match): void {
		this.slots[this.length] = slots
		this.pc[this.length++] = pc
	}
}

function findParallel(program: Program, text: string, from: number): Match | undefined {
	const { op, x, y, sets } = program
	let current = new Threads(op.length)
	let next = new Threads(op.length)
	const noSlots: Match = new Array(program.slots).fill(-1)
	const stack: number[] = []
	const stackSlots: Match[] = []
	let found: Match | undefined

	function follow(threads: Threads, entry: number, at: number, entrySlots: Match): void {
		stack.push(entry)
		stackSlots.push(entrySlots)
		while (stack.length > 0) {
			const pc = stack.pop()!
			let slots = stackSlots.pop()!
			if (!threads.reach(pc)) continue
			switch (op[pc]) {
				case JUMP:
					stack.push(x[pc]!)
					stackSlots.push(slots)
					break
				case SPLIT:
					stack.push(y[pc]!, x[pc]!)
					stackSlots.push(slots, slots)
					break
				case SAVE:
					slots = slots.with(x[pc]!, at)
					stack.push(pc + 1)
					stackSlots.push(slots)
					break
				case LEAVE_IDLE:
					stack.push(slots[x[pc]!] === at ? y[pc]! : pc + 1)
					stackSlots.push(slots)
					break
				case START:
				case END:
					if (op[pc] === START ? !atStart(program, text, at) : !atEnd(program, text, at)) break
					stack.push(pc + 1)
					stackSlots.push(slots)
					break
				default:
					threads.push(pc, slots)
			}
		}
	}

	current.clear()
	for (let at = from; ; ) {
		if (found === undefined) follow(current, 0, at, noSlots)
		if (current.length === 0 && found !== undefined) return found
		const code = at < text.length ? text.codePointAt(at)! : -1
		const after = code > 0xffff ? at + 2 : at + 1
		next.clear()
		for (let i = 0; i < current.length; i++) {
			const pc = current.pc[i]!
			const slots = current.slots[i]!
			if (op[pc] === MATCH) {
				// Threads after this one are less preferred.
				found = slots
				break
			}
			const takes = code >= 0 && (op[pc] === CHARACTER ? x[pc] === code : sets[x[pc]!]!.has(code))
			if (takes) follow(next, pc + 1, after, slots)
		}
		if (code < 0) return found
		const swap = current
		current = next
		next = swap
		at = after
	}
}

function findBacktracking(program: Program, text: string, from: number): Match | undefined {
	let steps = 0
	for (let start = from; start <= text.length; start++) {
		if (start > from && isInsidePair(text, start)) continue
		const slots: number[] = new Array(program.slots).fill(-1)
		// Alternatives to come back to: instruction, position, or a slot and its former value (pc < 0).
		const trail: number[] = []
		let pc = 0
		let at = start
		for (;;) {
			if (++steps > MAX_STEPS) {
				throw new DynamicError('FOER0000', 'a regular expression with back-references takes too many steps')
			}
			if (program.op[pc] === MATCH) return slots
			const moved = step(program, text, pc, at, slots, trail)
			if (moved >= 0) {
				at = moved
				pc = nextInstruction(program, pc, at, slots)
				continue
			}
			let resumed = false
			while (trail.length > 0 && !resumed) {
				const position = trail.pop()!
				const instruction = trail.pop()!
				if (instruction < 0) slots[-1 - instruction] = position
				else {
					pc = instruction
					at = position
					resumed = true
				}
			}
			if (!resumed) break
		}
	}
	return undefined
}

/** The position after one instruction, or -1 where it fails. */
function step(
	program: Program,
	text: string,
	pc: number,
	at: number,
	slots: number[],
	trail: number[],
): number {
	const x = program.x[pc]!
	switch (program.op[pc]) {
		case CHARACTER:
		case SET: {
			const code = at < text.length ? text.codePointAt(at)! : -1
			if (code < 0) return -1
			const takes = program.op[pc] === CHARACTER ? code === x : program.sets[x]!.has(code)
			return takes ? at + (code > 0xffff ? 2 : 1) : -1
		}
		case SPLIT:
			trail.push(program.y[pc]!, at)
			return at
		case SAVE:
			trail.push(-1 - x, slots[x]!)
			slots[x] = at
			return at
		case START:
			return atStart(program, text, at) ? at : -1
		case END:
			return atEnd(program, text, at) ? at : -1
		case REFERENCE:
			return afterReference(program, text, at, slots[2 * x]!, slots[2 * x + 1]!)
		default:
			return at
	}
}

function nextInstruction(program: Program, pc: number, at: number, slots: readonly number[]): number {
	switch (program.op[pc]) {
		case JUMP:
		case SPLIT:
			return program.x[pc]!
		case LEAVE_IDLE:
			return slots[program.x[pc]!] === at ? program.y[pc]! : pc + 1
		default:
			return pc + 1
	}
}

function afterReference(program: Program, text: string, at: number, start: number, end: number): number {
	// "If the group has not matched, the reference matches the zero-length string."
	if (start < 0 || end < 0) return at
	if (!program.ignoreCase) return text.startsWith(text.slice(start, end), at) ? at + end - start : -1
	let here = at
	for (let i = start; i < end; ) {
		const wanted = text.codePointAt(i)!
		const code = text.codePointAt(here)
		if (code === undefined || !sameIgnoringCase(wanted, code)) return -1
		i += wanted > 0xffff ? 2 : 1
		here += code > 0xffff ? 2 : 1
	}
	return here
}

function isInsidePair(text: string, at: number): boolean {
	const code = text.charCodeAt(at)
	const before = text.charCodeAt(at - 1)
	return code >= 0xdc00 && code < 0xe000 && before >= 0xd800 && before < 0xdc00
}
