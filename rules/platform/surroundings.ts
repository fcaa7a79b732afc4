/** What surrounds a document when its platform rules are checked: how it came, the directory, the ledger. */
import type { StructureLookup } from '../directory/structure.ts'
import type { KeyKind, Twin } from '../ledger/entry.ts'

/** What is known of how the invoice came. */
export interface Transport {
	readonly channel?: 'EDI' | 'API' | 'portal'
	readonly direction?: 'emission' | 'reception'
	/** Scope given by the caller, as `B2G`; otherwise it is worked out. */
	readonly scope?: string
	readonly fileName?: string
	/** Bytes of the invoice file, attachments included. */
	readonly bytes?: number
	readonly flowName?: string
	readonly flowSyntax?: string
	readonly flowBytes?: number
	readonly flowInvoices?: number
}

export const transportFacts = [
	'channel',
	'direction',
	'scope',
	'fileName',
	'bytes',
	'flowName',
	'flowSyntax',
	'flowBytes',
	'flowInvoices',
] as const satisfies readonly (keyof Transport)[]

export interface Surroundings {
	readonly asOf: string
	/** What the invoice came in; `xml` unless given. */
	readonly carrier?: 'xml' | 'pdf' | 'json'
	readonly transport: Transport
	readonly directory?: StructureLookup
	readonly ledger?: LedgerLookup
	/** SHA-256 of the bytes judged, and what identifies their deposit. */
	readonly sha256: string
	readonly submission?: string
}

/** The ledger of duplicates, as rules ask it. */
export interface LedgerLookup {
	readonly key: KeyKind
	find(key: string): Twin | undefined
}
