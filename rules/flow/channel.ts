/**
 * The channels by which flows reach the State's platforms: their bounds, and what the name of a flow says.
 *
 * A flow bears no label but its name: interface code of 8 characters, application of 6, identifier of 25. The
 * interface code says what kind of file the flow holds. Bounds and codes are those that the platforms publish
 * for their exchanges by file; the platform's own rules may be stricter.
 */
import type { Syntax } from '../syntax.ts'
import type { Verdict } from '../verdict.ts'

export type ChannelId = 'chorus-pro' | 'ppf'

export interface Channel {
	/** Most bytes of the flow as it is sent, and of one file in it with its attachments. */
	readonly flowBytes: number
	readonly fileBytes: number
	/** Most invoices; as many as an archive may hold entries unless given. */
	readonly invoices?: number
	/** Files are in UTF-8 only. */
	readonly utf8?: true
	/** How files inside are named. */
	readonly fileName?: RegExp
}

export const channels: Readonly<Record<ChannelId, Channel>> = {
	'chorus-pro': { flowBytes: 1_000_000_000, fileBytes: 120_000_000, invoices: 500 },
	ppf: {
		flowBytes: 1_000_000_000,
		fileBytes: 120_000_000,
		utf8: true,
		fileName: /^(?:.*\/)?(?:Base|Full)_[^/]+\.xml$/,
	},
}

/** What the files of a flow are: all of one format. */
export type FlowFormat = 'ubl' | 'cii' | 'factur-x'

export interface Interface {
	readonly channel: ChannelId
	/** What all its files are; absent where they are not invoices that are judged here. */
	readonly format?: FlowFormat
	/** How the platform's API names the same. */
	readonly syntaxName?: string
}

const chorus = (format?: FlowFormat, syntaxName?: string): Interface => ({
	channel: 'chorus-pro',
	...(format && { format }),
	...(syntaxName && { syntaxName }),
})
const ppf = (format?: FlowFormat): Interface => ({ channel: 'ppf', ...(format && { format }) })

/** By the interface code that the flow's name begins with. */
export const interfaces: Readonly<Record<string, Interface>> = {
	FSO1100A: chorus('ubl', 'IN_DP_E1_UBL_INVOICE'),
	FSO1101A: chorus('cii', 'IN_DP_E1_CII'),
	FSO1102A: chorus(undefined, 'IN_DP_E1_PES'),
	FSO1106A: chorus('cii', 'IN_DP_E1_CII_16B'),
	FSO1110A: chorus('ubl', 'IN_DP_E2_UBL_INVOICE_MIN'),
	FSO1111A: chorus('cii', 'IN_DP_E2_CII_MIN'),
	FSO1112A: chorus(undefined, 'IN_DP_E2_PES_FACTURE_MIN'),
	FSO1113A: chorus(undefined, 'IN_DP_E2_CPP_FACTURE_MIN'),
	FSO1116A: chorus('cii', 'IN_DP_E2_CII_MIN_16B'),
	FSO1117A: chorus('factur-x', 'IN_DP_E2_CII_FACTURX'),
	FSO1120A: chorus('ubl', 'IN_DP_E3_UBL_INVOICE'),
	FFE0111A: ppf('ubl'),
	FFE0112A: ppf('cii'),
	FFE0604A: ppf(),
	FFE0614A: ppf(),
	FFE0624A: ppf(),
	FFE0634A: ppf(),
	FFE0654A: ppf(),
	FFE1025A: ppf(),
	FFE1235A: ppf(),
	FFE1435A: ppf(),
}

export interface FlowName {
	/** Without folder and extension. */
	readonly name: string
	readonly channel: ChannelId
	/** The interface code, and what it stands for. */
	readonly code?: string
	readonly interface?: Interface
	/** What is wrong with it; `foreign`: it is no platform's name at all, so it may be a local one. */
	readonly fault?: 'form' | 'unknown-interface' | 'foreign'
}

const extension = /\.(?:tar\.gz|tgz|tar|gz|zip|xml|pdf)$/i

const forms: Readonly<Record<ChannelId, RegExp>> = {
	'chorus-pro': /^[A-Z0-9]{8}_[A-Z0-9]{6}_[A-Z0-9]{6}\d{4}\d{15}$/,
	ppf: /^[A-Z0-9]{8}_[A-Z0-9]{6}_[A-Z0-9]{25}$/,
}

/** `declared`: the sender gives it as the flow's name, so it has to be one. */
export function readFlowName(file: string, declared = false): FlowName {
	const name = file.slice(file.lastIndexOf('/') + 1).replace(extension, '')
	const [, code] = /^([A-Z]{3}\d{4}[A-Z])(?:_|$)/.exec(name) ?? []
	if (code === undefined) return { name, channel: 'chorus-pro', fault: declared ? 'form' : 'foreign' }
	const found = interfaces[code]
	const channel = found?.channel ?? (/^[FC]FE/.test(code) ? 'ppf' : 'chorus-pro')
	const known = { name, channel, code, ...(found && { interface: found }) }
	if (!forms[channel].test(name)) return { ...known, fault: 'form' }
	return found === undefined ? { ...known, fault: 'unknown-interface' } : known
}

const ofSyntax: Readonly<Record<Syntax, 'ubl' | 'cii'>> = {
	'ubl-invoice': 'ubl',
	'ubl-credit-note': 'ubl',
	cii: 'cii',
}

/** What kind of file an invoice came in; undefined where none was found. */
export function formatOfVerdict({
	carrier,
	syntax,
}: Pick<Verdict, 'carrier' | 'syntax'>): FlowFormat | undefined {
	if (carrier === 'pdf') return 'factur-x'
	return syntax && ofSyntax[syntax]
}
