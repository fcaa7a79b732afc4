/** Files of bundles and keys: read and written whole. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Fault } from '#engine'

/** Written beside and renamed, so that nobody reads half a file. */
export function writeWhole(file: string, text: string | Uint8Array): void {
	const beside = `${file}.${process.pid}.new`
	try {
		writeFileSync(beside, text)
		renameSync(beside, file)
	} catch (error) {
		throw new Fault('usage', `${file} cannot be written: ${(error as NodeJS.ErrnoException).code}.`)
	}
}

/** A file that the caller named. */
export function readNamed(file: string): Buffer {
	try {
		return readFileSync(file)
	} catch (error) {
		throw new Fault('usage', `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`)
	}
}
