/** `directory`: imports the directory of structures and looks structures up. */
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import type { Writer } from '../stores/directory.ts'
import { storePaths } from '../stores/places.ts'

const options = {
	store: {
		type: 'string',
		value: 'FOLDER',
		help: 'where the directory is kept; that of RECEVABLE_DATA unless given',
	},
	date: {
		type: 'string',
		value: 'YYYY-MM-DD',
		help: 'the day that the file speaks of; its own date unless given',
	},
	postgres: {
		type: 'string',
		value: 'URL',
		help: 'import into the directory of several machines; RECEVABLE_POSTGRES stands for it',
	},
	json: { type: 'boolean', help: 'print JSON' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable directory import FILE [OPTIONS]
recevable directory show [SIRET…] [OPTIONS]

Imports the structures' directory (the public export as .csv or .xlsx, or .ndjson of our own) and makes it the one
that rules ask; or shows the snapshot in force and structures of it. Bad rows are listed and passed over; more than
5 % of them leave the old snapshot in force.

${helpOf(options)}

Status: 0 imported, found · 1 the old snapshot stays, or a structure is unknown · 2 wrong usage · 3 a fault
`

export const directory = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [action, ...rest] = given.positionals
	const store = given.text('store') ?? storePaths().directory
	if (action === 'import' && rest.length === 1) {
		const postgres = given.text('postgres') ?? process.env.RECEVABLE_POSTGRES
		return postgres === undefined
			? await load(rest[0]!, store, given.text('date'))
			: await loadShared(rest[0]!, postgres, given.text('date'))
	}
	if (action === 'show') return await show(rest, store, given.flag('json'))
	throw new Fault('usage', 'What is to be done? Write: directory import FILE, or directory show SIRET.')
}

async function loadShared(file: string, url: string, date: string | undefined): Promise<number> {
	const { openDatabase } = await import('../stores/postgres/database.ts')
	const { sharedDirectory, writeShared } = await import('../stores/postgres/directory.ts')
	const database = await openDatabase({ url })
	try {
		return await load(file, writeShared(sharedDirectory(database)), date)
	} finally {
		await database.end()
	}
}

async function load(file: string, store: string | Writer, date: string | undefined): Promise<number> {
	const { importDirectory } = await import('../stores/directory-file.ts')
	const { existsSync } = await import('node:fs')
	if (!existsSync(file)) throw new Fault('usage', `${file} does not exist.`)
	const start = performance.now()
	const { snapshot, rows, bad, badRows } = await importDirectory(file, store, date)
	for (const { line, what } of bad) process.stderr.write(`${file}:${line}: ${what}\n`)
	if (badRows > bad.length) process.stderr.write(`… ${badRows - bad.length} more bad rows\n`)
	if (snapshot === undefined) {
		process.stderr.write(`${badRows} of ${rows} rows are bad: the snapshot in force stays.\n`)
		return 1
	}
	const { structures, services, sha256 } = snapshot
	const seconds = ((performance.now() - start) / 1000).toFixed(1)
	process.stdout.write(
		`${structures} structures and ${services} services of ${snapshot.date} in ${seconds} s, ${badRows} bad rows, sha256 ${sha256}\n`,
	)
	return 0
}

async function show(sirets: readonly string[], store: string, json: boolean): Promise<number> {
	const { openDirectory } = await import('../stores/directory.ts')
	const opened = openDirectory(store)
	if (opened === undefined) {
		process.stderr.write('No directory has been imported.\n')
		return 1
	}
	try {
		if (sirets.length === 0) {
			const { date, structures, services, sha256 } = opened.snapshot
			process.stdout.write(
				json
					? `${JSON.stringify(opened.snapshot)}\n`
					: `${structures} structures and ${services} services of ${date}, sha256 ${sha256}\n`,
			)
			return 0
		}
		let unknown = 0
		for (const siret of sirets) {
			const found = opened.find(siret)
			if (found === undefined) unknown++
			process.stdout.write(
				found === undefined ? `${siret}: unknown\n` : `${JSON.stringify(found, null, json ? 0 : 2)}\n`,
			)
		}
		return unknown > 0 ? 1 : 0
	} finally {
		await opened.close()
	}
}
