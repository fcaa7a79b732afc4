/**
 * Idempotency keys: a key stands for one request, told by its fingerprint.
 *
 * A verdict depends on nothing but its inputs, so a repeated request is simply judged again; no reply, let
 * alone an invoice, is kept. What is kept is the fingerprint, to refuse a key that comes with another body.
 */
import { Problem } from './problem.ts'

export interface Idempotency {
	/** Throws where the key stands for another request or is in use; gives what frees it. */
	claim(key: string, fingerprint: string): () => void
}

export function idempotency(most = 10_000): Idempotency {
	const known = new Map<string, { readonly fingerprint: string; busy: boolean }>()
	return {
		claim(key, fingerprint) {
			if (key.length > 300) throw new Problem('bad-request', 'Idempotency-Key')
			const before = known.get(key)
			if (before !== undefined && before.fingerprint !== fingerprint) throw new Problem('key-reused')
			if (before?.busy) throw new Problem('key-in-use', undefined, { 'retry-after': '1' })
			const entry = { fingerprint, busy: true }
			known.delete(key)
			known.set(key, entry)
			for (const [oldest, { busy }] of known) {
				if (known.size <= most) break
				if (!busy) known.delete(oldest)
			}
			return () => {
				entry.busy = false
			}
		},
	}
}
