/**
 * A clock that jumps while the process that reads it runs: libfaketime is loaded into the process and follows a file,
 * which says how far the time of day is off. Timers keep their pace, as they do when a real clock is set.
 *
 * Debian's `faketime` (`npm run servers` installs it); `undefined` where it is missing.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Clock {
	/** To be added to the environment of the process that shall live by this clock. */
	readonly env: Readonly<Record<string, string>>
	/** Sets it so many seconds off the true time; seen within a second. */
	jump(seconds: number): void
	remove(): void
}

const library = foundLibrary()

export function makeClock(): Clock | undefined {
	if (library === undefined) return undefined
	const folder = mkdtempSync(join(tmpdir(), 'recevable-clock-'))
	// The database reads it as another user.
	chmodSync(folder, 0o755)
	const file = join(folder, 'offset')
	const jump = (seconds: number): void => {
		// Whole or not at all: a reader must never meet half a line.
		writeFileSync(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}s\n`)
		renameSync(`${file}.new`, file)
	}
	jump(0)
	return {
		env: {
			LD_PRELOAD: library,
			FAKETIME_TIMESTAMP_FILE: file,
			// Seconds for which it trusts what it read last.
			FAKETIME_CACHE_DURATION: '1',
			FAKETIME_DONT_FAKE_MONOTONIC: '1',
			DONT_FAKE_MONOTONIC: '1',
		},
		jump,
		remove: () => rmSync(folder, { recursive: true, force: true }),
	}
}

function foundLibrary(): string | undefined {
	const root = '/usr/lib'
	const folders = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith('-linux-gnu')) : []
	return folders.map((name) => join(root, name, 'faketime/libfaketimeMT.so.1')).find(existsSync)
}
