/**
 * The releases of code lists that are held: those of the program, and those in the folder that
 * RECEVABLE_CODE_LISTS names, one JSON file each, in the form of rules/codelists/.
 *
 * A newer release of a list needs no more than its file there: rules name a list, and the day decides.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#engine'
import { type CodeList, codeLists, readCodeList } from '#rules'

/** Throws a Fault where the folder cannot be read, or a file in it is no release of a list. */
export function heldReleases(folder = process.env.RECEVABLE_CODE_LISTS): readonly CodeList[] {
	if (folder === undefined || folder === '') return codeLists
	const files = filesOf(folder).filter((file) => file.endsWith('.json'))
	return [...codeLists, ...files.sort().map((file) => readRelease(join(folder, file)))]
}

function filesOf(folder: string): string[] {
	try {
		return readdirSync(folder)
	} catch (error) {
		throw new Fault('usage', `The code lists of ${folder} cannot be read: ${(error as Error).message}.`)
	}
}

function readRelease(file: string): CodeList {
	let json: unknown
	try {
		json = JSON.parse(readFileSync(file, 'utf8'))
	} catch (error) {
		const at = { file, line: 1, column: 1 }
		throw new Fault('rule-text-invalid', `no JSON: ${(error as Error).message}`, at)
	}
	return readCodeList(file, json)
}
