/**
 * The structures that invoices are checked against: one a format, and one a Factur-X profile.
 *
 * A table is opened when it is first asked for and kept, since it remembers what it learns of documents.
 */
import { Fault, openStructure, type Structure, type StructureTable } from '#engine'
import type { Syntax } from '../syntax.ts'
import type { CheckedWith } from '../verdict.ts'
import ciiD16b from './tables/cii-d16b.generated.json' with { type: 'json' }
import ciiD22b from './tables/cii-d22b.generated.json' with { type: 'json' }
import digests from './tables/digests.generated.json' with { type: 'json' }
import facturxBasic from './tables/facturx-basic.generated.json' with { type: 'json' }
import facturxBasicwl from './tables/facturx-basicwl.generated.json' with { type: 'json' }
import facturxEn16931 from './tables/facturx-en16931.generated.json' with { type: 'json' }
import facturxExtended from './tables/facturx-extended.generated.json' with { type: 'json' }
import facturxMinimum from './tables/facturx-minimum.generated.json' with { type: 'json' }
import ubl21 from './tables/ubl-2.1.generated.json' with { type: 'json' }

const tables = {
	'ubl-2.1': ubl21,
	'cii-d16b': ciiD16b,
	'cii-d22b': ciiD22b,
	'facturx-minimum': facturxMinimum,
	'facturx-basicwl': facturxBasicwl,
	'facturx-basic': facturxBasic,
	'facturx-en16931': facturxEn16931,
	'facturx-extended': facturxExtended,
} as const satisfies Readonly<Record<string, StructureTable>>

export type StructureId = keyof typeof tables
export type CiiVersion = 'D16B' | 'D22B'
export type FacturxProfile = 'MINIMUM' | 'BASIC WL' | 'BASIC' | 'EN 16931' | 'EXTENDED'

export const structureIds = Object.keys(tables) as readonly StructureId[]

const compiled = new Map<StructureId, Structure>()

export function structure(id: StructureId): Structure {
	let found = compiled.get(id)
	if (found === undefined) compiled.set(id, (found = openStructure(tables[id])))
	return found
}

/** The structure of a syntax; CII is D16B unless told. */
export function structureFor(syntax: Syntax, version: CiiVersion = 'D16B'): Structure {
	if (syntax !== 'cii') return structure('ubl-2.1')
	return structure(version === 'D16B' ? 'cii-d16b' : 'cii-d22b')
}

const profiles: Readonly<Record<FacturxProfile, StructureId>> = {
	MINIMUM: 'facturx-minimum',
	'BASIC WL': 'facturx-basicwl',
	BASIC: 'facturx-basic',
	'EN 16931': 'facturx-en16931',
	EXTENDED: 'facturx-extended',
}

/** What a Factur-X profile may carry. */
export function profileStructure(profile: FacturxProfile): Structure {
	return structure(profiles[profile])
}

/** How a verdict names a structure: the release of the published schema, the SHA-256 of the table's file. */
export function namedInVerdict(structureName: string): CheckedWith {
	const known: Readonly<Record<string, { readonly version: string; readonly sha256: string } | undefined>> =
		digests
	const digest = known[structureName]
	if (digest === undefined) throw new Fault('internal', `${structureName} has no digest`)
	return { id: structureName, ...digest }
}

/** By format and profile. */
const named = new Map<string, Map<string, readonly CheckedWith[]>>()

/** The same as a list, the same one each time, of the structures of a format and of its profile. */
export function listedInVerdict(format: string, profile = ''): readonly CheckedWith[] {
	let lists = named.get(format)
	if (lists === undefined) named.set(format, (lists = new Map()))
	let list = lists.get(profile)
	if (list === undefined)
		lists.set(profile, (list = (profile === '' ? [format] : [format, profile]).map(namedInVerdict)))
	return list
}
