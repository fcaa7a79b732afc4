/**
 * The peers of another make: Saxon-HE in a Java process, and SaxonJS with the stylesheet compiled for it.
 *
 * The driver is compiled on the spot, so a JDK is needed; the stylesheet export of SaxonJS takes half a minute to
 * make and is kept in the system's temporary folder by the digest of the stylesheet. What is missing is said.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Peer, player } from './peer.ts'

export interface Missing {
	readonly missing: string
}

/** Where Debian's libsaxonhe-java puts it. */
export const debianJar = '/usr/share/java/Saxon-HE.jar'

export async function startSaxon(jar: string, xslt: string): Promise<Peer | Missing> {
	if (!existsSync(jar)) return { missing: `${jar} does not exist (Debian: apt install libsaxonhe-java)` }
	if (spawnSync('javac', ['-version']).status !== 0)
		return { missing: 'there is no javac (Debian: apt install default-jdk-headless)' }
	const classes = mkdtempSync(join(tmpdir(), 'recevable-bench-'))
	process.on('exit', () => rmSync(classes, { recursive: true, force: true }))
	const done = spawnSync('javac', ['-cp', jar, '-d', classes, join(import.meta.dirname, 'SaxonDriver.java')])
	if (done.status !== 0) return { missing: `the driver does not compile: ${done.stderr}` }
	const peer = new Peer(
		'saxon',
		spawn('java', [
			'-Xss16m',
			'-XX:+UseSerialGC',
			'-cp',
			[jar, classes].join(delimiter),
			'SaxonDriver',
			xslt,
		]),
	)
	await peer.ready()
	return peer
}

export async function startSaxonJs(xslt: string): Promise<Peer | Missing> {
	const require = createRequire(import.meta.url)
	let compiler: string
	try {
		compiler = require.resolve('xslt3')
	} catch {
		return { missing: 'saxon-js and xslt3 are not installed (npm install --no-save saxon-js xslt3)' }
	}
	const digest = createHash('sha256').update(readFileSync(xslt)).digest('hex').slice(0, 16)
	const sef = join(tmpdir(), `recevable-bench-${digest}.sef.json`)
	if (!existsSync(sef)) {
		const part = `${sef}.${process.pid}`
		const done = spawnSync(process.execPath, [compiler, '-t', `-xsl:${xslt}`, `-export:${part}`, '-nogo'])
		if (done.status !== 0) return { missing: `xslt3 does not compile the stylesheet: ${done.stderr}` }
		renameSync(part, sef)
	}
	return player('saxonjs', { sef })
}
