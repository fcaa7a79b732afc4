/** Functions on qualified names (functions and operators 3.1, chapter 10). */
import { DynamicError } from '../../fault.ts'
import { isNCName } from '../atomic-types.ts'
import { cast } from '../cast.ts'
import { Atomic, type NodeId, type QName } from '../item.ts'
import type { FunctionRecord } from './record.ts'

function makeQName(uri: string, name: string): Atomic {
	const colon = name.indexOf(':')
	const prefix = colon < 0 ? '' : name.slice(0, colon)
	const local = name.slice(colon + 1)
	if (!isNCName(local) || (colon >= 0 && !isNCName(prefix)) || (prefix !== '' && uri === '')) {
		throw new DynamicError('FOCA0002', `"${name}" is no qualified name for the namespace "${uri}"`)
	}
	return new Atomic('QName', { uri, local, prefix } satisfies QName)
}

const qnameOf = (name: Atomic): QName => name.value as QName

export const qnameFunctions: readonly FunctionRecord[] = [
	{
		name: 'QName',
		signatures: ['(xs:string?, xs:string) -> xs:QName'],
		call: (_c, uri: string | undefined, name: string) => makeQName(uri ?? '', name),
	},
	{
		name: 'resolve-QName',
		signatures: ['(xs:string?, element()) -> xs:QName?'],
		call: (context, name: string | undefined, element: NodeId) =>
			name === undefined
				? undefined
				: cast(name.trim(), 'QName', (prefix) => context.tree.namespaceFor(element, prefix)),
	},
	{
		name: 'prefix-from-QName',
		signatures: ['(xs:QName?) -> xs:NCName?'],
		call: (_c, name?: Atomic) =>
			name === undefined || qnameOf(name).prefix === ''
				? undefined
				: new Atomic('NCName', qnameOf(name).prefix),
	},
	{
		name: 'local-name-from-QName',
		signatures: ['(xs:QName?) -> xs:NCName?'],
		call: (_c, name?: Atomic) => (name === undefined ? undefined : new Atomic('NCName', qnameOf(name).local)),
	},
	{
		name: 'namespace-uri-from-QName',
		signatures: ['(xs:QName?) -> xs:anyURI?'],
		call: (_c, name?: Atomic) => (name === undefined ? undefined : new Atomic('anyURI', qnameOf(name).uri)),
	},
	{
		name: 'namespace-uri-for-prefix',
		signatures: ['(xs:string?, element()) -> xs:anyURI?'],
		call: (context, prefix: string | undefined, element: NodeId) => {
			const uri = context.tree.namespaceFor(element, prefix ?? '')
			return uri === undefined ? undefined : new Atomic('anyURI', uri)
		},
	},
	{
		name: 'in-scope-prefixes',
		signatures: ['(element()) -> xs:string*'],
		call: (context, element: NodeId) => context.tree.prefixesAt(element),
	},
]
