/** `rules publish`: puts a bundle where a service reads it, and has the service take it. */
import { existsSync, rmSync } from 'node:fs'
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { type Bundle, readBundle } from '../../bundle/bundle.ts'
import { readNamed, writeWhole } from '../../bundle/files.ts'
import { heldOf } from '../../bundle/held.ts'
import { prove } from '../../bundle/made.ts'
import { keyText } from '../../bundle/served.ts'
import { today } from '../../today.ts'
import { summary } from './bundle.ts'

const options = {
	to: { type: 'string', value: 'FILE', help: 'where the service reads its bundle (RECEVABLE_BUNDLE)' },
	service: {
		type: 'string',
		value: 'URL',
		help: 'the service, as http://127.0.0.1:8080, told to read it; its key (scope admin) is in RECEVABLE_API_KEY',
	},
	trust: {
		type: 'string',
		multiple: true,
		value: 'FILE.pub',
		help: 'a public key, one of which must have signed it; repeatable',
	},
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules publish BUNDLE --to FILE [OPTIONS]

Verifies the bundle, writes it in one step to where the service reads it, and tells the service to take it. Where the
service refuses it, what stood there before is put back, and the service goes on as it was.

${helpOf(options)}

Status: 0 published · 2 wrong usage · 3 refused: nothing has changed
`

export const publish = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [file, ...others] = given.positionals
	const to = given.text('to')
	if (file === undefined || others.length > 0 || to === undefined)
		throw new Fault('usage', 'Write: rules publish BUNDLE --to FILE.')
	const bytes = readNamed(file)
	const bundle = readBundle(bytes, given.all('trust').map(keyText))
	await prove(heldOf(bundle), today())
	const before = existsSync(to) ? readNamed(to) : undefined
	writeWhole(to, bytes)
	const service = given.text('service')
	if (service !== undefined)
		try {
			await taken(service, bundle)
		} catch (error) {
			if (before === undefined) rmSync(to, { force: true })
			else writeWhole(to, before)
			throw error
		}
	const said =
		service === undefined ? 'The service takes it at its next reload or start.' : `${service} judges by it.`
	process.stdout.write(`${to}\n${summary(bundle)}${said}\n`)
	return 0
}

/** Tells a service to read its bundle; a Fault unless it names this one afterwards. */
async function taken(service: string, { name }: Bundle): Promise<void> {
	const key = process.env.RECEVABLE_API_KEY
	let reply: Response
	let answer: {
		readonly bundle?: { readonly sha256: string }
		readonly title?: string
		readonly detail?: string
	}
	try {
		reply = await fetch(new URL('/v1/rule-sets/reload', service), {
			method: 'POST',
			redirect: 'error',
			signal: AbortSignal.timeout(120_000),
			headers: { 'accept-language': 'en', connection: 'close', ...(key && { 'x-api-key': key }) },
		})
		answer = (await reply.json()) as typeof answer
	} catch (error) {
		throw new Fault(
			'bundle-refused',
			`${service} did not answer: ${(error as Error).message}. Nothing has changed.`,
		)
	}
	if (!reply.ok)
		throw new Fault(
			'bundle-refused',
			`${service} refuses it: ${answer.detail ?? answer.title ?? reply.status}`,
		)
	if (answer.bundle?.sha256 !== name.sha256)
		throw new Fault(
			'bundle-refused',
			`${service} judges by ${answer.bundle?.sha256 ?? 'the rules of its program'}: is its RECEVABLE_BUNDLE the file named with --to?`,
		)
}
