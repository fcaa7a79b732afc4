/**
 * Sums that keep a core's units busy and touch no memory, to see whether a thread has its core to itself.
 *
 * In WebAssembly: V8 compiles the same JavaScript six times as fast in one thread as in another, and compiles it anew.
 */
const sums = ['add', 'xor', 'sub', 'add', 'xor', 'sub', 'add', 'xor'] as const

/** The format's bytes for what is used of it. */
const code = {
	i32: 0x7f,
	nothing: 0x40,
	get: 0x20,
	set: 0x21,
	tee: 0x22,
	constant: 0x41,
	add: 0x6a,
	sub: 0x6b,
	xor: 0x73,
	loop: 0x03,
	again: 0x0d,
	end: 0x0b,
} as const

/** Local 0 counts down; each of the others takes it in once a round, and none waits for another. */
const body = [
	...[1, sums.length, code.i32],
	...[code.loop, code.nothing],
	...sums.flatMap((sum, n) => [code.get, n + 1, code.get, 0, code[sum], code.set, n + 1]),
	...[code.get, 0, code.constant, 1, code.sub, code.tee, 0, code.again, 0, code.end],
	...[code.get, 1],
	...sums.slice(1).flatMap((_, n) => [code.get, n + 2, code.xor]),
	code.end,
]

const section = (id: number, ...content: number[]) => [id, content.length, ...content]

const bytes = Uint8Array.from([
	...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
	...section(1, 1, 0x60, 1, code.i32, 1, code.i32),
	...section(3, 1, 0),
	...section(7, 1, 1, 0x66, 0, 0),
	...section(10, 1, body.length, ...body),
])

/** So many rounds of eight sums. */
export const count = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f as (
	rounds: number,
) => number
