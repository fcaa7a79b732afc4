/**
 * Case variants for the flag `i`: "two characters are case-variants of one another if the first one equals
 * the second after both are mapped to lower case, or after both are mapped to upper case".
 *
 * The table is made when the first such pattern is compiled, from the scripts that have two cases.
 */

/** Ranges with cased letters: all below the CJK planes, the Latin and Cherokee supplements, Deseret to Adlam. */
const CASED: readonly (readonly [number, number])[] = [
	[0x41, 0x5a],
	[0x61, 0x7a],
	[0xb5, 0x58f],
	[0x10a0, 0x10ff],
	[0x13a0, 0x13ff],
	[0x1c80, 0x1cbf],
	[0x1d00, 0x1fff],
	[0x2100, 0x2188],
	[0x24b6, 0x24e9],
	[0x2c00, 0x2d2f],
	[0xa640, 0xa7ff],
	[0xab30, 0xabbf],
	[0xff21, 0xff5a],
	[0x10400, 0x105ff],
	[0x10c80, 0x10d9f],
	[0x118a0, 0x118df],
	[0x16e40, 0x16eff],
	[0x1e900, 0x1e943],
]

let classes: Map<number, readonly number[]> | undefined

function variantTable(): Map<number, readonly number[]> {
	const byLower = new Map<string, number[]>()
	const byUpper = new Map<string, number[]>()
	const table = new Map<number, Set<number>>()
	for (const [first, last] of CASED) {
		for (let code = first; code <= last; code++) {
			const character = String.fromCodePoint(code)
			gather(byLower, simple(character.toLowerCase(), character), code)
			gather(byUpper, simple(character.toUpperCase(), character), code)
		}
	}
	for (const groups of [byLower, byUpper]) {
		for (const group of groups.values()) {
			if (group.length < 2) continue
			for (const code of group) {
				let variants = table.get(code)
				if (variants === undefined) table.set(code, (variants = new Set([code])))
				for (const other of group) variants.add(other)
			}
		}
	}
	return new Map([...table].map(([code, variants]) => [code, [...variants]]))
}

/** Mappings to several characters (ß to SS) are no variants. */
function simple(mapped: string, original: string): string {
	return mapped.length > 2 || (mapped.length === 2 && mapped.codePointAt(0)! < 0x10000) ? original : mapped
}

function gather(groups: Map<string, number[]>, key: string, code: number): void {
	const group = groups.get(key)
	if (group === undefined) groups.set(key, [code])
	else group.push(code)
}

/** The code points that are case variants of any in a range; of one alone, itself included. */
export function caseVariants(from: number, to: number): readonly number[] {
	classes ??= variantTable()
	if (from === to) return classes.get(from) ?? [from]
	const variants = new Set<number>()
	for (const [first, last] of CASED) {
		for (let code = Math.max(first, from); code <= Math.min(last, to); code++) {
			for (const variant of classes.get(code) ?? []) variants.add(variant)
		}
	}
	return [...variants]
}

/** Whether two code points are the same or case variants. */
export function sameIgnoringCase(a: number, b: number): boolean {
	return a === b || caseVariants(a, a).includes(b)
}
