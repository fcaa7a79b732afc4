/**
 * The public structures that invoices go to: those of a directory file, or a few made up for want of one.
 */
import { existsSync } from 'node:fs'
import { Fault } from '#engine'
import { isUnit, type Snapshot, type Structure, type StructureLookup } from '#rules'
import { gathering, type Writer } from '../../server/stores/directory.ts'
import { importDirectory } from '../../server/stores/directory-file.ts'
import { luhnDigit, siret } from './identifiers.ts'

/** All structures of a file (.csv, .xlsx or .ndjson, as `directory import` reads), with what rules look them up by. */
export interface Structures {
	readonly all: readonly Structure[]
	readonly lookup: StructureLookup
}

export async function readStructures(file: string): Promise<Structures> {
	if (!existsSync(file)) throw new Fault('usage', `${file} does not exist.`)
	let all: readonly Structure[] = []
	const writer: Writer = gathering({
		replace: async (structures, about) => {
			all = structures
			return snapshotOf(structures, about)
		},
		abandon: async () => {},
	})
	const { snapshot } = await importDirectory(file, writer)
	if (snapshot === undefined)
		throw new Fault('usage', `${file} is no directory: too many of its rows are bad.`)
	// Rules look legal units up as well; no invoice goes to one.
	return { all: all.filter((one) => !isUnit(one)), lookup: lookupOf(all, snapshot) }
}

function snapshotOf(all: readonly Structure[], about: Omit<Snapshot, 'structures' | 'services'>): Snapshot {
	return {
		...about,
		structures: all.length,
		services: all.reduce((sum, one) => sum + one.services.length, 0),
	}
}

function lookupOf(all: readonly Structure[], snapshot: Snapshot): StructureLookup {
	const bySiret = new Map(all.map((one) => [one.siret, one]))
	return { snapshot, find: (siret) => bySiret.get(siret) }
}

const made: readonly [digits: string, name: string, needs: string][] = [
	['21790001', 'Commune de Vauvert-sur-Loire', 'service'],
	['22720002', 'Département des Trois Vallées', 'both'],
	['23750003', 'Région Ponant', 'either'],
	['13001234', 'Agence des paysages', 'engagement'],
	['26340012', 'Centre hospitalier du Cèdre', 'service'],
	['20004567', 'Communauté de communes du Morvan', 'nothing'],
]

/** Structures that ask for a service code, an engagement number, both, one of them, or nothing. */
export function madeStructures(): Structures {
	const all = made.map(([digits, name, needs], i): Structure => {
		const number = siret(digits + luhnDigit(digits), i + 10)
		return {
			siret: number,
			name,
			public: true,
			active: true,
			serviceRequired: needs === 'service' || needs === 'both',
			engagementRequired: needs === 'engagement' || needs === 'both',
			serviceOrEngagement: needs === 'either',
			worksOnly: false,
			services: ['ACHATS', 'DSI', 'TRAVAUX'].map((code, n) => ({
				code: `${code}-${i + 1}`,
				active: true,
				engagementRequired: needs === 'service' && n === 2,
			})),
		}
	})
	return { all, lookup: lookupOf(all, snapshotOf(all, { sha256: '', date: '2026-01-01' })) }
}
