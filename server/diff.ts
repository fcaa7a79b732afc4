/**
 * The difference of two texts as a unified diff, line by line, that `patch` can apply.
 *
 * What both begin and end with is left out first; between, a table of longest common subsequences finds the
 * lines that stay. Where that table would be too large, the whole stretch is shown as replaced.
 */

const context = 3
/** Cells of the table. */
const mostCells = 4_000_000

type Step = readonly [mark: ' ' | '-' | '+', line: string]

/** Empty where the texts are the same. */
export function unifiedDiff(
	before: string,
	after: string,
	names: { readonly before: string; readonly after: string },
): string {
	if (before === after) return ''
	const steps = stepsOf(linesOf(before), linesOf(after))
	const changed = steps.flatMap(([mark], index) => (mark === ' ' ? [] : [index]))
	const hunks: [from: number, to: number][] = []
	for (const index of changed) {
		const last = hunks.at(-1)
		if (last !== undefined && index - last[1] <= context * 2) last[1] = index + 1
		else hunks.push([index, index + 1])
	}
	const parts = hunks.map(([from, to]) =>
		hunk(steps, Math.max(0, from - context), Math.min(steps.length, to + context)),
	)
	return `--- ${names.before}\n+++ ${names.after}\n${parts.join('')}`
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function stepsOf(a: readonly string[], b: readonly string[]): Step[] {
	let start = 0
	while (start < a.length && start < b.length && a[start] === b[start]) start++
	let end = 0
	while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
		end++
	const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
	const keep = (lines: readonly string[]): Step[] => lines.map((line) => [' ', line])
	return [...keep(a.slice(0, start)), ...middle, ...keep(a.slice(a.length - end))]
}

function between(a: readonly string[], b: readonly string[]): Step[] {
	const width = b.length + 1
	if ((a.length + 1) * width > mostCells)
		return [...a.map((line): Step => ['-', line]), ...b.map((line): Step => ['+', line])]
	const longest = new Uint32Array((a.length + 1) * width)
	for (let i = a.length - 1; i >= 0; i--)
		for (let j = b.length - 1; j >= 0; j--)
			longest[i * width + j] =
				a[i] === b[j]
					? longest[(i + 1) * width + j + 1]! + 1
					: Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
	const steps: Step[] = []
	let [i, j] = [0, 0]
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			steps.push([' ', a[i++]!])
			j++
		} else if (
			j >= b.length ||
			(i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
		)
			steps.push(['-', a[i++]!])
		else steps.push(['+', b[j++]!])
	}
	return steps
}

function hunk(steps: readonly Step[], from: number, to: number): string {
	const count = (mark: '-' | '+', some: readonly Step[]): number =>
		some.filter(([other]) => other === ' ' || other === mark).length
	const [before, inside] = [steps.slice(0, from), steps.slice(from, to)]
	const range = (mark: '-' | '+'): string => {
		const length = count(mark, inside)
		return `${count(mark, before) + (length === 0 ? 0 : 1)},${length}`
	}
	const lines = inside.map(([mark, line]) =>
		line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`,
	)
	return `@@ -${range('-')} +${range('+')} @@\n${lines.join('')}`
}
