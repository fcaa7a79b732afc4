// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of files, some of it templates
/** Sabotages of XPath's values: decimals, numbers, dates, how they compare, add up and are cast. */
import { type Changes, expressions, xpath } from './change.ts'

export const values: Changes = {
	[`${xpath}/decimal.ts`]: [
		[`${xpath}/decimal.test.ts`],
		[
			'a sum of small decimals is exact',
			'const sum = this.small + other.small',
			'const sum = this.small + other.small + 1',
		],
		[
			'operands of different scales are brought to one',
			'const scaled = other.small * POW10[more]!',
			'const scaled = other.small * POW10[more - 1]!',
		],
		[
			'a sum beyond safe integers leaves numbers',
			'if (sum >= -MAX && sum <= MAX) return new Decimal(sum, undefined, this.scale)',
			'return new Decimal(sum, undefined, this.scale)',
		],
		['subtraction turns the sign', 'return this.add(other.neg())', 'return this.add(other)'],
		[
			'a product has the scales of both',
			'return new Decimal(product + 0, undefined, this.scale + other.scale)',
			'return new Decimal(product + 0, undefined, Math.max(this.scale, other.scale))',
		],
		[
			'a product beyond safe integers leaves numbers',
			'if (product >= -MAX && product <= MAX) {',
			'if (product === product) {',
		],
		['a quotient has 18 digits', 'const DIVIDE_PRECISION = 18', 'const DIVIDE_PRECISION = 15'],
		[
			'a quotient is rounded, not cut',
			'if (rest * 2n > absBig(divisor)) quotient +=',
			'if (rest * 2n < 0n) quotient +=',
		],
		[
			'the tie of a quotient goes towards zero',
			'if (rest * 2n > absBig(divisor))',
			'if (rest * 2n >= absBig(divisor))',
		],
		[
			'division by zero is an error',
			'\tdiv(other: Decimal): Decimal {\n\t\tif (other.isZero()) throw divisionByZero(this)',
			'\tdiv(other: Decimal): Decimal {\n\t\tif (other.isZero()) return Decimal.zero',
		],
		['division by 100 moves the point two places', 'return n === 100 ? 2', 'return n === 100 ? 1'],
		[
			'idiv cuts towards zero',
			'return new Decimal((a - (a % other.small)) / other.small + 0, undefined, 0)',
			'return new Decimal(Math.floor(a / other.small), undefined, 0)',
		],
		[
			'mod has the sign of the dividend',
			'return new Decimal((this.small % other.small) + 0, undefined, this.scale)',
			'return new Decimal(Math.abs(this.small % other.small), undefined, this.scale)',
		],
		[
			'values of different scales compare by value',
			'const b = more > 0 ? other.small * POW10[Math.min(more, 22)]! : other.small',
			'const b = other.small',
			'short',
		],
		[
			'floor goes down for negative values',
			'if (rest < 0) units--\n\t\t\treturn fromUnits(units + 0, digits)',
			'return fromUnits(units + 0, digits)',
		],
		['round takes a tie up', 'if (rest * 2 >= unit) units++', 'if (rest * 2 > unit) units++'],
		[
			'round-half-to-even takes a tie to the even unit',
			'return units % 2n === 0n ? up',
			'return units % 2n !== 0n ? up',
		],
		[
			'trailing zeros are not written',
			'while (scale > 0 && small % 10 === 0) {',
			'while (scale > 99 && small % 10 === 0) {',
		],
		[
			'a text with two points is no decimal',
			'else if (code === 46 && scale < 0) scale = 0',
			'else if (code === 46) scale = 0',
		],
	],
	[`${xpath}/arithmetic.ts`]: [
		[`${xpath}/arithmetic.test.ts`, ...expressions],
		[
			'div of integers is a decimal',
			"return new Atomic('decimal', a.div(b))",
			'return new Atomic(type, a.div(b))',
		],
		[
			'idiv of doubles by zero is an error',
			'if (b === 0) throw new DynamicError',
			'if (b !== b) throw new DynamicError',
		],
		[
			'a date minus a duration goes back',
			"return moved(a, b, op === 'add' ? 1 : -1)",
			'return moved(a, b, 1)',
		],
		[
			'a float stays a float',
			"return double ? new Atomic('double', result) : new Atomic('float', Math.fround(result))",
			"return new Atomic('double', result)",
		],
		[
			'durations of two kinds do not add',
			'return a.type === b.type ? durationArithmetic(op, a, b) : undefined',
			'return durationArithmetic(op, a, b)',
		],
	],
	[`${xpath}/compare.ts`]: [
		[`${xpath}/compare.test.ts`, ...expressions],
		['ne is not eq', "case 'ne':\n\t\t\treturn order !== 0", "case 'ne':\n\t\t\treturn order === 0"],
		[
			'lt excludes equal values',
			"case 'lt':\n\t\t\treturn order < 0",
			"case 'lt':\n\t\t\treturn order <= 0",
			'short',
		],
		['ge includes equal values', "case 'ge':\n\t\t\treturn order >= 0", "case 'ge':\n\t\t\treturn order > 0"],
		['NaN equals nothing', 'a === b ? 0 : Number.NaN', '0'],
		['texts are ordered by code point', 'if (x >= 0xd800 && y >= 0xd800)', 'if (x < 0)'],
		[
			'a text and a number do not compare',
			'if (familyA !== familyOf(typeB)) throw incomparable(a, b)',
			'if (familyA !== familyOf(typeB)) return 1',
		],
		[
			'an untyped value becomes a number beside a number',
			"if (familyOf(type) === 'decimal') return new Atomic('double', stringToDouble(text))",
			'',
		],
		[
			'any pair is enough for a general comparison',
			'if (generalPair(op, x, y, implicitTimezone)) return true',
			'return generalPair(op, x, y, implicitTimezone)',
		],
		[
			'the empty text is false',
			"if (typeof first === 'string') return first !== ''",
			"if (typeof first === 'string') return true",
		],
		[
			'zero and NaN are false',
			'return !Number.isNaN(value) && value !== 0\n\t\t\tif (value instanceof Decimal)',
			'return value !== 0\n\t\t\tif (value instanceof Decimal)',
		],
		[
			'two atomic values have no truth',
			"throw new DynamicError(\n\t\t'FORG0006',\n\t\titems.length > 1",
			"if (items.length > 1) return true\n\tthrow new DynamicError(\n\t\t'FORG0006',\n\t\titems.length > 1",
		],
		[
			'deep-equal looks at attributes',
			'if (kind === ELEMENT && !sameAttributes(a, b, tree)) return false',
			'',
		],
		[
			'dates compare with their time zones',
			"return compareDateTimes(dateTimeOf(a), dateTimeOf(b), implicitTimezone)\n\t\tcase 'gYearMonth'",
			"return compareDateTimes({ ...dateTimeOf(a), timezone: 0 }, { ...dateTimeOf(b), timezone: 0 }, 0)\n\t\tcase 'gYearMonth'",
		],
	],
	[`${xpath}/compatible.ts`]: [
		[`${xpath}/compatible.test.ts`],
		[
			'XPath 1.0: an exponent is no number',
			'return number.test(text) ? stringToNumber(text) : Number.NaN',
			'return stringToNumber(text)',
		],
		[
			'XPath 1.0: an order compares numbers',
			"const ordering = op !== 'eq' && op !== 'ne'",
			'const ordering = false',
		],
		[
			'XPath 1.0: a boolean asks for the truth of the other side',
			"if (a.length === 1 && typeof a[0] === 'boolean') return",
			"if (a.length === 9 && typeof a[0] === 'boolean') return",
		],
	],
	[`${xpath}/cast.ts`]: [
		[`${xpath}/cast.test.ts`, ...expressions],
		[
			'an integer is within its subtype',
			'return integer !== undefined && isInRange(integer, target)',
			'return integer !== undefined',
		],
		['a cast to integer cuts', 'const whole = value.truncate()', 'const whole = value.round()'],
		[
			'NaN is no decimal',
			"throw new DynamicError('FOCA0002', `${doubleToString(value)} has no value as xs:decimal`)",
			"throw new DynamicError('FORG0001', 'no value')",
		],
		[
			'castable says no where a cast fails',
			'return convert(item, target, resolve) !== undefined',
			'return convert(item, target, resolve) !== null',
		],
		[
			'a prefix without namespace is an error',
			"if (prefix !== '') throw new DynamicError('FONS0004'",
			"if (prefix === ' ') throw new DynamicError('FONS0004'",
		],
		['odd hexBinary is refused', '/^(?:[0-9A-Fa-f]{2})*$/', '/^(?:[0-9A-Fa-f])*$/'],
	],
	[`${xpath}/number.ts`]: [
		[`${xpath}/cast.test.ts`, ...expressions],
		['a double of a million has an exponent', 'size < 1e6) || size === 0', 'size < 1e7) || size === 0'],
		[
			'a text of letters is no double',
			'if (Number.isNaN(value) && !isNaNText(text)) throw',
			"if (text === '') throw",
		],
		['true is 1', "case '1':\n\t\t\treturn true", "case '1':\n\t\t\treturn false"],
		[
			'an integer has no point',
			"return text.includes('.') ? undefined : Decimal.parse(text)",
			'return Decimal.parse(text)',
		],
	],
	[`${xpath}/datetime.ts`]: [
		[`${xpath}/datetime.test.ts`],
		[
			'centuries are no leap years',
			'year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)',
			'year % 4 === 0',
		],
		['April has 30 days', 'month === 4 || month === 6', 'month === 6'],
		['a time zone goes to 14 hours', 'if (minutes > 59 || hours > 14', 'if (minutes > 59 || hours > 24'],
		['instants of different zones compare', 'if (a.timezone !== b.timezone) {', 'if (a.timezone === 9999) {'],
		[
			'a month added keeps within the month',
			'const day = Math.min(value.day, daysInMonth(year, month))',
			'const day = value.day',
		],
		[
			'the 24th hour is the next day',
			'return dateOf(daysOf(year, month, day) + 1, 0, 0, second, timezone)',
			'return dateOf(daysOf(year, month, day), 0, 0, second, timezone)',
		],
	],
}
