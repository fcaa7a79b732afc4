/**
 * The directory of structures, kept in LMDB: one file, read by every worker, replaced whole by an import.
 *
 * Two databases: `structures` (SIRET → structure with its services, and an entry a legal unit) and `meta` (what was loaded). An import
 * writes the new snapshot beside the one in force and switches to it in the last transaction, so a reader sees
 * one or the other; if too many rows are bad it does not switch.
 */
import type { Database, RootDatabase } from 'lmdb'
import { isUnit, type Snapshot, type Structure, type StructureLookup, unitsOf } from '#rules'
import { open } from './lmdb.ts'

export interface DirectoryStore extends StructureLookup {
	close(): Promise<void>
}

interface Meta {
	readonly snapshot: Snapshot
	/** Name of the database in force. */
	readonly database: string
}

const options = { maxDbs: 8, compression: false } as const

const openRoot = (path: string): RootDatabase => open({ path, ...options })
const metaOf = (root: RootDatabase): Database<Meta, string> => root.openDB<Meta, string>({ name: 'meta' })
const structuresOf = (root: RootDatabase, name: string): Database<Structure, string> =>
	root.openDB<Structure, string>({ name })

/** Opens the directory for reading; undefined where nothing was ever imported. */
export function openDirectory(path: string): DirectoryStore | undefined {
	const root = openRoot(path)
	const meta = metaOf(root).get('current')
	if (meta === undefined) {
		void root.close()
		return undefined
	}
	const structures = structuresOf(root, meta.database)
	return {
		snapshot: meta.snapshot,
		find: (siret) => structures.get(siret),
		close: () => root.close(),
	}
}

export interface Writer {
	put(structure: Structure): void
	/** A service that came after its structure. False if the structure is unknown. */
	addService(siret: string, service: Structure['services'][number]): boolean
	/** Makes what was written the snapshot in force. */
	commit(snapshot: Omit<Snapshot, 'structures' | 'services'>): Promise<Snapshot>
	/** Leaves the snapshot in force as it is. */
	abandon(): Promise<void>
}

/** Writes a new snapshot in one transaction. */
export function writeDirectory(path: string): Writer {
	const root = openRoot(path)
	const meta = metaOf(root)
	const current = meta.get('current')
	const database = current?.database === 'a' ? 'b' : 'a'
	return gathering({
		async replace(structures, loaded) {
			const target = structuresOf(root, database)
			let services = 0
			for (const structure of structures) services += structure.services.length
			const count = structures.filter((structure) => !isUnit(structure)).length
			const snapshot: Snapshot = { ...loaded, structures: count, services }
			await root.transaction(() => {
				target.clearSync()
				for (const structure of structures) target.putSync(structure.siret, structure)
				meta.putSync('current', { snapshot, database })
			})
			await root.flushed
			await root.close()
			return snapshot
		},
		abandon: () => root.close(),
	})
}

/** A writer that keeps structures in memory, with their services, until they replace those in force. */
export function gathering({
	replace,
	abandon,
}: {
	replace(
		structures: readonly Structure[],
		about: Omit<Snapshot, 'structures' | 'services'>,
	): Promise<Snapshot>
	abandon(): Promise<void>
}): Writer {
	const structures = new Map<string, Structure>()
	return {
		put: (structure) => {
			const known = structures.get(structure.siret)
			structures.set(
				structure.siret,
				known === undefined
					? structure
					: { ...structure, services: [...known.services, ...structure.services] },
			)
		},
		addService: (siret, service) => {
			const known = structures.get(siret)
			if (known === undefined) return false
			;(known.services as Structure['services'][number][]).push(service)
			return true
		},
		commit: (loaded) => replace([...structures.values(), ...unitsOf(structures.values())], loaded),
		abandon,
	}
}
