/**
 * Changes to the JSON text of a typed-in invoice: everything else stays as it was typed.
 *
 * A datum is named by the group that holds it, as a JSON pointer, and its term. Groups that are missing on the
 * way are made.
 */
import type { TermId } from '../terms/names.ts'
import { businessTerms } from '../terms/term.ts'
import { slotsOf } from './form.ts'
import type { Json } from './json.ts'

/** From `start` to `end` of the text stands `text` instead. */
export interface TextEdit {
	readonly start: number
	readonly end: number
	readonly text: string
}

/** A change, and what it changes. */
export interface JsonEdit extends TextEdit {
	readonly op: 'set-text' | 'insert' | 'remove'
	/** Pointer to the value changed or removed; of `insert`, to the object that it goes into. */
	readonly pointer: string
	/** Where that stands in the text. */
	readonly at: number
	/** Value until now. */
	readonly before?: string
	readonly value?: string
	/** What is inserted. */
	readonly member?: string
	/** A list of groups that is made: more of them may join. */
	readonly list?: { readonly key: TermId; readonly groups: readonly string[] }
	/** The member after which it goes, if there is one. */
	readonly after?: { readonly pointer: string; readonly at: number }
}

/** Steps of a pointer (RFC 6901). */
export function stepsOf(pointer: string): string[] {
	return pointer
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value that a pointer names; undefined where there is none. */
export function valueNamed(root: Json, pointer: string): Json | undefined {
	let value: Json | undefined = root
	for (const step of stepsOf(pointer)) {
		if (value?.kind === 'object') value = value.members.get(step)
		else if (value?.kind === 'array') value = value.items[Number(step)]
		else return undefined
	}
	return value
}

/** The pointer of the innermost group on the way of a pointer that holds the term, directly or in groups below. */
function holderOf(pointer: string, term: TermId): string {
	const above = new Set<string>()
	for (let id = businessTerms.get(term)?.group; id !== undefined; id = businessTerms.get(id)?.group)
		above.add(id)
	const steps = stepsOf(pointer)
	const at = steps.findLastIndex((step) => above.has(step))
	const end = /^\d+$/.test(steps[at + 1] ?? '') ? at + 2 : at + 1
	return steps
		.slice(0, end)
		.map((step) => `/${step}`)
		.join('')
}

/** Gives the term its value, in the group that the pointer lies in; undefined where that has no place. */
export function putTerm(
	text: string,
	root: Json,
	pointer: string,
	term: TermId,
	value: string,
): JsonEdit | undefined {
	const steps = stepsOf(pointer)
	if (steps.includes(term)) return replaceValue(text, root, pointer, value)
	let holder = holderOf(pointer, term)
	const way: TermId[] = []
	for (let id = businessTerms.get(term)?.group; id !== undefined; id = businessTerms.get(id)?.group) {
		if (stepsOf(holder).includes(id)) break
		way.unshift(id)
	}
	while (way.length > 0) {
		const next = valueNamed(root, `${holder}/${way[0]}`)
		if (next === undefined) break
		if (next.kind === 'array' && next.items.length !== 1) return undefined
		holder += `/${way.shift()}${next.kind === 'array' ? '/0' : ''}`
	}
	if (way.length === 0 && valueNamed(root, `${holder}/${term}`) !== undefined)
		return replaceValue(text, root, `${holder}/${term}`, value)
	const member = [...way, term].reduceRight((inner, id, index) => {
		if (index === way.length) return `${JSON.stringify(id)}: ${JSON.stringify(value)}`
		const group = slotsOf(businessTerms.get(id)?.group ?? '').find((slot) => slot.id === id)
		return `${JSON.stringify(id)}: ${group?.repeatable ? `[{ ${inner} }]` : `{ ${inner} }`}`
	}, '')
	return insertMember(text, root, holder, member)
}

/** One more group of that kind, with these values; undefined where there is none to stand beside. */
export function addGroup(
	text: string,
	root: Json,
	pointer: string,
	group: TermId,
	values: readonly (readonly [TermId, string])[],
): JsonEdit | undefined {
	const holder = holderOf(pointer, group)
	const list = valueNamed(root, `${holder}/${group}`)
	const inner = values.map(([id, value]) => `${JSON.stringify(id)}: ${JSON.stringify(value)}`).join(', ')
	const member = `{ ${inner} }`
	if (list === undefined) return insertList(text, root, holder, group, [member])
	if (list.kind !== 'array') return undefined
	const last = list.items.at(-1)
	const told = { op: 'insert', pointer: `${holder}/${group}`, at: list.at, member } as const
	if (last === undefined) return { ...told, start: list.at, end: list.end, text: `[${member}]` }
	const blank = /^\s*/.exec(text.slice(list.at + 1))![0]
	const after = { pointer: `${told.pointer}/${list.items.length - 1}`, at: last.at }
	return { ...told, after, start: last.end, end: last.end, text: `,${blank || ' '}${member}` }
}

function insertList(
	text: string,
	root: Json,
	holder: string,
	key: TermId,
	groups: readonly string[],
): JsonEdit | undefined {
	const made = insertMember(text, root, holder, `${JSON.stringify(key)}: [${groups.join(', ')}]`)
	return made && { ...made, list: { key, groups } }
}

/** Groups that are to stand in a list that is not there yet come in one. */
export function joined(text: string, root: Json, edits: readonly JsonEdit[]): JsonEdit[] {
	const lists = new Map<string, JsonEdit>()
	const out: JsonEdit[] = []
	for (const edit of edits) {
		if (edit.list === undefined) out.push(edit)
		else {
			const key = `${edit.pointer}/${edit.list.key}`
			const groups = [...(lists.get(key)?.list?.groups ?? []), ...edit.list.groups]
			lists.set(key, insertList(text, root, edit.pointer, edit.list.key, groups) ?? edit)
		}
	}
	return [...out, ...lists.values()]
}

/** What goes with a value, such as its scheme: the value becomes an object that holds both. */
export function putQualifier(
	text: string,
	root: Json,
	pointer: string,
	key: string,
	value: string,
): JsonEdit | undefined {
	const held = valueNamed(root, pointer)
	const member = `${JSON.stringify(key)}: ${JSON.stringify(value)}`
	if (held === undefined || held.kind === 'array') return undefined
	if (held.kind !== 'object')
		return {
			op: 'insert',
			pointer,
			at: held.at,
			start: held.at,
			end: held.end,
			text: `{ "value": ${text.slice(held.at, held.end)}, ${member} }`,
			member,
		}
	const known = held.members.get(key)
	if (known !== undefined) return replaceValue(text, root, `${pointer}/${key}`, value)
	return insertMember(text, root, pointer, member)
}

/** A number stays a number where the value is written as one. */
function replaceValue(text: string, root: Json, pointer: string, value: string): JsonEdit | undefined {
	const named = valueNamed(root, pointer)
	const inner = named?.kind === 'object' ? named.members.get('value') : named
	if (inner === undefined || inner.kind === 'object' || inner.kind === 'array') return undefined
	const asNumber = inner.kind === 'number' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)
	return {
		op: 'set-text',
		pointer,
		at: inner.at,
		start: inner.at,
		end: inner.end,
		text: asNumber ? value : JSON.stringify(value),
		before: inner.kind === 'string' ? inner.value : text.slice(inner.at, inner.end),
		value,
	}
}

/** Behind the last member, laid out as the first one is. */
function insertMember(text: string, root: Json, pointer: string, member: string): JsonEdit | undefined {
	const holder = valueNamed(root, pointer)
	if (holder?.kind !== 'object') return undefined
	const told = { op: 'insert', pointer, at: holder.at, member } as const
	const [key, last] = [...holder.members].at(-1) ?? []
	if (key === undefined || last === undefined)
		return { ...told, start: holder.at, end: holder.end, text: `{ ${member} }` }
	const blank = /^\s*/.exec(text.slice(holder.at + 1))![0]
	const after = { pointer: `${pointer}/${key}`, at: last.at }
	return {
		...told,
		after,
		start: last.end,
		end: last.end,
		text: `,${blank.includes('\n') ? blank : ' '}${member}`,
	}
}

/** Takes out a member of a group or an item of a list, with its comma. */
export function removeAt(text: string, root: Json, pointer: string): JsonEdit | undefined {
	const steps = stepsOf(pointer)
	const key = steps.at(-1)
	const around = pointer.slice(0, pointer.lastIndexOf('/'))
	const holder = valueNamed(root, around)
	const gone = valueNamed(root, pointer)
	if (key === undefined || gone === undefined || holder === undefined) return undefined
	if (holder.kind !== 'object' && holder.kind !== 'array') return undefined
	const all = holder.kind === 'object' ? [...holder.members.values()] : [...holder.items]
	if (holder.kind === 'array' && all.length === 1) return removeAt(text, root, around)
	const index = all.indexOf(gone)
	const startOf = (value: Json): number =>
		holder.kind === 'array' ? value.at : text.slice(0, value.at).search(/"(?:[^"\\]|\\.)*"\s*:\s*$/)
	const next = all[index + 1]
	const [start, end] =
		index > 0
			? [all[index - 1]!.end, gone.end]
			: next === undefined
				? [startOf(gone), gone.end]
				: [startOf(gone), startOf(next)]
	const before = text.slice(gone.at, gone.end).replace(/\s+/g, ' ').slice(0, 200)
	return { op: 'remove', pointer, at: gone.at, start, end, text: '', before }
}

/** The text with the changes made; undefined where two of them meet. */
export function edited(text: string, edits: readonly TextEdit[]): string | undefined {
	let out = ''
	let at = 0
	for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
		if (edit.start < at) return undefined
		out += text.slice(at, edit.start) + edit.text
		at = edit.end
	}
	return out + text.slice(at)
}
