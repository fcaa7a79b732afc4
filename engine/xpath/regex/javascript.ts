/** A regular expression of XPath as the source of a JavaScript one, to be compiled with the flag `v`. */
import { escapeCode, type Flags, type Regex } from './syntax.ts'

export function toJavaScript(regex: Regex, flags: Flags): string {
	switch (regex.kind) {
		case 'empty':
			return ''
		case 'set':
			return regex.source
		case 'literal':
			return escapeCode(regex.codePoint)
		case 'start':
			// "… the position immediately after a newline other than one that appears as the last character"
			return flags.multiline ? '(?:^|(?<=\\n)(?!$))' : '(?:^)'
		case 'end':
			return flags.multiline ? '(?:(?=\\n)|(?<!\\n)$)' : '(?:$)'
		case 'group':
			return `${regex.index === undefined ? '(?:' : '('}${toJavaScript(regex.body, flags)})`
		case 'sequence':
			return regex.items.map((item) => toJavaScript(item, flags)).join('')
		case 'choice':
			return regex.branches.map((branch) => toJavaScript(branch, flags)).join('|')
		case 'repeat':
			return toJavaScript(regex.body, flags) + quantifier(regex.min, regex.max) + (regex.lazy ? '?' : '')
		case 'backreference':
			return `(?:\\${regex.group})`
	}
}

function quantifier(min: number, max: number): string {
	if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
	if (min === 0 && max === 1) return '?'
	return min === max ? `{${min}}` : `{${min},${max}}`
}
