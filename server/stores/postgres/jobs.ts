/**
 * Jobs that any of several services may be asked about: batches and submissions with their state, as plain data.
 */
import type { Database } from './database.ts'

export interface Job {
	readonly id: string
	/** Whose it is; nobody else is told that it exists. */
	readonly owner: string
	readonly state: string
	readonly content: Readonly<Record<string, unknown>>
	readonly expires?: Date
}

export interface Jobs {
	/** Adds or changes a job; false where the id is another owner's. */
	put(job: Job): Promise<boolean>
	find(id: string, owner: string): Promise<Job | undefined>
	remove(id: string, owner: string): Promise<boolean>
	/** Drops what has expired; gives how many. */
	sweep(now: Date): Promise<number>
}

interface Row extends Omit<Job, 'expires'> {
	readonly expires: Date | null
}

export function sharedJobs(database: Database): Jobs {
	return {
		async put({ id, owner, state, content, expires }) {
			const { rowCount } = await database.query(
				`insert into job (id, owner, state, content, expires) values ($1, $2, $3, $4, $5)
				on conflict (id) do update set state = excluded.state, content = excluded.content,
					expires = excluded.expires, changed = now()
				where job.owner = excluded.owner`,
				[id, owner, state, JSON.stringify(content), expires ?? null],
			)
			return rowCount === 1
		},
		async find(id, owner) {
			const { rows } = await database.query<Row>(
				'select id, owner, state, content, expires from job where id = $1 and owner = $2',
				[id, owner],
			)
			const row = rows[0]
			if (row === undefined) return undefined
			const { expires, ...job } = row
			return { ...job, ...(expires !== null && { expires }) }
		},
		async remove(id, owner) {
			const { rowCount } = await database.query('delete from job where id = $1 and owner = $2', [id, owner])
			return rowCount === 1
		},
		async sweep(now) {
			const { rowCount } = await database.query('delete from job where expires <= $1', [now])
			return rowCount ?? 0
		},
	}
}
