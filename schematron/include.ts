/**
 * Brings in what a schema keeps in other files, before anything is read.
 *
 * `include` is replaced by the element that it points to; `extends` with an `href` by that element's children.
 * A reference may name one element of a file by its id (`file#id`), and files may refer further, each
 * relative to itself. What comes back holds no `include` and no `extends/@href` any more, and the code lists of
 * other files as variables (data.ts).
 */
import { Fault } from '#engine'
import { withData } from './data.ts'
import { schematronNamespace } from './vocabulary.ts'
import { parseXml, type XmlAttribute, type XmlElement, type XmlNode } from './xml.ts'

/**
 * Finds the file that `href` (without fragment) names, seen from the file `base`.
 * `file` is the name under which its positions are shown; undefined: there is no such file.
 */
export type Resolve = (href: string, base: string) => { file: string; text: string } | undefined

export interface SourceFile {
	readonly file: string
	readonly text: string
}

/** Far above what any schema needs; stops files that include each other twice over and over. */
const inclusionLimit = 5000

/** The tree of the root file with every file brought in, and all files in the order read. */
export function readFiles(
	text: string,
	file: string,
	resolve: Resolve,
): { readonly root: XmlElement; readonly files: readonly SourceFile[] } {
	const files: SourceFile[] = [{ file, text }]
	const parsed = new Map<string, XmlElement>([[file, parseXml(text, file)]])
	const resolved = new Map<string, string>()
	let inclusions = 0

	/** The name of the file that `href` names, which is read when it is first asked for. */
	const open = (href: string, { at }: XmlAttribute): string => {
		const asked = `${at.file}\n${href}`
		const known = resolved.get(asked)
		if (known !== undefined) return known
		const found = resolve(href, at.file)
		if (found === undefined) throw new Fault('include-not-found', `${href} cannot be read`, at)
		if (!parsed.has(found.file)) {
			parsed.set(found.file, parseXml(found.text, found.file))
			files.push(found)
		}
		resolved.set(asked, found.file)
		return found.file
	}

	/** The element that the reference at `element` points to, itself expanded. */
	const target = (element: XmlElement, trail: readonly string[]): XmlElement => {
		const href = element.attributes.get('href')
		if (href === undefined) {
			throw new Fault('rule-text-invalid', `${element.name} needs the attribute href`, element.at)
		}
		if (++inclusions > inclusionLimit) {
			throw new Fault('rule-text-unsupported', `more than ${inclusionLimit} inclusions`, element.at)
		}
		const [path = '', fragment = ''] = href.value.trim().split('#', 2)
		const base = element.at.file
		const source = path === '' ? base : open(path, href)
		const key = `${source}#${fragment}`
		if (trail.includes(key)) {
			throw new Fault('rule-text-invalid', `${href.value} includes itself`, href.at)
		}
		const root = parsed.get(source)!
		const found = fragment === '' ? root : withId(root, fragment)
		if (found === undefined) {
			throw new Fault('include-not-found', `no element of ${source} has the id ${fragment}`, href.at)
		}
		return expand(found, [...trail, key])
	}

	const expand = (element: XmlElement, trail: readonly string[]): XmlElement => {
		if (element.uri !== schematronNamespace) return element
		const children = element.children.flatMap((child): readonly XmlNode[] => {
			if (child.kind === 'text' || child.uri !== schematronNamespace) return [child]
			if (child.local === 'include') return [target(child, trail)]
			if (child.local !== 'extends' || !child.attributes.has('href')) return [expand(child, trail)]
			if (child.attributes.has('rule')) {
				throw new Fault('rule-text-invalid', `${child.name} has both rule and href`, child.at)
			}
			const extended = target(child, trail)
			if (!mayExtend(extended, element)) {
				throw new Fault(
					'rule-text-invalid',
					`${element.name} cannot take the content of ${extended.name}`,
					child.attributes.get('href')!.at,
				)
			}
			return extended.children
		})
		return { ...element, children }
	}

	const root = expand(parsed.get(file)!, [`${file}#`])
	return { root: withData(root, (href, at) => parsed.get(open(href, at))!), files }
}

const mayExtend = (extended: XmlElement, parent: XmlElement): boolean =>
	extended.uri === schematronNamespace &&
	(extended.local === parent.local || (extended.local === 'library' && parent.local === 'schema'))

const xmlId = '{http://www.w3.org/XML/1998/namespace}id'

function withId(element: XmlElement, id: string): XmlElement | undefined {
	if (element.attributes.get('id')?.value === id || element.attributes.get(xmlId)?.value === id)
		return element
	for (const child of element.children) {
		const found = child.kind === 'element' ? withId(child, id) : undefined
		if (found !== undefined) return found
	}
	return undefined
}
