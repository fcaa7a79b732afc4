/**
 * What is logged: one JSON object a line, by request id and trace, and never what an invoice says.
 *
 * Messages of errors may quote a document, and addresses may name one, so neither is written.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/

export const serializers = {
	req(request: FastifyRequest) {
		const trace = traceparent.exec(String(request.headers?.traceparent ?? ''))
		return {
			method: request.method,
			path: request.url?.split('?')[0]?.slice(0, 200),
			remote: request.ip,
			...(trace && { traceId: trace[1], parentId: trace[2] }),
		}
	},
	res(reply: Pick<FastifyReply, 'statusCode'>) {
		return { status: reply.statusCode }
	},
	err(error: Error & { code?: unknown }) {
		const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
		return { type: error.name, code: error.code, message: '', stack: stack?.slice(0, 20).join('\n') ?? '' }
	},
}
