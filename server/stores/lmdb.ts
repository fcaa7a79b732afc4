/** Opens an LMDB environment; the library is loaded then: it makes code from strings, which a check without stores need not allow. */
import { createRequire } from 'node:module'
import type { RootDatabase, RootDatabaseOptionsWithPath } from 'lmdb'

export function open(options: RootDatabaseOptionsWithPath): RootDatabase {
	const library = createRequire(import.meta.url)('lmdb') as typeof import('lmdb')
	return library.open(options)
}
