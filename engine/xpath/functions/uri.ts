/** References to resources, as RFC 3986 has them. */
import { DynamicError } from '../../fault.ts'
import { Atomic } from '../item.ts'
import type { FunctionRecord } from './record.ts'

interface Parts {
	readonly scheme: string | undefined
	readonly authority: string | undefined
	readonly path: string
	readonly query: string | undefined
	readonly fragment: string | undefined
}

/** The expression of RFC 3986, appendix B. */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/

function parse(uri: string): Parts {
	const match = PARTS.exec(uri)
	const scheme = match?.[1]
	const isOrphan = scheme === undefined && /^[^/]*:/.test(match?.[3] ?? '')
	if (
		match === null ||
		isOrphan ||
		(scheme !== undefined && !SCHEME.test(scheme)) ||
		/%(?![0-9A-Fa-f]{2})/.test(uri)
	) {
		throw new DynamicError('FORG0002', `"${uri}" is no reference to a resource`)
	}
	return { scheme, authority: match[2], path: match[3] ?? '', query: match[4], fragment: match[5] }
}

/** RFC 3986, 5.2.4. */
function withoutDots(path: string): string {
	const out: string[] = []
	const segments = path.split('/')
	segments.forEach((segment, i) => {
		const isLast = i === segments.length - 1
		if (segment === '..') {
			if (out.length > 1) out.pop()
			if (isLast) out.push('')
		} else if (segment === '.') {
			if (isLast) out.push('')
		} else out.push(segment)
	})
	return out.join('/')
}

/** RFC 3986, 5.2.2; FORG0002 for what is no reference, or a base that is not absolute. */
export function resolveUri(reference: string, base: string): string {
	const r = parse(reference)
	if (r.scheme !== undefined) return reference
	const b = parse(base)
	if (b.scheme === undefined || b.fragment !== undefined)
		throw new DynamicError('FORG0002', `the base "${base}" is not absolute`)
	let { authority, path, query } = r
	if (authority === undefined) {
		authority = b.authority
		if (path === '') {
			path = b.path
			query ??= b.query
		} else if (path.startsWith('/')) path = withoutDots(path)
		else {
			const directory = b.path.slice(0, b.path.lastIndexOf('/') + 1)
			path = withoutDots((directory === '' && authority !== undefined ? '/' : directory) + path)
		}
	} else path = withoutDots(path)
	const tail = (query === undefined ? '' : `?${query}`) + (r.fragment === undefined ? '' : `#${r.fragment}`)
	return `${b.scheme}:${authority === undefined ? '' : `//${authority}`}${path}${tail}`
}

export const uriFunctions: readonly FunctionRecord[] = [
	{
		name: 'resolve-uri',
		signatures: ['(xs:string?) -> xs:anyURI?', '(xs:string?, xs:string) -> xs:anyURI?'],
		call: (_c, reference: string | undefined, base?: string) => {
			if (reference === undefined) return undefined
			if (base !== undefined) return new Atomic('anyURI', resolveUri(reference, base))
			if (parse(reference).scheme === undefined) throw new DynamicError('FONS0005', 'there is no base URI')
			return new Atomic('anyURI', reference)
		},
	},
	{ name: 'static-base-uri', signatures: ['() -> xs:anyURI?'], call: () => undefined },
]
