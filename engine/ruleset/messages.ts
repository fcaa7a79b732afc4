/**
 * Messages of assertions, and the subjects that they are about, as functions that run only for findings.
 */
import { box } from '../xpath/emit/convert.ts'
import { type Emitter, inOrder, type Scope } from '../xpath/emit/emitter.ts'
import { newEmitter } from '../xpath/emit/expression.ts'
import { literal } from '../xpath/emit/module.ts'
import type { Compilation } from './compilation.ts'
import type { AssertionSource, Expression, MessagePart } from './source.ts'

export class Messages {
	readonly #c: Compilation
	/** Names of the functions, in the order of their numbers. */
	readonly texts: string[] = []
	readonly riches: string[] = []
	readonly subjects: string[] = []

	constructor(c: Compilation) {
		this.#c = c
	}

	/** Numbers of the functions that give the parts as text and, where marks or copies are in them, as rich text. */
	message(
		parts: readonly MessagePart[],
		scope: Scope,
		source: AssertionSource,
	): { readonly text: number; readonly rich?: number } {
		return {
			text: this.#text(parts, scope, source),
			...(parts.some(isRich) && { rich: this.#rich(parts, scope, source) }),
		}
	}

	#text(parts: readonly MessagePart[], scope: Scope, source: AssertionSource): number {
		const e = newEmitter(this.#c.around)
		const pieces = flatten(parts).map((part) => this.#piece(e, part, scope, source))
		const plain = pieces.every((p) => p.startsWith('"')) && pieces.length > 0
		const result = pieces.length === 0 ? "''" : pieces.join(' + ')
		const name = this.#c.module.memo(
			`text ${e.body()} ${plain ? result : `${this.texts.length}`}`,
			'text_',
			(name) => this.#c.module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn ${result}\n}`),
		)
		const known = this.texts.indexOf(name)
		return known >= 0 ? known : this.texts.push(name) - 1
	}

	/** The message with its marks and copies, for a report that can show them. */
	#rich(parts: readonly MessagePart[], scope: Scope, source: AssertionSource): number {
		const e = newEmitter(this.#c.around)
		const text = (some: readonly MessagePart[]): string =>
			flatten(some)
				.map((part) => this.#piece(e, part, scope, source))
				.join(' + ') || "''"
		const pieces = parts.map((part) => {
			if (part.kind === 'mark') {
				const attributes = Object.entries(part.attributes).map(([k, v]) => `${literal(k)}: ${literal(v)}`)
				return `{ element: ${literal(part.element)}, attributes: { ${attributes.join(', ')} }, text: ${text(part.parts)} }`
			}
			if (part.kind !== 'copy-of') return text([part])
			return this.#c.at(part.select.at, source.id, () => {
				const items = e.fresh('a')
				e.line(`const ${items} = []`)
				e.each(scope, this.#c.parse(part.select), inOrder, (item) => e.line(`${items}.push(${box(item)})`))
				return `{ markup: rt.copies(t, ${items}) }`
			})
		})
		const name = this.#c.module.fresh('rich_')
		this.#c.module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn [${pieces.join(', ')}]\n}`)
		return this.riches.push(name) - 1
	}

	#piece(e: Emitter, part: MessagePart, scope: Scope, source: AssertionSource): string {
		if (part.kind === 'text') return literal(part.text)
		if (part.kind === 'mark') return "''"
		const select = part.kind === 'name' ? part.path : part.select
		if (select === undefined) return 'rt.nodeName(t, n)'
		return this.#c.at(select.at, source.id, () => {
			const items = e.fresh('a')
			e.line(`const ${items} = []`)
			e.each(scope, this.#c.parse(select), inOrder, (item) => e.line(`${items}.push(${box(item)})`))
			if (part.kind === 'name')
				return `(typeof ${items}[0] === 'number' ? rt.nodeName(t, ${items}[0]) : rt.join(t, ${items}, ' '))`
			return this.#c.around.compatible ? `rt.join(t, ${items}.slice(0, 1), '')` : `rt.join(t, ${items}, ' ')`
		})
	}

	/** Number of the function that gives the subject of a finding. */
	subject(source: Expression, scope: Scope): number {
		const e = newEmitter(this.#c.around)
		this.#c.at(source.at, 'subject', () =>
			e.each(scope, this.#c.parse(source), inOrder, (item) =>
				e.line(`if (typeof ${box(item)} === 'number') return ${item.code}`),
			),
		)
		const name = this.#c.module.fresh('subject_')
		this.#c.module.add(`function ${name}(t, n, s) {\n${e.body()}\n\treturn n\n}`)
		return this.subjects.push(name) - 1
	}
}

const isRich = ({ kind }: MessagePart): boolean => kind === 'mark' || kind === 'copy-of'

/** Text and expressions of a message in order; rich text counts for what it holds. */
function flatten(parts: readonly MessagePart[]): MessagePart[] {
	return parts.flatMap((part) => (part.kind === 'mark' ? flatten(part.parts) : [part]))
}
