/**
 * Turns abstract patterns into concrete ones.
 *
 * A pattern with `is-a` takes the content of the abstract pattern it names, in which every `$name` of a
 * parameter is replaced by the parameter's text, in attribute values. A name reads as far as XPath would read
 * it (`$BR-CO-10` is one name, whatever parameters `BR-CO-1` or `BR` there may be), so that one parameter may
 * be the beginning of another. Only where no parameter has the whole name, and no variable either, is the
 * longest parameter that ends before a `-` or `.` taken: `$total-1` with a parameter `total`.
 */
import { Fault } from '#engine'
import { isNcName, isSchematron, optional, reference, required } from './vocabulary.ts'
import type { XmlAttribute, XmlElement } from './xml.ts'

type Parameters = ReadonlyMap<string, XmlAttribute>

const isPattern = (element: XmlElement): boolean =>
	isSchematron(element, 'pattern') || isSchematron(element, 'group')

export const isAbstract = (element: XmlElement): boolean => optional(element, 'abstract') === 'true'

/** The concrete patterns among `elements`, in order, instances in place of their `is-a` pattern. */
export function concretePatterns(elements: readonly XmlElement[]): readonly XmlElement[] {
	const patterns = elements.filter(isPattern)
	const variables = new Set<string>()
	for (const element of elements) collectVariables(element, variables)
	return patterns
		.filter((pattern) => !isAbstract(pattern))
		.map((pattern) => {
			const isA = pattern.attributes.get('is-a')
			if (isA === undefined) return pattern
			const model = patterns.find(
				(other) => isAbstract(other) && optional(other, 'id')?.trim() === isA.value.trim(),
			)
			if (model === undefined) {
				throw new Fault('rule-text-invalid', `there is no abstract pattern with the id ${isA.value}`, isA.at)
			}
			return instance(pattern, model, variables)
		})
}

function instance(pattern: XmlElement, model: XmlElement, variables: ReadonlySet<string>): XmlElement {
	const nested = model.attributes.get('is-a')
	if (nested !== undefined) {
		throw new Fault('rule-text-invalid', 'an abstract pattern cannot itself have is-a', nested.at)
	}
	const own = pattern.children.filter((child) => {
		if (isSchematron(child, 'rule') || isSchematron(child, 'let')) {
			throw new Fault('rule-text-invalid', `${child.name} has no place in a pattern with is-a`, child.at)
		}
		return !isSchematron(child, 'param')
	})
	const parameters = new Map(
		[...parametersOf(model), ...parametersOf(pattern)].flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value] as const],
		),
	)
	for (const [name, value] of parametersOf(model)) {
		if (value === undefined && !parameters.has(name)) {
			throw new Fault('rule-text-invalid', `the parameter ${name} has no value`, pattern.at)
		}
	}
	const inherited = model.children
		.filter((child) => !isSchematron(child, 'param'))
		.map((child) => (child.kind === 'text' ? child : substituted(child, parameters, variables)))
	const attributes = new Map([...model.attributes, ...pattern.attributes])
	attributes.delete('abstract')
	attributes.delete('is-a')
	if (!pattern.attributes.has('id')) attributes.delete('id')
	const title = own.some((child) => isSchematron(child, 'title'))
	const children = [...own, ...inherited.filter((child) => !(title && isSchematron(child, 'title')))]
	return { ...pattern, attributes, children }
}

/** Published schemas give a parameter twice by mistake; as in what is generated from them, the last one counts. */
function parametersOf(pattern: XmlElement): ReadonlyMap<string, XmlAttribute | undefined> {
	const found = new Map<string, XmlAttribute | undefined>()
	for (const child of pattern.children) {
		if (!isSchematron(child, 'param')) continue
		const { value: written, at } = required(child, 'name')
		const name = written.trim()
		if (!isNcName(name)) throw new Fault('rule-text-invalid', `${written} is not a name`, at)
		const value = child.attributes.get('value')
		if (value === undefined && !isAbstract(pattern)) {
			throw new Fault('rule-text-invalid', `the parameter ${name} has no value`, child.at)
		}
		found.set(name, value)
	}
	return found
}

function substituted(
	element: XmlElement,
	parameters: Parameters,
	variables: ReadonlySet<string>,
): XmlElement {
	const attributes = new Map<string, XmlAttribute>()
	for (const [name, attribute] of element.attributes) {
		attributes.set(name, replaced(attribute, parameters, variables))
	}
	const children = element.children.map((child) =>
		child.kind === 'text' ? child : substituted(child, parameters, variables),
	)
	return { ...element, attributes, children }
}

function replaced(
	attribute: XmlAttribute,
	parameters: Parameters,
	variables: ReadonlySet<string>,
): XmlAttribute {
	if (!attribute.value.includes('$')) return attribute
	// An attribute that is nothing but a parameter stands where the parameter's text stands.
	const whole = parameters.get(attribute.value.trim().slice(1))
	if (whole !== undefined) return whole
	const value = attribute.value.replace(reference, (written: string, name: string) => {
		if (variables.has(name) && !parameters.has(name)) return written
		for (
			let end = name.length;
			end > 0;
			end = Math.max(name.lastIndexOf('-', end - 1), name.lastIndexOf('.', end - 1))
		) {
			const parameter = parameters.get(name.slice(0, end))
			if (parameter !== undefined) return parameter.value + name.slice(end)
		}
		return written
	})
	return value === attribute.value ? attribute : { value, at: attribute.at }
}

function collectVariables(element: XmlElement, into: Set<string>): void {
	if (isSchematron(element, 'let')) into.add(optional(element, 'name')?.trim() ?? '')
	for (const child of element.children) if (child.kind === 'element') collectVariables(child, into)
}
