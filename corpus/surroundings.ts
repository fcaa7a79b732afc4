/**
 * What tests judge in: the invoices of the French examples, a directory with one structure, a ledger with one deposit.
 */
import { readFileSync } from 'node:fs'
import {
	type Judged,
	loadPlatformRules,
	type Platform,
	type Structure,
	type StructureLookup,
	type Twin,
	validate,
} from '#rules'
import { ownRuleSet } from '../server/rule-sets.ts'

export type Invoice = 'ubl' | 'cii'

export const invoices: Readonly<Record<Invoice, string>> = {
	ubl: read('ubl-invoice.xml'),
	cii: read('cii-invoice.xml'),
}

function read(name: string): string {
	return readFileSync(new URL(`./french/${name}`, import.meta.url), 'utf8')
}

/** The buyer of both invoices; it wants a service code, has one service in force and one that was closed. */
export const structure: Structure = {
	siret: '52345678800018',
	name: 'Ville d’Azay',
	public: true,
	active: true,
	serviceRequired: true,
	engagementRequired: false,
	serviceOrEngagement: false,
	worksOnly: false,
	services: [
		{ code: 'ACHATS', active: true },
		{ code: 'ANCIEN', active: true, to: '2025-12-31' },
	],
}

/** With that structure alone, changed as told. */
export function directory(one: Partial<Structure> = {}): StructureLookup {
	return {
		snapshot: { sha256: 'd'.repeat(64), date: '2026-10-01', structures: 1, services: 2 },
		find: (siret) => (siret === structure.siret ? { ...structure, ...one } : undefined),
	}
}

/** An earlier deposit of the number that both invoices have. */
export const twin: Twin = {
	submission: 's-1',
	sha256: 'b',
	number: 'VM-2026-311',
	date: '2026-10-06',
	status: '200',
	deposited: '2026-10-07',
}

const rules = loadPlatformRules()

/** To a public buyer, with the directory above and an empty ledger, changed as told. */
export function platform(more: Partial<Platform> = {}): Platform {
	return {
		rules,
		checkedWith: { id: 'platform', version: '1', sha256: 'e'.repeat(64) },
		transport: { scope: 'B2G' },
		directory: directory(),
		ledger: { key: 'reform', find: () => undefined },
		...more,
	}
}

/** By the European rules, the French ones (`alone`: by these only) and those of the platform. */
export function judged(
	text: string,
	given: Platform,
	{ source = 'invoice.xml', alone = false } = {},
): Judged {
	return validate(new TextEncoder().encode(text), {
		source,
		sha256: 'a'.repeat(64),
		asOf: '2026-10-10',
		rules: { kind: 'chosen', load: ownRuleSet, beyond: 'off', national: { reading: 'text', alone } },
		platform: given,
	})
}
