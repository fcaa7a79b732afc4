/**
 * A connection to the PostgreSQL that several machines share, with its schema up to date.
 */
import pg from 'pg'
import { migrate } from './schema.ts'

export type Database = pg.Pool

export interface DatabaseOptions {
	/** As `postgres://user:password@host:port/name`. */
	readonly url: string
	/** Most connections of this process; 8 unless given. */
	readonly connections?: number
	/** Milliseconds after which a question without an answer fails; 10,000 unless given. */
	readonly timeout?: number
}

export async function openDatabase({
	url,
	connections = 8,
	timeout = 10_000,
}: DatabaseOptions): Promise<Database> {
	const database = new pg.Pool({
		connectionString: url,
		max: connections,
		connectionTimeoutMillis: timeout,
		query_timeout: timeout,
		statement_timeout: timeout,
		keepAlive: true,
		application_name: 'recevable',
	})
	// A connection that breaks while nobody uses it is replaced; who uses one hears of it from the query.
	database.on('error', () => {})
	try {
		const client = await database.connect()
		try {
			await migrate(client)
		} finally {
			client.release()
		}
		return database
	} catch (error) {
		await database.end()
		throw error
	}
}
