/** OpenAPI 3.1 from the schemas of the routes, and the page to try them out, with everything it needs. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

export async function describe(service: FastifyInstance): Promise<void> {
	await service.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Recevable',
				version: '1',
				description:
					'Judges electronic invoices. 200 carries a verdict, whatever it says of the invoice; 4xx and 5xx are problems (RFC 9457) of the request or of the service.',
			},
			components: {
				securitySchemes: {
					key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
					token: { type: 'http', scheme: 'bearer' },
				},
			},
			security: [{ key: [] }, { token: [] }],
		},
		refResolver: {
			buildLocalReference: (json, _, __, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
		},
	})
	service.get('/openapi.json', { config: { scope: 'open' }, schema: { hide: true } }, async () =>
		service.swagger(),
	)
	await service.register(async (docs) => {
		docs.addHook('onRoute', (route) => {
			route.config = { ...route.config, scope: 'open' }
		})
		await docs.register(swaggerUi, {
			routePrefix: '/docs',
			staticCSP: true,
			theme: { title: 'Recevable' },
			uiConfig: { validatorUrl: null, deepLinking: true },
		})
	})
}
