// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files, some of it templates
/** Sabotages of what compiled expressions call: axes, sequences, functions, regular expressions. */
import { type Changes, expressions, xpath } from './change.ts'

const functions = `${xpath}/functions`

export const runtime: Changes = {
	[`${xpath}/axes.ts`]: [
		expressions,
		[
			'preceding-sibling stops before the node',
			'n !== node; n = tree.nextSibling(n)) out.push(n)',
			'n !== 0; n = tree.nextSibling(n)) out.push(n)',
		],
		[
			'preceding-sibling counts backwards',
			'out.push(n)\n\treturn out.reverse()',
			'out.push(n)\n\treturn out',
		],
		[
			'following leaves descendants out',
			'tree.kind[node] === kinds.attribute ? node + 1 : tree.end[node]!, tree.count)',
			'node + 1, tree.count)',
		],
		['preceding leaves ancestors out', '.filter((n) => !ancestors.has(n))', ''],
		[
			'attributes are on no sibling axis',
			"case 'following-sibling':\n\t\t\treturn tree.kind[node] === kinds.attribute ? [] : siblings(tree, tree.nextSibling(node))",
			"case 'following-sibling':\n\t\t\treturn siblings(tree, tree.nextSibling(node) || tree.nextSibling(tree.parent[node]!))",
		],
	],
	[`${xpath}/runtime.ts`]: [
		expressions,
		[
			'nodes come once',
			'for (let i = 1; i < nodes.length; i++) if (nodes[i] !== nodes[i - 1]) nodes[kept++] = nodes[i]!\n\tnodes.length = kept',
			'',
		],
		['except leaves out what is on the right', 'merged(a, b, (x, y) => x && !y)', 'merged(a, b, (x) => x)'],
		[
			'intersect keeps what is on both sides',
			'merged(a, b, (x, y) => x && y)',
			'merged(a, b, (x, y) => x || y)',
		],
		['a path gives nodes or values, not both', 'if (nodes < items.length) fail(', 'if (nodes < 0) fail('],
		[
			'normalize-space makes inner space single',
			"return text.slice(start, end).split(spaces).join(' ')",
			'return text.slice(start, end)',
		],
		[
			'a range includes its end',
			'for (let i = from; i.cmp(to) <= 0; i = i.add(oneDecimal)) out.push(i)',
			'for (let i = from; i.cmp(to) < 0; i = i.add(oneDecimal)) out.push(i)',
		],
	],
	[`${functions}/aggregates.ts`]: [
		expressions,
		[
			'max is not min',
			"return extreme(context, items, 'gt', 'max()')",
			"return extreme(context, items, 'lt', 'max()')",
		],
		['avg divides by the number of items', 'Decimal.of(items.length)', 'Decimal.of(items.length + 1)'],
		[
			'the extreme of values with NaN is NaN',
			'if (value instanceof Atomic && Number.isNaN(value.value)) return value',
			'',
		],
	],
	[`${functions}/strings.ts`]: [
		expressions,
		['a length counts code points', 'if (code >= 0xd800 && code < 0xdc00) length--', ''],
		[
			'substring rounds its start',
			'export function substring(text: string, start: number, length?: number): string {\n\tconst first = Math.round(start)',
			'export function substring(text: string, start: number, length?: number): string {\n\tconst first = Math.floor(start)',
		],
		[
			'translate drops what has no counterpart',
			"map.set(character, targets[i] ?? '')",
			'map.set(character, targets[i] ?? character)',
		],
		[
			'substring-after leaves the part out',
			"return at < 0 ? '' : (text ?? '').slice(at + (part ?? '').length)",
			"return at < 0 ? '' : (text ?? '').slice(at)",
		],
		[
			'ends-with looks at the end',
			"return (text ?? '').endsWith(part ?? '')",
			"return (text ?? '').includes(part ?? '')",
		],
	],
	[`${functions}/sequences.ts`]: [
		expressions,
		[
			'subsequence counts from one',
			'return items.slice(Math.max(first, 1) - 1, end - 1)',
			'return items.slice(Math.max(first, 1), end)',
		],
		[
			'exactly-one refuses two',
			"quantity(items, 1, 1, 'FORG0005', 'exactly-one')",
			"quantity(items, 1, 9, 'FORG0005', 'exactly-one')",
		],
		[
			'index-of gives all positions',
			'if (isEqual(context, item, wanted)) positions.push(i + 1)',
			'if (isEqual(context, item, wanted)) positions.push(i)',
		],
	],
	[`${functions}/numbers.ts`]: [
		expressions,
		[
			'round to digits',
			'const digits = precisionOf(precision)\n\t\t\treturn mapNumber(\n\t\t\t\titem,\n\t\t\t\t(d) => d.round(digits)',
			'const digits = precisionOf(precision) + 1\n\t\t\treturn mapNumber(\n\t\t\t\titem,\n\t\t\t\t(d) => d.round(digits)',
		],
		[
			'a double is half-rounded by its exact value',
			'(n) => roundDouble(n, (d) => d.roundHalfEven(digits))',
			'(n) => roundDouble(n, (d) => d.round(digits))',
		],
	],
	[`${xpath}/regex/machine.ts`]: [
		[`${xpath}/regex/compile.test.ts`],
		[
			'the end of a line is an end with flag m',
			'if (!program.multiline) return at === text.length',
			'return at === text.length',
		],
		['the first branch is preferred', 'stack.push(y[pc]!, x[pc]!)', 'stack.push(x[pc]!, y[pc]!)'],
	],
	[`${xpath}/regex/compile.ts`]: [
		[`${xpath}/regex/compile.test.ts`],
		[
			'a pattern that matches nothing cannot split',
			'if (this.#matchesEmpty) {',
			'if (this.#matchesEmpty === undefined) {',
		],
	],
}
