/**
 * What people call the kind of invoice that arrived: Factur-X, XRechnung, Peppol BIS …
 *
 * The syntax is known by the root element; the name comes from the specification identifier (BT-24) and, for
 * a PDF, from the name of the attached file and the metadata. Confidence says how far these signs agree.
 */
import type { Recognition } from '../syntax.ts'
import type { Carrier } from '../verdict.ts'

export type FormatName =
	| 'Factur-X'
	| 'ZUGFeRD 1'
	| 'ZUGFeRD 2'
	| 'XRechnung'
	| 'Peppol BIS Billing'
	| 'Peppol PINT'
	| 'EN 16931'
	| 'UBL'
	| 'CII'

/**
 * `certain`: syntax and specification are known and nothing contradicts them. `probable`: the syntax is known,
 * the specification is not, or a sign disagrees. `doubtful`: no invoice that is read here.
 */
export type Confidence = 'certain' | 'probable' | 'doubtful'

export interface Format {
	readonly name: FormatName
	readonly version?: string
	/** As its users call it: `BASIC WL`, `EXTENDED` … */
	readonly profile?: string
	readonly confidence: Confidence
}

interface Specification {
	readonly name: FormatName
	readonly version?: string
	readonly profile?: string
}

const extension = (identifier: string): { profile?: string } =>
	/#conformant#.*:extension:/i.test(identifier) ? { profile: 'Extension' } : {}

const facturxProfiles: Readonly<Record<string, string>> = {
	minimum: 'MINIMUM',
	basicwl: 'BASIC WL',
	basic: 'BASIC',
	en16931: 'EN 16931',
	comfort: 'EN 16931',
	extended: 'EXTENDED',
}
const profileNamed = (name: string | undefined): { profile?: string } => {
	const profile = facturxProfiles[name?.toLowerCase() ?? '']
	return profile === undefined ? {} : { profile }
}

/** The first line whose pattern the identifier matches; names of a family before EN 16931 in general. */
const specifications: readonly (readonly [RegExp, (match: RegExpExecArray) => Specification])[] = [
	[/urn:factur-x\.eu:1p0:(\w+)$/, (m) => ({ name: 'Factur-X', version: '1.0', ...profileNamed(m[1]) })],
	[
		/urn\.cpro\.gouv\.fr:1p0:extended-ctc-fr$/i,
		() => ({ name: 'Factur-X', version: '1.0', profile: 'EXTENDED-CTC-FR' }),
	],
	[
		/urn:zugferd\.de:2p([01]):(\w+)$/,
		(m) => ({ name: 'ZUGFeRD 2', version: `2.${m[1]}`, ...profileNamed(m[2]) }),
	],
	[
		/^urn:ferd:(?:CrossIndustryDocument:)?invoice:(?:1p0|rc):(\w+)$/,
		(m) => ({ name: 'ZUGFeRD 1', version: '1.0', ...profileNamed(m[1]) }),
	],
	[/xrechnung_(\d+\.\d+)/, (m) => ({ name: 'XRechnung', version: m[1]!, ...extension(m.input) })],
	[
		/^urn:cen\.eu:en16931:2017#compliant#urn:fdc:peppol\.eu:2017:poacc:billing:3\.0/i,
		() => ({ name: 'Peppol BIS Billing', version: '3.0' }),
	],
	[/^urn:peppol:pint:billing-1@([\w-]+)/, (m) => ({ name: 'Peppol PINT', profile: m[1]! })],
	[/^urn:cen\.eu:en16931:2017(?:#(?:compliant|conformant)#(.+))?$/i, () => ({ name: 'EN 16931' })],
]

/** What identifiers turned out to name: documents mostly bring the same few. */
const known = new Map<string, Specification | undefined>()
const mostKnown = 200

/** What a specification identifier (BT-24) names. */
export function specificationOf(identifier: string): Specification | undefined {
	const found = known.get(identifier)
	if (found !== undefined || known.has(identifier)) return found
	const specification = readSpecification(identifier)
	if (known.size >= mostKnown) known.clear()
	if (identifier.length <= 200) known.set(identifier, specification)
	return specification
}

function readSpecification(identifier: string): Specification | undefined {
	for (const [pattern, specification] of specifications) {
		const match = pattern.exec(identifier)
		if (match !== null) return specification(match)
	}
	return undefined
}

/** What the metadata of a PDF says of its invoice. */
export interface Claim {
	/** Of the standard that the metadata's namespace belongs to. */
	readonly name: FormatName
	readonly version?: string
	readonly profile?: string
}

/** Root elements of ZUGFeRD 1, which is known but not read. */
export function isZugferd1({ root }: Recognition): boolean {
	return root.local === 'CrossIndustryDocument' && root.uri.startsWith('urn:ferd:')
}

/**
 * The format's name. `claim` comes from a PDF's metadata; `doubts` counts what contradicts the invoice there.
 */
export function formatOf(
	recognition: Recognition,
	carrier: Carrier,
	claim?: Claim,
	doubts = 0,
): Format | undefined {
	const { syntax, profile } = recognition
	if (isZugferd1(recognition)) return { name: 'ZUGFeRD 1', version: '1.0', confidence: 'certain' }
	if (syntax === undefined) return undefined
	const specification = profile === undefined ? undefined : specificationOf(profile)
	const confidence: Confidence = specification === undefined || doubts > 0 ? 'probable' : 'certain'
	const general: Specification = specification ?? { name: syntax === 'cii' ? 'CII' : 'UBL' }
	// XRechnung keeps its name in a PDF; EN 16931 is a profile of Factur-X there.
	if (carrier !== 'pdf' || general.name === 'XRechnung') return { ...general, confidence }
	const version = claim?.version ?? general.version
	const named = general.profile ?? (general.name === 'EN 16931' ? 'EN 16931' : claim?.profile)
	return {
		name: claim?.name ?? 'Factur-X',
		...(version !== undefined && { version }),
		...(named !== undefined && { profile: named }),
		confidence,
	}
}
