/**
 * How a document arrives: as the body itself, compressed or not, or as a file of a form, which may hold the
 * readable original of an invoice beside it.
 *
 * The bytes are taken as they are, whatever the type says: what the file is gets decided by its content.
 * Limits hold for what comes out of decompression as well as for what goes in.
 */
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Original } from '#rules'
import { digest } from '../task.ts'
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
		limits: { files: 2, fields: 8, parts: 10, fieldSize: 1000, fieldNameSize: 100, headerPairs: 20 },
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

/** An invoice, and the readable original that came with it. */
export interface SentInvoice extends Sent {
	readonly original?: Original
}

/** The field of a form that holds the readable original; any other one holds the document. */
const originalField = 'original'

export async function sentDocument(request: FastifyRequest, limit: number): Promise<Sent> {
	const { original, ...document } = await sentInvoice(request, limit)
	if (original !== undefined) throw new Problem('bad-request', 'The form holds more than one file.')
	return document
}

export async function sentInvoice(request: FastifyRequest, limit: number): Promise<SentInvoice> {
	if (request.isMultipart()) return sentByForm(request, limit)
	if (!Buffer.isBuffer(request.body)) throw new Problem('type-not-supported')
	const named = /filename="([^"]*)"/.exec(request.headers['content-disposition'] ?? '')?.[1]
	return { bytes: request.body, ...(named && { name: shownName(named) }) }
}

async function sentByForm(request: FastifyRequest, limit: number): Promise<SentInvoice> {
	let document: Sent | undefined
	let original: Original | undefined
	for await (const part of request.files({ limits: { fileSize: limit } })) {
		const bytes = await part.toBuffer()
		const name = shownName(part.filename ?? '')
		const isOriginal = part.fieldname === originalField
		if ((isOriginal ? original : document) !== undefined)
			throw new Problem(
				'bad-request',
				`The form holds more than one ${isOriginal ? 'original' : 'document'}.`,
			)
		if (isOriginal) original = { name: name || 'original.pdf', bytes, sha256: digest(bytes) }
		else document = { bytes, ...(name !== '' && { name }) }
	}
	if (document === undefined) throw new Problem('bad-request', 'The form holds no file.')
	return { ...document, ...(original && { original }) }
}

/** A name is shown, never opened: no folders, no control characters, no great length. */
function shownName(name: string): string {
	return name
		.replace(/^.*[/\\]/, '')
		.replace(/\p{Cc}/gu, '')
		.slice(0, 200)
}
