/**
 * A bundle: all rules of one version in one file, named by its digest.
 *
 *     { "manifest": { …, "files": [{ "path", "bytes", "sha256" }] }, "signature": { … }, "files": { path: text } }
 *
 * The manifest names every file by its SHA-256, so its own SHA-256 (keys sorted, no blanks) names the whole and
 * is what a signature signs. The same rules, name, version and day make the same bundle, byte for byte.
 */
import { createHash } from 'node:crypto'
import { Fault } from '#engine'
import type { CheckedWith } from '#rules'
import { type Content, isRulePath, sorted } from './content.ts'
import { keyName, readPublicKey, type Signature, signed, signer } from './signature.ts'

export const bundleFormat = 'recevable-rules/1'

/** What stands in a bundle, besides the files themselves. */
export interface Contents {
	/** As a verdict names them. */
	readonly ruleSets: readonly CheckedWith[]
	readonly platform: CheckedWith
	/** From which day each platform rule is what, and its last day. */
	readonly rules: readonly {
		readonly id: string
		readonly severity: readonly { readonly from: string; readonly is: string }[]
		readonly until?: string
	}[]
	readonly codeLists: readonly {
		readonly id: string
		readonly version: string
		readonly from: string
		readonly to: string | null
	}[]
}

export interface Manifest extends Contents {
	readonly format: typeof bundleFormat
	readonly id: string
	readonly version: string
	/** The day it was made, year-month-day. */
	readonly date: string
	/** Version of the program that made it. */
	readonly program: string
	readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

export interface Bundle {
	readonly manifest: Manifest
	readonly content: Content
	/** As verdicts name it. */
	readonly name: CheckedWith
	/** Name of the key that signed it. */
	readonly signedBy?: string
}

export type About = Pick<Manifest, 'id' | 'version' | 'date' | 'program'>

/** The text of a bundle file. `privateKey`: PEM; unsigned without. */
export function packBundle(content: Content, about: About, contents: Contents, privateKey?: string): string {
	const files = sorted(content)
	const manifest: Manifest = {
		format: bundleFormat,
		...about,
		...contents,
		files: Object.entries(files).map(([path, text]) => ({
			path,
			bytes: Buffer.byteLength(text),
			sha256: sha256(text),
		})),
	}
	const signature = privateKey === undefined ? {} : { signature: signed(canonical(manifest), privateKey) }
	return `${JSON.stringify({ manifest, ...signature, files }, null, '\t')}\n`
}

/** No bundle of rules is larger. */
const mostBytes = 64 * 2 ** 20

/**
 * Reads a bundle and holds it to its own word: format, digest of every file, signature. `trusted`: public keys (PEM
 * or base64), one of which must have signed it; any bundle will do where there are none, but a wrong signature never.
 * Throws a Fault `bundle-refused`.
 */
export function readBundle(bytes: Uint8Array, trusted: readonly string[] = []): Bundle {
	if (bytes.length > mostBytes) throw refused(`it is larger than ${mostBytes} bytes`)
	const { manifest, signature, files } = parsed(bytes)
	const signing = canonical(manifest)
	const key = signature === undefined ? undefined : signer(signing, signature)
	if (trusted.length > 0) {
		const names = trusted.map((text) => keyName(readPublicKey(text)))
		if (key === undefined) throw refused(`it is not signed; key ${names.join(' or ')} is trusted`)
		if (!names.includes(keyName(key)))
			throw refused(`key ${keyName(key)} signed it; only ${names.join(' or ')} is trusted`)
	}
	const content: Record<string, string> = {}
	for (const { path, sha256: stated } of manifest.files) {
		if (!isRulePath(path)) throw refused(`no rules stand at ${JSON.stringify(path)}`)
		const text = Object.hasOwn(files, path) ? files[path] : undefined
		if (typeof text !== 'string') throw refused(`${path} is missing`)
		if (sha256(text) !== stated) throw refused(`${path} is not the file that was bundled: its digest differs`)
		content[path] = text
	}
	for (const path of Object.keys(files))
		if (!Object.hasOwn(content, path)) throw refused(`${JSON.stringify(path)} is not in the manifest`)
	const { id, version } = manifest
	return {
		manifest,
		content: sorted(content),
		name: { id, version, sha256: sha256(signing) },
		...(key && { signedBy: keyName(key) }),
	}
}

interface Parsed {
	readonly manifest: Manifest
	readonly signature?: Signature
	readonly files: Readonly<Record<string, unknown>>
}

function parsed(bytes: Uint8Array): Parsed {
	let read: Partial<Parsed> | null
	try {
		read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Partial<Parsed> | null
	} catch (error) {
		throw refused(`it is no JSON in UTF-8: ${(error as Error).message}`)
	}
	const { manifest, signature, files } = read ?? {}
	if (manifest?.format !== bundleFormat) throw refused(`its format is not ${bundleFormat}`)
	for (const name of ['id', 'version', 'date', 'program'] as const)
		if (typeof manifest[name] !== 'string') throw refused(`its manifest has no ${name}`)
	if (!/^\d{4}-\d\d-\d\d$/.test(manifest.date)) throw refused('its date is not YYYY-MM-DD')
	for (const name of ['files', 'ruleSets', 'rules', 'codeLists'] as const)
		if (!Array.isArray(manifest[name])) throw refused(`its manifest lists no ${name}`)
	if (manifest.files.some((one) => typeof one?.path !== 'string' || typeof one.sha256 !== 'string'))
		throw refused('its manifest names a file without path or digest')
	if (typeof files !== 'object' || files === null || Array.isArray(files)) throw refused('it holds no files')
	if (signature === undefined) return { manifest, files }
	if (typeof signature?.publicKey !== 'string' || typeof signature.value !== 'string')
		throw refused('its signature lacks key or value')
	return { manifest, signature, files }
}

/** One form for the same data: keys sorted at every depth. */
export function canonical(value: unknown): Uint8Array {
	return new TextEncoder().encode(
		JSON.stringify(value, (_, one: unknown) =>
			typeof one === 'object' && one !== null && !Array.isArray(one)
				? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
				: one,
		),
	)
}

function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex')
}

function refused(why: string): Fault {
	return new Fault('bundle-refused', `The bundle is refused: ${why}.`)
}
