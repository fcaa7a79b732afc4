/**
 * The directory of structures in PostgreSQL: a snapshot is a partition, and one of them is in force.
 *
 * An import fills a partition of its own by COPY and switches in one statement; who asks sees the old snapshot or
 * the new one. The one before is kept until the next import, for those who still judge by it.
 */
import { pipeline } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import { isUnit, type Snapshot, type Structure } from '#rules'
import { gathering, type Writer } from '../directory.ts'
import type { Database } from './database.ts'

export interface SharedDirectory {
	/** Of the snapshot in force; undefined where none was ever imported. */
	snapshot(): Promise<Snapshot | undefined>
	find(siret: string): Promise<Structure | undefined>
	/** Several at once, by SIRET; those that are unknown are left out. */
	findAll(sirets: readonly string[]): Promise<ReadonlyMap<string, Structure>>
	/** Makes these structures the snapshot in force. */
	replace(
		structures: AsyncIterable<Structure> | Iterable<Structure>,
		about: Pick<Snapshot, 'sha256' | 'date'>,
	): Promise<Snapshot>
}

/** Writes a new snapshot of the shared directory. */
export function writeShared(directory: SharedDirectory): Writer {
	return gathering({ replace: directory.replace, abandon: async () => {} })
}

interface Row extends Snapshot {
	readonly id: number
}

export function sharedDirectory(database: Database): SharedDirectory {
	const inForce = async (): Promise<Row | undefined> => {
		const { rows } = await database.query<Row>(
			'select id, sha256, date, structures, services from snapshot where in_force',
		)
		return rows[0]
	}
	const findAll = async (sirets: readonly string[]): Promise<Map<string, Structure>> => {
		const { rows } = await database.query<{ siret: string; content: Structure }>(
			`select siret, content from structure
			where snapshot = (select id from snapshot where in_force) and siret = any($1)`,
			[sirets],
		)
		return new Map(rows.map(({ siret, content }) => [siret, content]))
	}
	return {
		async snapshot() {
			const row = await inForce()
			if (row === undefined) return undefined
			const { id: _, ...snapshot } = row
			return snapshot
		},
		findAll,
		find: async (siret) => (await findAll([siret])).get(siret),
		async replace(structures, { sha256, date }) {
			const before = await inForce()
			const client = await database.connect()
			try {
				await client.query('begin')
				// An import takes longer than a question may.
				await client.query('set local statement_timeout = 0')
				const { rows } = await client.query<{ id: number }>(
					'insert into snapshot (sha256, date, structures, services) values ($1, $2, 0, 0) returning id',
					[sha256, date],
				)
				const id = rows[0]!.id
				// A partition's bounds are no place for parameters; the id is a number of the database's own.
				await client.query(`create table structure_${id} partition of structure for values in (${id})`)
				const counts = { structures: 0, services: 0 }
				await pipeline(
					copyLines(id, structures, counts),
					client.query(from(`copy structure_${id} from stdin`)),
				)
				await client.query('update snapshot set in_force = false where in_force')
				await client.query(
					'update snapshot set in_force = true, structures = $2, services = $3 where id = $1',
					[id, counts.structures, counts.services],
				)
				await dropOlder(client, before?.id ?? id)
				await client.query('commit')
				return { sha256, date, ...counts }
			} catch (error) {
				await client.query('rollback')
				throw error
			} finally {
				client.release()
			}
		},
	}
}

interface Asked {
	query(text: string): Promise<{ rows: { id: number }[] }>
	query(text: string, values: readonly unknown[]): Promise<{ rows: { id: number }[] }>
}

async function dropOlder(client: Asked, kept: number): Promise<void> {
	const { rows } = await client.query('select id from snapshot where id < $1', [kept])
	for (const { id } of rows) await client.query(`drop table if exists structure_${id}`)
	await client.query('delete from snapshot where id < $1', [kept])
}

/** Rows in the text form of COPY: tabs between columns, backslashes before what would be one. */
async function* copyLines(
	id: number,
	structures: AsyncIterable<Structure> | Iterable<Structure>,
	counts: { structures: number; services: number },
): AsyncGenerator<string> {
	let chunk = ''
	for await (const structure of structures) {
		if (!isUnit(structure)) counts.structures++
		counts.services += structure.services.length
		chunk += `${id}\t${structure.siret}\t${JSON.stringify(structure).replaceAll('\\', '\\\\')}\n`
		if (chunk.length < 65_536) continue
		yield chunk
		chunk = ''
	}
	yield chunk
}
