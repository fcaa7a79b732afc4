/**
 * Documents attached inside an invoice (BT-125): size, kind, name and number.
 *
 * They are looked at where they stand, by the name of their element, wherever in the invoice. Contents are
 * measured and their first bytes looked at, never opened. Limits, kinds and severities are data: checks.json.
 */
import { names, type Severity, type Tree } from '#engine'
import type { ReasonCode } from '../catalogue/reasons.ts'
import type { Remark } from '../remark.ts'
import type { Syntax } from '../syntax.ts'
import { namespaces } from '../terms/path.ts'
import { fill } from '../wording.ts'
import { readBase64 } from './base64.ts'
import data from './checks.json' with { type: 'json' }
import { type AttachedCheckId, attachedAdvice } from './explanations.ts'
import { kindOfContent } from './kind.ts'

const { limits } = data
const kinds: Readonly<Record<string, { readonly content: string[]; readonly extensions: string[] }>> =
	data.kinds
const severities: Readonly<Record<AttachedCheckId, { readonly severity: string; readonly code: string }>> =
	data.checks

/** Names of the elements that hold a file, by syntax. */
const elements = {
	ubl: [namespaces.cbc!, 'EmbeddedDocumentBinaryObject'],
	cii: [namespaces.ram!, 'AttachmentBinaryObject'],
} as const

interface Attached {
	readonly node: number
	/** As given, if it is. */
	readonly name: string | undefined
	readonly nameNode: number
	readonly mime: string | undefined
	readonly mimeNode: number
}

/** What is to be said of the documents attached inside an invoice. */
export function checkAttached(tree: Tree, syntax: Syntax): Remark[] {
	const [uri, local] = elements[syntax === 'cii' ? 'cii' : 'ubl']
	const element = names.intern(uri, local)
	const holders = tree.named(element)
	if (holders.length === 0) return []
	const found: Remark[] = []
	const seen = new Set<string>()
	for (const node of holders.slice(0, limits.count)) {
		const attached = attachedAt(tree, node)
		found.push(...contentRemarks(tree, attached), ...nameRemarks(tree, attached, seen))
	}
	if (holders.length > limits.count)
		found.push(
			remark(tree, 'ATT-COUNT', holders[0]!, {
				count: String(holders.length),
				limit: String(limits.count),
			}),
		)
	return found
}

function attachedAt(tree: Tree, node: number): Attached {
	const attribute = (name: string): readonly [number, string | undefined] => {
		const at = tree.attribute(node, names.intern('', name))
		return [at, at === 0 ? undefined : tree.value[at]!.trim()]
	}
	const [nameNode, name] = attribute('filename')
	const [mimeNode, mime] = attribute('mimeCode')
	return { node, name, nameNode, mime, mimeNode }
}

function contentRemarks(tree: Tree, { node, name = '?', mime, mimeNode }: Attached): Remark[] {
	const content = readBase64(tree.stringValue(node))
	if (content === undefined) return [remark(tree, 'ATT-BASE64', node, { name })]
	const { length, head } = content
	if (length === 0) return [remark(tree, 'ATT-EMPTY', node, { name })]
	const found: Remark[] = []
	if (length > limits.bytes) {
		const values = { name, size: String(length), limit: String(limits.bytes) }
		found.push(remark(tree, 'ATT-SIZE', node, values, String(length), String(limits.bytes)))
	}
	const kind = kindOfContent(head)
	const declared = kinds[mime ?? '']
	if (kind === 'program') found.push(remark(tree, 'ATT-PROGRAM', node, { name }))
	else if (declared !== undefined && !declared.content.includes(kind))
		found.push(remark(tree, 'ATT-CONTENT', mimeNode, { name }, kind, mime))
	return found
}

/** What no file system takes, or takes as a path or a command. */
const forbidden = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]|^\.|[. ]$/

function nameRemarks(tree: Tree, { name, nameNode, mime }: Attached, seen: Set<string>): Remark[] {
	if (name === undefined || name === '') return []
	const found: Remark[] = []
	const at = (id: AttachedCheckId, values: Readonly<Record<string, string>>, expected?: string) =>
		found.push(remark(tree, id, nameNode, values, name, expected))
	if (name.length > limits.nameLength)
		at('ATT-NAME-LENGTH', { length: String(name.length), limit: String(limits.nameLength) })
	if (forbidden.test(name)) at('ATT-NAME', { name })
	if (seen.has(name)) at('ATT-NAME-TWICE', { name })
	seen.add(name)
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
	const declared = kinds[mime ?? '']
	if (extension === undefined) return found
	if (!data.extensions.includes(extension)) at('ATT-EXTENSION', { name }, data.extensions.join(', '))
	else if (declared !== undefined && !declared.extensions.includes(extension))
		at('ATT-EXTENSION-KIND', { name }, declared.extensions.join(', '))
	return found
}

function remark(
	tree: Tree,
	id: AttachedCheckId,
	node: number,
	values: Readonly<Record<string, string>>,
	found?: string,
	expected?: string,
): Remark {
	const { message, why, fix } = attachedAdvice[id]
	const { severity, code } = severities[id]
	return {
		kind: 'remark',
		node,
		code: code as ReasonCode,
		rule: id,
		ruleSet: 'recevable-attached',
		severity: severity as Severity,
		terms: ['BT-125'],
		location: tree.locate(node),
		message: fill(message, shortened(values)),
		why,
		fix,
		...(found !== undefined && { found: cut(found) }),
		...(expected !== undefined && { expected }),
	}
}

function shortened(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(values).map(([mark, value]) => [mark, cut(value)]))
}

/** A name of any length is shown by its beginning. */
function cut(text: string): string {
	return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
