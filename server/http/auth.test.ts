/** Keys and tokens: whom they let in, and to what. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { sample } from './canary.ts'
import { ask, serviceWith, xml } from './service.fixture.ts'

test('keys and tokens open what their scopes name', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'recevable-'))
	const { publicKey, privateKey } = await generateKeyPair('ES256')
	const jwks = join(folder, 'jwks.json')
	writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }))
	const sha256 = createHash('sha256').update('right').digest('hex')
	const service = await serviceWith({
		host: '0.0.0.0',
		apiKeys: [{ id: 'a', sha256, scopes: ['validate'] }],
		jwt: { jwks, issuer: 'us', audience: 'recevable' },
	})
	rmSync(folder, { recursive: true })
	const stranger = (await generateKeyPair('ES256')).privateKey
	const token = (scope: string, { key = privateKey, until = '1h', to = 'recevable' } = {}) =>
		new SignJWT({ scope })
			.setProtectedHeader({ alg: 'ES256' })
			.setIssuer('us')
			.setAudience(to)
			.setSubject('s')
			.setExpirationTime(until)
			.sign(key)
	const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await token('admin')).split('.')[1]}.`
	const tampered = await token('validate').then((made) => {
		const [head, , signature] = made.split('.')
		const claims = { scope: 'admin', iss: 'us', aud: 'recevable', sub: 's', exp: 9_999_999_999 }
		return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
	})
	const cases: [what: string, headers: Record<string, string>, url: string, status: number][] = [
		['nothing', {}, '/v1/validations', 401],
		['nothing, open', {}, '/healthz', 200],
		['an unknown key', { 'x-api-key': 'wrong' }, '/v1/validations', 401],
		['a key', { 'x-api-key': 'right' }, '/v1/validations', 200],
		['a key as bearer', { authorization: 'Bearer right' }, '/v1/validations', 200],
		['a key without the scope', { 'x-api-key': 'right' }, '/v1/rule-sets/reload', 403],
		['a token', { authorization: `Bearer ${await token('validate')}` }, '/v1/validations', 200],
		[
			'a token without the scope',
			{ authorization: `Bearer ${await token('batch')}` },
			'/v1/validations',
			403,
		],
		[
			'an expired token',
			{ authorization: `Bearer ${await token('validate', { until: '-1h' })}` },
			'/v1/validations',
			401,
		],
		[
			'for another',
			{ authorization: `Bearer ${await token('validate', { to: 'x' })}` },
			'/v1/validations',
			401,
		],
		[
			'by a stranger',
			{ authorization: `Bearer ${await token('validate', { key: stranger })}` },
			'/v1/validations',
			401,
		],
		['tampered', { authorization: `Bearer ${tampered}` }, '/v1/rule-sets/reload', 401],
		['unsigned', { authorization: `Bearer ${unsigned}` }, '/v1/rule-sets/reload', 401],
	]
	for (const [what, headers, url, status] of cases) {
		const method = url === '/healthz' ? 'GET' : 'POST'
		const payload = url === '/v1/validations' ? sample() : undefined
		const reply = await ask(service, {
			method,
			url,
			headers: { ...(payload && xml), ...headers },
			...(payload && { payload }),
		})
		expect({ what, status: reply.statusCode }).toEqual({ what, status })
	}
})
