/**
 * The tables that several machines share, made and changed by numbered steps.
 *
 * A step that has landed is never edited; a change is a new step. Steps run in one transaction under a lock, so
 * that processes that start together do not run them twice.
 */
import type { ClientBase } from 'pg'

/** In order; their place is their number. */
const steps: readonly string[] = [
	`create table ledger (
		key text primary key,
		submission text not null,
		sha256 text not null,
		number text not null,
		date text not null,
		status text not null,
		deposited text,
		taken timestamptz not null default now()
	);
	create index ledger_taken on ledger (taken);`,
	`create table snapshot (
		id integer generated always as identity primary key,
		sha256 text not null,
		date text not null,
		structures integer not null,
		services integer not null,
		in_force boolean not null default false
	);
	create unique index snapshot_in_force on snapshot (in_force) where in_force;
	create table structure (
		snapshot integer not null,
		siret text not null,
		content jsonb not null,
		primary key (snapshot, siret)
	) partition by list (snapshot);`,
	`create table verdict (
		submission text not null,
		received timestamptz not null,
		decision text not null,
		codes text[] not null,
		rule_sets text not null,
		content jsonb not null,
		primary key (submission, received)
	) partition by range (received);
	create index verdict_received on verdict (received);`,
	`create table job (
		id text primary key,
		owner text not null,
		state text not null,
		content jsonb not null,
		changed timestamptz not null default now(),
		expires timestamptz
	);
	create index job_expires on job (expires);`,
]

/** Any number, the same for all processes: who holds it changes the schema. */
const lock = 7_236_001

/** Brings the schema up to date; gives its number. A database that is ahead of this program is left alone. */
export async function migrate(client: ClientBase): Promise<number> {
	await client.query('begin')
	try {
		await client.query('select pg_advisory_xact_lock($1)', [lock])
		await client.query(
			'create table if not exists migration (step integer primary key, made timestamptz not null default now())',
		)
		const { rows } = await client.query<{ step: number }>(
			'select coalesce(max(step), 0) as step from migration',
		)
		const from = rows[0]!.step
		for (const [index, text] of steps.entries()) {
			if (index < from) continue
			await client.query(text)
			await client.query('insert into migration (step) values ($1)', [index + 1])
		}
		await client.query('commit')
		return Math.max(from, steps.length)
	} catch (error) {
		await client.query('rollback')
		throw error
	}
}
