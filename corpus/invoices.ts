/** The XML files that paths lead to: files themselves, and those in folders, in order. */
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#engine'

export function invoiceFiles(paths: readonly string[]): string[] {
	return paths.flatMap((path) => {
		const stat = statSync(path, { throwIfNoEntry: false })
		if (stat === undefined) throw new Fault('usage', `${path} does not exist.`)
		return stat.isDirectory() ? globSync(join(path, '**/*.xml')).sort() : [path]
	})
}
