/**
 * Telling a client's own server that a batch has ended: to hosts that the operator named, at public addresses.
 *
 * The body is signed: `recevable-signature: t=SECONDS,v1=HEX`, an HMAC-SHA256 of `SECONDS.BODY` by the shared
 * secret. The name is resolved here and the address looked at before it is used, so that no name can lead
 * into the operator's network; redirections are not followed.
 */
import { createHmac } from 'node:crypto'
import { lookup as resolve } from 'node:dns'
import { request } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { CallbackSettings } from './config.ts'
import { Problem } from './problem.ts'

const blocked = new BlockList()
for (const [network, bits] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['224.0.0.0', 3],
] as const)
	blocked.addSubnet(network, bits, 'ipv4')
// Only 2000::/3 is routed in public; of it, these are not, or hold an IPv4 address that was not looked at.
for (const [network, bits] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
] as const)
	blocked.addSubnet(network, bits, 'ipv6')
const routed = new BlockList()
routed.addSubnet('2000::', 3, 'ipv6')

/** Whether an address belongs to the public Internet. */
export function isPublic(address: string): boolean {
	if (isIP(address) === 4) return !blocked.check(address, 'ipv4')
	return isIP(address) === 6 && routed.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}

/** The address as given, or a Problem that says why nobody will be called there. */
export function callbackAddress(given: string, settings: CallbackSettings | undefined): URL {
	const refused = (why: string) => new Problem('callback-refused', why)
	if (settings === undefined) throw refused('callbacks')
	if (!URL.canParse(given)) throw refused('URL')
	const url = new URL(given)
	if (url.protocol !== 'https:') throw refused('https')
	if (url.username !== '' || url.password !== '' || (url.port !== '' && url.port !== '443'))
		throw refused('user, port')
	if (!settings.hosts.includes(url.hostname)) throw refused(url.hostname)
	return url
}

export function signature(body: string, secret: string, seconds: number): string {
	const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
	return `t=${seconds},v1=${mac}`
}

/** Sends one message; gives the status. */
export type Send = (url: URL, headers: Readonly<Record<string, string>>, body: string) => Promise<number>

const lookupPublic: LookupFunction = (name, options, done) => {
	resolve(name, { ...options, all: true }, (error, addresses) => {
		if (error) return done(error, '', 0)
		const open = addresses.filter(({ address }) => isPublic(address))
		if (open.length === 0) return done(new Error('no public address'), '', 0)
		if (options.all) return done(null, open)
		done(null, open[0]!.address, open[0]!.family)
	})
}

export const sendByHttps: Send = (url, headers, body) =>
	new Promise((done, fail) => {
		// Names written as addresses are not looked up, so they are looked at here.
		const literal = url.hostname.replace(/^\[|\]$/g, '')
		if (isIP(literal) !== 0 && !isPublic(literal)) return fail(new Error('no public address'))
		const sent = request(
			url,
			{ method: 'POST', headers, lookup: lookupPublic, timeout: 10_000, agent: false },
			(reply) => {
				reply.resume()
				done(reply.statusCode ?? 0)
			},
		)
		sent.on('timeout', () => sent.destroy(new Error('timeout')))
		sent.on('error', fail)
		sent.end(body)
	})

/** Tries a few times, further and further apart; tells whether it was taken (a status of 2xx). */
export async function callBack(
	url: URL,
	body: string,
	secret: string,
	{ send = sendByHttps, tries = 5, wait = 1000, now = Date.now } = {},
): Promise<boolean> {
	for (let n = 0; n < tries; n++) {
		if (n > 0) await pause(wait * 4 ** (n - 1), undefined, { ref: false })
		const headers = {
			'content-type': 'application/json',
			'content-length': String(Buffer.byteLength(body)),
			'recevable-signature': signature(body, secret, Math.floor(now() / 1000)),
		}
		const status = await send(url, headers, body).catch(() => 0)
		if (status >= 200 && status < 300) return true
		// A refusal is an answer; only what may pass is tried again.
		if (status >= 400 && status < 500 && status !== 408 && status !== 429) return false
	}
	return false
}
