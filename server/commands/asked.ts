/** Options of `check` about the platform: which national rules, and what the platform's own rules may ask. */
import { Fault } from '#engine'
import type { KeyKind, National, Platform, Reading, Transport } from '#rules'
import type { Arguments, OptionSpecs } from '../arguments.ts'
import { platformFilesOf } from '../bundle/content.ts'
import { type HeldRules, heldOf, readBundleFile } from '../bundle/held.ts'
import { keyText } from '../bundle/served.ts'
import { type Keeping, type OpenClaims, openClaims } from '../claim.ts'
import { openPlatform } from '../platform.ts'
import { storePaths } from '../stores/places.ts'

export const askedOptions = {
	bundle: {
		type: 'string',
		value: 'FILE',
		help: 'judge by this bundle of rules (recevable rules bundle) in place of the program’s own',
	},
	trust: {
		type: 'string',
		multiple: true,
		value: 'FILE.pub',
		help: 'a public key, one of which must have signed the bundle; repeatable',
	},
	national: {
		type: 'string',
		choices: ['text', 'published'],
		help: 'judge by the national rules that the invoice calls for as well: by their text, or as the published tests read them',
	},
	platform: { type: 'boolean', help: 'judge by the platform’s own rules as well' },
	scope: {
		type: 'string',
		value: 'SCOPE',
		help: 'B2G, CHORUS, FR, F1 (extract for the public portal) or other; worked out unless given; with --platform or --national',
	},
	channel: {
		type: 'string',
		choices: ['EDI', 'API', 'portal'],
		help: 'how the invoice came; with --platform or --national',
	},
	submission: {
		type: 'string',
		value: 'ID',
		help: 'the deposit, which is no duplicate of itself; with --platform',
	},
	deposit: {
		type: 'string',
		choices: ['accepted', 'always'],
		help: 'take the invoices in: those that are accepted occupy their key in the ledger, or all do; with --submission',
	},
	key: {
		type: 'string',
		choices: ['reform', 'classic'],
		help: 'what makes a duplicate: number, SIREN and year, or number, SIREN, recipient and service; reform unless given; with --platform',
	},
} as const satisfies OptionSpecs

/** The rules of the bundle that is named; throws a Fault where it is not to be believed. */
export function bundleOf(given: Arguments): { readonly held?: HeldRules } {
	const file = given.text('bundle')
	if (file !== undefined && given.all('schematron').length > 0)
		throw new Fault('usage', 'Judge by a bundle or by a Schematron, not by both.')
	if (file === undefined) return {}
	return { held: heldOf(readBundleFile(file, given.all('trust').map(keyText))) }
}

/** The national rules wanted. */
export function nationalOf(given: Arguments): { readonly national?: National } {
	const reading = given.text('national') as Reading | undefined
	if (reading === undefined) return {}
	const { scope, channel, direction } = transportOf(given)
	return {
		national: {
			reading,
			...(scope !== undefined && { scope }),
			...(channel !== undefined && { channel }),
			...(direction !== undefined && { direction }),
		},
	}
}

/** What is said of how the invoices came. */
function transportOf(given: Arguments): Omit<Transport, 'fileName' | 'bytes'> {
	const scope = given.text('scope')
	const channel = given.text('channel') as 'EDI' | 'API' | 'portal' | undefined
	const direction = given.text('direction') as 'emission' | 'reception' | undefined
	return {
		...(scope !== undefined && { scope }),
		...(channel !== undefined && { channel }),
		...(direction !== undefined && { direction }),
	}
}

/** What platform rules ask, for a file of so many bytes; undefined where they are not wanted. */
export type PlatformFor = (file: string, bytes: number) => Platform

/** What is said of how the invoices came, and the stores to ask. */
export interface Asked {
	readonly stores: ReturnType<typeof storePaths> & { readonly key?: KeyKind }
	readonly transport: Omit<Transport, 'fileName' | 'bytes'>
	readonly submission?: string
	/** The invoices are taken in. */
	readonly deposit?: Keeping
}

/** Undefined where platform rules are not wanted. */
export function askedOf(given: Arguments): Asked | undefined {
	if (!given.flag('platform')) {
		for (const name of ['submission', 'deposit', 'key'])
			if (given.text(name) !== undefined) throw new Fault('usage', `--${name} goes with --platform.`)
		for (const name of ['scope', 'channel'])
			if (given.text(name) !== undefined && given.text('national') === undefined)
				throw new Fault('usage', `--${name} goes with --platform or --national.`)
		return undefined
	}
	const submission = given.text('submission')
	const deposit = given.text('deposit') as Keeping | undefined
	const key = given.text('key') as KeyKind | undefined
	if (deposit !== undefined && submission === undefined)
		throw new Fault('usage', 'Which deposit? --deposit goes with --submission ID.')
	return {
		stores: { ...storePaths(), ...(key !== undefined && { key }) },
		transport: transportOf(given),
		...(submission !== undefined && { submission }),
		...(deposit !== undefined && { deposit }),
	}
}

export function platformOf(given: Arguments): PlatformFor | undefined {
	const asked = askedOf(given)
	if (asked === undefined) return undefined
	const { stores, transport, submission } = asked
	const { held } = bundleOf(given)
	const open = openPlatform(held ? { ...stores, rules: platformFilesOf(held.content) } : stores)
	return (fileName, bytes) => open({ fileName, bytes, ...transport }, submission)
}

/** A deposit, and the ledger in which its invoices occupy their keys. */
export interface Deposit {
	readonly submission: string
	readonly keeping: Keeping
	readonly claims: () => Promise<OpenClaims>
}

export function depositOf(given: Arguments): Deposit | undefined {
	const { submission, deposit: keeping, stores } = askedOf(given) ?? {}
	if (submission === undefined || keeping === undefined || stores === undefined) return undefined
	let opened: Promise<OpenClaims | undefined> | undefined
	const claims = async (): Promise<OpenClaims> => {
		opened ??= openClaims(stores)
		return (await opened)!
	}
	return { submission, keeping, claims }
}
