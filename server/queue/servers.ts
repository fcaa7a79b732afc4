/**
 * Real servers for tests and drills: a NATS and a PostgreSQL of their own, each in a temporary folder and on a
 * port of its own, that can be killed and started again with what they had on disk.
 *
 * They are Debian's (`npm run servers` installs them); where they are missing, `undefined` says so.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
	appendFileSync,
	chownSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface Server {
	readonly port: number
	/** How a client reaches it. */
	readonly address: string
	/** As `kill -9` does, children included. */
	kill(): Promise<void>
	/** Starts it again on what it had; resolves when it answers. */
	start(): Promise<void>
	/** Ends it and removes its folder. */
	stop(): Promise<void>
}

const natsPath = ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'].find(
	existsSync,
)
const postgresPath = postgresFolder()

export const haveNats = natsPath !== undefined
export const havePostgres = postgresPath !== undefined

/** Bounds what tests and drills wait for, in milliseconds. */
const patience = 30_000

export async function startNats(host = '127.0.0.1'): Promise<Server> {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-nats-'))
	const port = await freePort()
	const config = join(folder, 'nats.conf')
	writeFileSync(
		config,
		`listen: "${host}:${port}"\nmax_payload: 1MB\njetstream { store_dir: "${join(folder, 'store')}", max_file_store: 40GB }\n`,
	)
	return await running({
		port,
		address: `${host}:${port}`,
		host,
		folder,
		launch: () => spawn(natsPath!, ['-c', config], { stdio: 'ignore', detached: true }),
	})
}

/**
 * @param others addresses that it listens on besides this machine's own
 * @param env of the server, besides what it always has
 */
export async function startPostgres(
	others: readonly string[] = [],
	env: Readonly<Record<string, string>> = {},
): Promise<Server> {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-postgres-'))
	const port = await freePort()
	const data = join(folder, 'data')
	// It refuses to run as root.
	const who = process.getuid?.() === 0 ? idsOf('postgres') : undefined
	if (who !== undefined) chownSync(folder, who.uid, who.gid)
	const asWhom = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, ...who }
	execFileSync(
		join(postgresPath!, 'initdb'),
		['-D', data, '-U', 'recevable', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
		{ ...asWhom, stdio: 'ignore' },
	)
	for (const other of others)
		appendFileSync(join(data, 'pg_hba.conf'), `host all all ${other.replace(/\d+$/, '0')}/24 trust\n`)
	const settings = [
		`port=${port}`,
		`listen_addresses=${['127.0.0.1', ...others].join()}`,
		`unix_socket_directories=${folder}`,
	]
	return await running({
		port,
		address: `postgres://recevable@127.0.0.1:${port}/postgres`,
		host: '127.0.0.1',
		folder,
		launch: () => {
			// What a killed one left would keep the next from starting.
			rmSync(join(data, 'postmaster.pid'), { force: true })
			const given = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
			return spawn(join(postgresPath!, 'postgres'), given, {
				...asWhom,
				env: { ...asWhom.env, ...env },
				stdio: 'ignore',
				detached: true,
			})
		},
		ready: async () => {
			try {
				execFileSync(join(postgresPath!, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], {
					stdio: 'ignore',
				})
				return true
			} catch {
				return false
			}
		},
	})
}

interface Recipe {
	readonly port: number
	readonly address: string
	readonly host: string
	readonly folder: string
	readonly launch: () => ChildProcess
	readonly ready?: () => Promise<boolean>
}

async function running({ port, address, host, folder, launch, ready }: Recipe): Promise<Server> {
	let child: ChildProcess | undefined
	const start = async (): Promise<void> => {
		child = launch()
		const until = performance.now() + patience
		while (!((await answers(host, port)) && (ready === undefined || (await ready())))) {
			if (performance.now() > until) throw new Error(`nothing answers on port ${port}`)
			await pause(50)
		}
	}
	const kill = async (): Promise<void> => {
		if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
		const gone = once(child, 'exit')
		// Its whole group: a database's children outlive it otherwise.
		process.kill(-child.pid!, 'SIGKILL')
		await gone
		while (await answers(host, port)) await pause(20)
	}
	await start()
	return {
		port,
		address,
		start,
		kill,
		async stop() {
			await kill()
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

function answers(host: string, port: number): Promise<boolean> {
	return new Promise((told) => {
		const socket = connect({ host, port }, () => {
			socket.destroy()
			told(true)
		})
		socket.on('error', () => told(false))
	})
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1')
	await once(server, 'listening')
	const address = server.address()
	server.close()
	await once(server, 'close')
	return typeof address === 'object' && address !== null ? address.port : 0
}

function postgresFolder(): string | undefined {
	const versions = '/usr/lib/postgresql'
	if (!existsSync(versions)) return undefined
	const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0]
	const folder = newest === undefined ? undefined : join(versions, newest, 'bin')
	return folder !== undefined && existsSync(join(folder, 'initdb')) ? folder : undefined
}

function idsOf(user: string): { readonly uid: number; readonly gid: number } {
	const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
	return { uid: id('-u'), gid: id('-g') }
}
