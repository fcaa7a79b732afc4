/**
 * The catalogue of the W3C QT3 test suite, read from the folder that the user names.
 *
 * A test set lists test cases; a case names an environment (context document, variables, namespaces) and the
 * conditions under which it applies. Nothing of the suite is kept in this project but names of cases.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Element, parseXmlDocument } from 'slimdom'

export interface Dependency {
	readonly type: string
	readonly value: string
	readonly satisfied: boolean
}

export interface Environment {
	/** The elements that describe it, whatever their kind. */
	readonly parts: readonly Element[]
	/** Folder that its file names are relative to. */
	readonly folder: string
}

export interface TestCase {
	readonly set: string
	readonly name: string
	readonly dependencies: readonly Dependency[]
	/** Absent: the case runs without a context item. */
	readonly environment: Environment | undefined
	/** The expression; absent where it stands in a file of its own or needs modules. */
	readonly test: string | undefined
	/** What the outcome is held against. */
	readonly result: Element
	/** Folder that file names in `result` are relative to. */
	readonly folder: string
}

/** XML of the suite; a document type declaration is left out. */
export function readXml(file: string): Element {
	return parseXmlDocument(withoutDoctype(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))).documentElement!
}

export function withoutDoctype(text: string): string {
	return text.replace(/^((?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*)<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/, '$1')
}

export function children(element: Element, name?: string): Element[] {
	return element.children.filter((child) => name === undefined || child.localName === name)
}

export function textOf(element: Element): string {
	return element.textContent ?? ''
}

export function readCatalog(folder: string): TestCase[] {
	const catalog = readXml(join(folder, 'catalog.xml'))
	const shared = environmentsOf(catalog, folder)
	return children(catalog, 'test-set').flatMap((set) => {
		const file = join(folder, set.getAttribute('file')!)
		return existsSync(file) ? readTestSet(set.getAttribute('name')!, file, shared) : []
	})
}

function readTestSet(
	set: string,
	file: string,
	shared: ReadonlyMap<string, Environment>,
): readonly TestCase[] {
	const folder = dirname(file)
	const root = readXml(file)
	const environments = new Map([...shared, ...environmentsOf(root, folder)])
	const common = dependenciesOf(root)
	return children(root, 'test-case').map((element) => {
		const own = dependenciesOf(element)
		const test = children(element, 'test')[0]!
		const apart = test.hasAttribute('file') || children(element, 'module').length > 0
		return {
			set,
			name: element.getAttribute('name')!,
			// "The dependency on a case overrides that of the set" for the specification it is about.
			dependencies: [
				...common.filter((c) => c.type !== 'spec' || !own.some((o) => o.type === 'spec')),
				...own,
			],
			environment: environmentOf(children(element, 'environment')[0], environments, folder),
			test: apart ? undefined : textOf(test),
			result: children(children(element, 'result')[0]!)[0]!,
			folder,
		}
	})
}

function dependenciesOf(element: Element): Dependency[] {
	return children(element, 'dependency').map((d) => ({
		type: d.getAttribute('type')!,
		value: d.getAttribute('value')!,
		satisfied: d.getAttribute('satisfied') !== 'false',
	}))
}

function environmentsOf(element: Element, folder: string): Map<string, Environment> {
	return new Map(
		children(element, 'environment').map((e) => [e.getAttribute('name')!, { parts: children(e), folder }]),
	)
}

function environmentOf(
	element: Element | undefined,
	known: ReadonlyMap<string, Environment>,
	folder: string,
): Environment | undefined {
	const name = element?.getAttribute('ref')
	if (name !== null && name !== undefined) return known.get(name)
	return element === undefined ? undefined : { parts: children(element), folder }
}
