/**
 * A structure of the directory, as far as it decides whether an invoice can be taken in for it.
 *
 * Where structures are kept is the edge's business; rules ask through `StructureLookup`.
 */

export interface Service {
	readonly code: string
	readonly active: boolean
	/** First and last day of validity, year-month-day. */
	readonly from?: string
	readonly to?: string
	/** This very service asks for an engagement number. */
	readonly engagementRequired?: boolean
}

/** An addressing line: by which platform the structure is reached. */
export interface Line {
	readonly address: string
	readonly platform: string
	readonly status: 'enabled' | 'disabled' | 'upcoming'
	readonly from?: string
	readonly to?: string
}

export interface Structure {
	/** 14 digits. */
	readonly siret: string
	readonly name: string
	readonly public: boolean
	readonly active: boolean
	readonly serviceRequired: boolean
	readonly engagementRequired: boolean
	/** One of service code and engagement number at least. */
	readonly serviceOrEngagement: boolean
	/** Takes works invoices only. */
	readonly worksOnly: boolean
	readonly services: readonly Service[]
	/** Absent where the source says nothing of addressing. */
	readonly lines?: readonly Line[]
}

/** What was loaded: named in every verdict that asked it. */
export interface Snapshot {
	/** SHA-256 over the file imported. */
	readonly sha256: string
	/** The day that the file speaks of, year-month-day. */
	readonly date: string
	readonly structures: number
	readonly services: number
}

export interface StructureLookup {
	readonly snapshot: Snapshot
	find(siret: string): Structure | undefined
}

/**
 * Beside the structures a snapshot holds what is known of their legal units, one entry a SIREN, active where one of
 * its structures is. Keys of units are no SIRET, so no invoice can name one.
 */
export function unitKey(siren: string): string {
	return `unit:${siren}`
}

/** The entry of this key says that the snapshot lists companies and not public structures alone. */
export const companiesKey = 'unit:companies'

/** The entries of the legal units, for the store that is about to keep these structures. */
export function unitsOf(structures: Iterable<Structure>): readonly Structure[] {
	const units = new Map<string, Structure>()
	for (const { siret, name, public: isPublic, active } of structures) {
		const keys = [
			...(/^\d{14}$/.test(siret) ? [unitKey(siret.slice(0, 9))] : []),
			...(isPublic ? [] : [companiesKey]),
		]
		for (const key of keys) {
			const known = units.get(key)
			if (known === undefined || (active && !known.active))
				units.set(key, { ...nothing, siret: key, name, active, public: isPublic })
		}
	}
	return [...units.values()]
}

export function isUnit({ siret }: Structure): boolean {
	return siret.startsWith('unit:')
}

const nothing = {
	serviceRequired: false,
	engagementRequired: false,
	serviceOrEngagement: false,
	worksOnly: false,
	services: [],
} as const
