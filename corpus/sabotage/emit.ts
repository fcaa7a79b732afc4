// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files, some of it templates
/** Sabotages of the code that expressions become. */
import { type Changes, expressions, xpath } from './change.ts'

const emit = `${xpath}/emit`

export const emitted: Changes = {
	[`${emit}/arithmetic.ts`]: [
		[`${xpath}/operators.test.ts`, ...expressions],
		['plus adds', "add: '+',", "add: '-',"],
		['mod is not div', "mod: '%',", "mod: '/',"],
		[
			'an absent operand makes the result absent',
			'return whenPresent(e, a, (x) => whenPresent(e, other(), (y) => pair(e, op, atomized(e, x), atomized(e, y))))',
			"return whenPresent(e, { ...a, count: a.count === 'opt' ? 'one' : a.count }, (x) => whenPresent(e, other(), (y) => pair(e, op, atomized(e, x), atomized(e, y))))",
		],
		[
			'untyped values are doubles, not decimals',
			"const isExact = (v: Value): boolean => v.rep === 'int'",
			"const isExact = (v: Value): boolean => v.rep === 'untyped' || v.rep === 'int'",
		],
		[
			'a minus turns the sign',
			'return one(minus ? `(-${asDouble(atom)})`',
			'return one(minus ? `(${asDouble(atom)})`',
		],
	],
	[`${emit}/comparisons.ts`]: [
		[`${xpath}/operators.test.ts`, ...expressions],
		['eq is equal', "eq: '===',", "eq: '!==',"],
		['le includes equal values', "le: '<=',", "le: '<',"],
		['exchanged sides exchange the operator', "lt: 'gt',", "lt: 'lt',"],
		[
			'untyped values compare as texts with each other',
			'function generalPair(e: Emitter, op: ComparisonOperator, a: Value, b: Value): string {\n',
			'function generalPair(e: Emitter, op: ComparisonOperator, a: Value, b: Value): string {\n\tif (isText(a) && isText(b)) return `rt.stringToNumber(${a.code}) ${symbols[op]} rt.stringToNumber(${b.code})`\n',
		],
		[
			'decimals compare exactly',
			"if (a.rep === 'double' || b.rep === 'double' || (a.rep === 'int' && b.rep === 'int'))",
			'if (true)',
		],
		[
			'an untyped value beside a number is a double',
			"if (a.rep === 'untyped' && isNumeric(b)) return `rt.stringToDouble(${a.code}) ${symbols[op]} ${asDouble(b)}`",
			"if (a.rep === 'untyped' && isNumeric(b)) return `${a.code} ${symbols[op]} String(${asDouble(b)})`",
		],
		[
			'the right side is computed once and kept for all of the left',
			'e.block(`if (${later}_set === undefined)`, () => {',
			'e.block(`if (${later}_set !== undefined)`, () => {',
		],
	],
	[`${emit}/control.ts`]: [
		expressions,
		[
			'and needs both sides',
			"return `(${a} ${kind === 'and' ? '&&' : '||'} ${result})`",
			"return `(${a} ${kind === 'and' ? '||' : '||'} ${result})`",
		],
		[
			'or stops at the first true side',
			"e.block(`if (${kind === 'and' ? '' : '!'}${out})`",
			'e.block(`if (${out})`',
		],
		[
			'every is not some',
			"e.line(`if (${every ? '!' : ''}(${truth})) { ${out} = ${!every}; break ${label}; }`)",
			'e.line(`if (${truth}) { ${out} = ${!every}; break ${label}; }`)',
		],
		['every over nothing is true', 'e.line(`let ${out} = ${every}`)', 'e.line(`let ${out} = false`)'],
		['else is the other branch', "e.block('else', no)", "e.block('else', yes)"],
		[
			'the right side of ! sees its item',
			"{ ...scope, item: e.simple(item), position: '1', size: '1' }, right, inOrder, body)",
			'scope, right, inOrder, body)',
		],
	],
	[`${emit}/paths.ts`]: [
		expressions,
		[
			'a computed last step keeps the order of the path',
			'return nodesBefore(onlyNodes ? anyOrder : inOrder, (node) =>',
			'return nodesBefore(anyOrder, (node) =>',
		],
	],
	[`${emit}/flow.ts`]: [
		expressions,
		[
			'a path is sorted where its steps disorder it',
			'return (!need.ordered || flow.ordered) && (!need.distinct || flow.distinct)',
			'return true',
		],
	],
	[`${emit}/axis.ts`]: [
		expressions,
		['[k] counts from one', 'if (++${count} === ${k})', 'if (${count}++ === ${k})'],
		[
			'an attribute is not a descendant',
			"e.block(`if (${e.array('kind')}[${n}] !== 2)`, () => tested(n))",
			'tested(n)',
		],
		[
			'ancestor leaves the node itself out',
			"const first = axis === 'ancestor' ? `${e.array('parent')}[${start}]` : start",
			'const first = start',
		],
		[
			'descendant stays inside the node',
			"for (let ${n} = ${start} + 1, e${n} = ${e.array('end')}[${start}]; ${n} < e${n}; ${n}++)",
			'for (let ${n} = ${start} + 1, e${n} = t.count; ${n} < e${n}; ${n}++)',
		],
	],
	[`${emit}/filter.ts`]: [
		expressions,
		[
			'[position() = k] counts from one',
			'position: `(${i} + 1)`, size: `${source}.length` }',
			'position: `${i}`, size: `${source}.length` }',
		],
		['last() is the number of nodes', 'size: `${source}.length` }\n', 'size: `(${source}.length - 1)` }\n'],
	],
	[`${emit}/steps.ts`]: [
		expressions,
		['// with a position counts among siblings', '!step.predicates.some(asksForPlace)', 'true'],
		['//( ) with a position counts among siblings', 'choice.predicates.some(asksForPlace)', 'false'],
		[
			'// takes each of the paths from any node',
			"steps: [{ ...first, axis: 'descendant' }, ...rest]",
			'steps: [first, ...rest]',
		],
	],
	[`${emit}/families.ts`]: [
		[`${emit}/families.test.ts`],
		[
			'what is asked before is asked of all nodes',
			'const own = { ...step, predicates: conditions.slice(0, k) }',
			'const own = { ...step, predicates: [] }',
		],
		[
			'what is asked after is asked',
			'predicates: [...last.predicates, told, ...also] }',
			'predicates: [...last.predicates, told] }',
		],
	],
	[`${emit}/inline.ts`]: [
		expressions,
		[
			'not negates',
			'booleanValue(`!(${e.truth(scope, a!)})`)',
			'booleanValue(`(${e.truth(scope, a!)})`)',
			'short',
		],
		[
			'empty is not exists',
			"'empty#1': (e, scope, [a]) => booleanValue(`!${exists(e, scope, a!)}`)",
			"'empty#1': (e, scope, [a]) => booleanValue(exists(e, scope, a!))",
		],
		[
			'count counts each node once',
			'e.each(scope, expr, anyOrderOnce, () => e.line(`${out}++`))',
			'e.each(scope, expr, firstOnly, () => e.line(`${out}++`))',
		],
		[
			'the sum of nothing is an integer',
			"rt.Atomic('double', ${out}) : rt.zero)",
			"rt.Atomic('double', ${out}) : new rt.Atomic('double', 0))",
		],
		[
			'a sum of decimals is exact',
			'`${out} = ${out}.add(${asDecimal(e, atomized(e, item))})`',
			'`${out} = rt.Decimal.ofDouble(${out}.toNumber() + ${asDecimal(e, atomized(e, item))}.toNumber())`',
		],
		[
			'floor is not ceiling',
			"'floor#1': rounding('Math.floor', 'floor', 'floor()')",
			"'floor#1': rounding('Math.ceil', 'ceiling', 'floor()')",
		],
		[
			'starts-with is not contains',
			"'starts-with#2': stringTest('startsWith', 'starts-with')",
			"'starts-with#2': stringTest('includes', 'starts-with')",
		],
		['number of nothing is NaN', '`(${value.code} ?? NaN)`', '`(${value.code} ?? 0)`'],
		[
			'concat takes nothing as an empty text',
			"const value = whenPresent(e, optional(e, scope, arg, 'concat()'), (v) =>\n\t\t\tone(text(e, atomized(e, v)), 'string'),\n\t\t)\n\t\treturn value.count === 'one' ? value.code : `(${value.code} ?? '')`",
			"const value = whenPresent(e, optional(e, scope, arg, 'concat()'), (v) =>\n\t\t\tone(text(e, atomized(e, v)), 'string'),\n\t\t)\n\t\treturn value.code",
		],
	],
	[`${emit}/casts.ts`]: [
		[`${xpath}/cast.test.ts`, ...expressions],
		['castable as T? takes nothing', '=== undefined ? ${maybe} :', '=== undefined ? ${!maybe} :'],
		[
			'a decimal cast to integer is cut',
			'return one(`${atom.code}.truncate()`',
			'return one(`${atom.code}.round()`',
		],
	],
}
