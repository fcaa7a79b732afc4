/**
 * How a document arrives: as the body itself, compressed or not, or as the one file of a form.
 *
 * The bytes are taken as they are, whatever the type says: what the file is gets decided by its content.
 * Limits hold for what comes out of decompression as well as for what goes in.
 */
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from './config.ts'
import { Problem } from './problem.ts'

export const documentTypes = [
	'application/xml',
	'text/xml',
	'application/pdf',
	'application/json',
	'application/octet-stream',
] as const
export const archiveTypes = [
	'application/zip',
	'application/x-tar',
	'application/gzip',
	'application/octet-stream',
]

export async function readBodies(service: FastifyInstance, config: Config): Promise<void> {
	service.removeAllContentTypeParsers()
	const types = [...new Set([...documentTypes, ...archiveTypes])]
	service.addContentTypeParser(types, { parseAs: 'buffer' }, (_, body, done) => done(null, body))
	service.addHook('preParsing', async (request, reply, payload) => {
		const encoding = request.headers['content-encoding']
		if (encoding === undefined || encoding === 'identity') return payload
		if (encoding !== 'gzip' && encoding !== 'x-gzip')
			throw new Problem('type-not-supported', `content-encoding: gzip`, { 'accept-encoding': 'gzip' })
		if (request.isMultipart()) throw new Problem('type-not-supported', 'content-encoding with multipart')
		return unzipped(payload, reply.routeOptions.bodyLimit ?? config.maxBytes)
	})
	await service.register(multipart, {
		limits: { files: 1, fields: 8, parts: 9, fieldSize: 1000, fieldNameSize: 100, headerPairs: 20 },
		throwFileSizeLimit: true,
	})
}

/** Counts what was read, for Fastify to compare with the length announced, and what comes out. */
function unzipped(payload: NodeJS.ReadableStream, limit: number): NodeJS.ReadableStream {
	let read = 0
	let made = 0
	const gunzip = createGunzip()
	const meter = new Transform({
		transform(chunk: Buffer, _, done) {
			made += chunk.length
			if (made > limit) done(new Problem('body-too-large'))
			else done(null, chunk)
		},
	}) as Transform & { receivedEncodedLength?: number }
	payload.on('data', (chunk: Buffer) => {
		read += chunk.length
		meter.receivedEncodedLength = read
	})
	payload.on('error', (error) => gunzip.destroy(error as Error))
	gunzip.on('error', () => meter.destroy(new Problem('encoding-broken')))
	meter.on('error', () => gunzip.destroy())
	payload.pipe(gunzip).pipe(meter)
	return meter
}

/** A document as it was sent, with the name that its sender gave it. */
export interface Sent {
	readonly bytes: Uint8Array
	readonly name?: string
}

export async function sentDocument(request: FastifyRequest, limit: number): Promise<Sent> {
	if (request.isMultipart()) {
		const part = await request.file({ limits: { fileSize: limit } })
		if (part === undefined) throw new Problem('bad-request', 'The form holds no file.')
		const bytes = await part.toBuffer()
		return { bytes, ...(part.filename && { name: shownName(part.filename) }) }
	}
	if (!Buffer.isBuffer(request.body)) throw new Problem('type-not-supported')
	const named = /filename="([^"]*)"/.exec(request.headers['content-disposition'] ?? '')?.[1]
	return { bytes: request.body, ...(named && { name: shownName(named) }) }
}

/** A name is shown, never opened: no folders, no control characters, no great length. */
function shownName(name: string): string {
	return name
		.replace(/^.*[/\\]/, '')
		.replace(/\p{Cc}/gu, '')
		.slice(0, 200)
}
