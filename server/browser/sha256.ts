/**
 * SHA-256 (FIPS 180-4) without waiting, for a browser whose own is asynchronous and not everywhere there.
 */

/** Primes' roots, as section 4.2.2 defines the constants: the first 32 bits of their fractional parts. */
function fractions(root: (prime: number) => number, count: number): Uint32Array {
	const found: number[] = []
	for (let n = 2; found.length < count; n++) {
		let prime = true
		for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
		if (prime) found.push(n)
	}
	return Uint32Array.from(found, (prime) => {
		const value = root(prime)
		return Math.floor((value - Math.floor(value)) * 2 ** 32)
	})
}

const constants = fractions(Math.cbrt, 64)
const start = fractions(Math.sqrt, 8)

/** Lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
	const state = Uint32Array.from(start)
	const schedule = new Uint32Array(64)
	const whole = bytes.length - (bytes.length % 64)
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	for (let at = 0; at < whole; at += 64) block(state, schedule, view, at)
	// Padding: a bit, zeros, and the length in bits (section 5.1.1).
	const rest = bytes.length - whole
	const tail = new Uint8Array(rest < 56 ? 64 : 128)
	tail.set(bytes.subarray(whole))
	tail[rest] = 0x80
	const last = new DataView(tail.buffer)
	last.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
	last.setUint32(tail.length - 4, (bytes.length * 8) >>> 0)
	for (let at = 0; at < tail.length; at += 64) block(state, schedule, last, at)
	return [...state].map((word) => word.toString(16).padStart(8, '0')).join('')
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** Section 6.2.2. */
function block(state: Uint32Array, w: Uint32Array, view: DataView, at: number): void {
	for (let t = 0; t < 16; t++) w[t] = view.getUint32(at + 4 * t)
	for (let t = 16; t < 64; t++) {
		const [x, y] = [w[t - 15]!, w[t - 2]!]
		const small0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)
		const small1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)
		w[t] = small1 + w[t - 7]! + small0 + w[t - 16]!
	}
	let [a, b, c, d, e, f, g, h] = state as unknown as [
		number,
		number,
		number,
		number,
		number,
		number,
		number,
		number,
	]
	for (let t = 0; t < 64; t++) {
		const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
		const t1 = (h + big1 + ((e & f) ^ (~e & g)) + constants[t]! + w[t]!) | 0
		const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
		const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
		h = g
		g = f
		f = e
		e = (d + t1) | 0
		d = c
		c = b
		b = a
		a = (t1 + t2) | 0
	}
	const turned = [a, b, c, d, e, f, g, h]
	for (let n = 0; n < 8; n++) state[n] = state[n]! + turned[n]!
}
