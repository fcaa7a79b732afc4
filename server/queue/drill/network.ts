/**
 * A worker behind a cable that can be cut: a network namespace of its own, joined to this machine by a pair of
 * virtual interfaces. Needs root and `ip`; `undefined` where it cannot be had.
 */
import { execFileSync } from 'node:child_process'

export interface Cable {
	/** This machine's address as the namespace sees it. */
	readonly host: string
	/** Words before a command that shall run behind the cable. */
	readonly behind: readonly string[]
	cut(): void
	join(): void
	remove(): void
}

export function layCable(): Cable | undefined {
	const name = `rcv${process.pid % 10_000}`
	const [near, far] = [`${name}a`, `${name}b`]
	const net = `10.213.${process.pid % 250}`
	const ip = (...words: string[]): void => void execFileSync('ip', words, { stdio: 'ignore' })
	try {
		ip('netns', 'add', name)
		ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name)
		ip('addr', 'add', `${net}.1/24`, 'dev', near)
		ip('link', 'set', near, 'up')
		ip('-n', name, 'addr', 'add', `${net}.2/24`, 'dev', far)
		ip('-n', name, 'link', 'set', far, 'up')
		ip('-n', name, 'link', 'set', 'lo', 'up')
	} catch {
		try {
			ip('netns', 'del', name)
		} catch {}
		return undefined
	}
	return {
		host: `${net}.1`,
		behind: ['ip', 'netns', 'exec', name],
		cut: () => ip('link', 'set', near, 'down'),
		join: () => ip('link', 'set', near, 'up'),
		remove: () => ip('netns', 'del', name),
	}
}
