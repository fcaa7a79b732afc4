/**
 * Facts that are no business terms: what directory and ledger say, and what is worked out from the document.
 *
 * What nobody knows, as whether a buyer exists where no directory is loaded, is undefined.
 */
import type { Tree } from '#engine'
import type { Structure } from '../directory/structure.ts'
import type { Inquiry } from './facts.ts'
import type { FactValue } from './rule.ts'

/** By name; those of the transport are its own. */
export const others: Readonly<Record<string, (asked: Inquiry) => FactValue>> = {
	'invoice.asOf': ({ around }) => around.asOf,
	'invoice.syntax': ({ syntax }) => syntax,
	'invoice.carrier': ({ around }) => around.carrier ?? 'xml',
	'invoice.lines': (asked) => asked.nodes('BG-25').length,
	'contract.type': (asked) => contractType(asked.tree, asked.nodes('BT-12')[0] ?? 0),
	'directory.loaded': ({ around }) => around.directory !== undefined,
	'directory.date': ({ around }) => around.directory?.snapshot.date,
	'buyer.siret': (asked) => asked.siretOf('BT-46'),
	'buyer.known': (asked) =>
		asked.around.directory === undefined || asked.siretOf('BT-46') === undefined
			? undefined
			: asked.buyer() !== undefined,
	'buyer.name': (asked) => asked.buyer()?.name,
	'buyer.active': (asked) => asked.buyer()?.active,
	'buyer.public': (asked) => asked.buyer()?.public,
	'buyer.serviceRequired': (asked) => asked.buyer()?.serviceRequired,
	'buyer.engagementRequired': (asked) => asked.buyer()?.engagementRequired,
	'buyer.serviceOrEngagement': (asked) => asked.buyer()?.serviceOrEngagement,
	'buyer.worksOnly': (asked) => asked.buyer()?.worksOnly,
	'buyer.routed': (asked) =>
		platformsOf(asked.buyer(), asked.around.asOf)?.some((platform) => platform !== '9998'),
	'buyer.platforms': (asked) => platformsOf(asked.buyer(), asked.around.asOf),
	'buyer.unit': (asked) => asked.unit('BT-47'),
	'service.code': (asked) => asked.serviceCode(),
	'service.from': (asked) => {
		if (asked.given('BT-46[scheme=0224]') !== undefined) return 'BT-46/0224'
		return asked.given('BT-10') === undefined ? undefined : 'BT-10'
	},
	'service.known': (asked) =>
		asked.serviceCode() === undefined || asked.buyer() === undefined
			? undefined
			: asked.service() !== undefined,
	'service.active': (asked) => {
		const found = asked.service()
		return found === undefined ? undefined : found.active && inForce(found, asked.around.asOf)
	},
	'service.opened': (asked) => asked.service()?.from,
	'service.closed': (asked) => asked.service()?.to,
	'service.engagementRequired': (asked) => asked.service()?.engagementRequired,
	'service.elsewhere': (asked) =>
		asked.given('BT-46[scheme=0224]') === undefined ? undefined : asked.given('BT-10'),
	'seller.siret': (asked) => asked.siretOf('BT-29'),
	'seller.known': (asked) =>
		asked.around.directory === undefined || asked.siretOf('BT-29') === undefined
			? undefined
			: asked.seller() !== undefined,
	'seller.active': (asked) => asked.seller()?.active,
	'seller.unit': (asked) => asked.unit('BT-30'),
	'ledger.loaded': ({ around }) => around.ledger !== undefined,
	'ledger.kind': ({ around }) => around.ledger?.key,
	'ledger.twin': (asked) => (asked.around.ledger === undefined ? undefined : asked.twin() !== undefined),
	'ledger.key': (asked) => asked.key(),
	'ledger.number': (asked) => asked.twin()?.number,
	'ledger.date': (asked) => asked.twin()?.date,
	'ledger.status': (asked) => asked.twin()?.status,
	'ledger.deposited': (asked) => asked.twin()?.deposited,
	'ledger.source': (asked) => asked.twin()?.submission,
	'attachment.sizes': (asked) =>
		asked.nodes('BT-125').map((node) => String(decodedBytes(asked.tree.stringValue(node)))),
	'attachment.extensions': (asked) =>
		asked.nodes('BT-125').map((node) => extensionOf(asked.attribute(node, 'filename') ?? '')),
}

/** Days on which something is in force; open ends always are. */
interface Term {
	readonly from?: string
	readonly to?: string
}

const inForce = ({ from, to }: Term, asOf: string): boolean =>
	(from === undefined || from <= asOf) && (to === undefined || asOf <= to)

/** Platforms of the lines in force; a structure whose source says nothing of lines is not spoken of. */
function platformsOf(structure: Structure | undefined, asOf: string): readonly string[] | undefined {
	return structure?.lines
		?.filter((line) => line.status === 'enabled' && inForce(line, asOf))
		.map(({ platform }) => platform)
}

/** The kind of contract that stands beside its reference (EXT-FR-FE-01). */
function contractType(tree: Tree, reference: number): string | undefined {
	if (reference === 0) return undefined
	for (let n = tree.firstChild(tree.parent[reference]!); n !== 0; n = tree.nextSibling(n))
		if (tree.name[n]! >= 0 && contractTypes.includes(tree.names.local(tree.name[n]!)))
			return tree.stringValue(n).trim()
	return undefined
}

const contractTypes: readonly string[] = ['DocumentType', 'ReferenceTypeCode']

/** Size of a base64 text once decoded. */
function decodedBytes(text: string): number {
	const bare = text.replace(/\s+/g, '')
	return Math.floor((bare.replace(/=+$/, '').length * 3) / 4)
}

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toUpperCase() ?? ''
