/** Services without a socket, for tests; closed when the file that asked for them is done. */
import type { InjectOptions } from 'fastify'
import { afterAll } from 'vitest'
import { readConfig } from './config.ts'
import { inProcess, type Judge } from './judge.ts'
import { createService, type Service } from './service.ts'

const ruleSets = ['en16931-ubl', 'en16931-cii'] as const
const today = () => '2026-11-21'
const services: Service[] = []
afterAll(async () => {
	for (const service of services) await service.stop()
})

export async function serviceWith(
	settings: Record<string, unknown> = {},
	judge: Judge = inProcess(),
	log?: { write(line: string): void },
): Promise<Service> {
	const config = readConfig(
		{},
		{ maxLag: 0, data: 'no-such-folder', logLevel: log ? 'info' : 'silent', ...settings },
	)
	const service = await createService({ config, judge, ruleSets, today, ...(log && { log }) })
	services.push(service)
	return service
}

export const usualService = (): Promise<Service> =>
	serviceWith({ maxBytes: 100_000 }, inProcess({ platform: {} }))

export const xml = { 'content-type': 'application/xml', host: 'localhost' }

export function ask(service: Service, request: InjectOptions) {
	return service.http.inject({ ...request, headers: { host: 'localhost', ...request.headers } })
}

/** Sends documents to it. */
export const sender =
	(service: () => Service) =>
	(payload: string | Buffer, headers: Record<string, string> = {}, url = '/v1/validations') =>
		ask(service(), { method: 'POST', url, payload, headers: { ...xml, ...headers } })
