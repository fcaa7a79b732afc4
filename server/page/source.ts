/** The file's text around a line, with numbers, the line marked; long files and long lines are cut. */

const around = 150
const width = 400

/** `line` from 1, `column` from 1 in UTF-16 units; 0 where nothing is to be marked. */
export function sourceAround(text: string, line: number, column: number): DocumentFragment {
	const lines = text.split(/\r\n|\r|\n/)
	const first = Math.max(0, line - 1 - around)
	const last = Math.min(lines.length, Math.max(line, 1) + around)
	const digits = String(last).length
	const fragment = document.createDocumentFragment()
	for (let n = first; n < last; n++) {
		const number = document.createElement('span')
		number.className = 'n'
		number.textContent = `${String(n + 1).padStart(digits)}  `
		const marked = n + 1 === line
		const shown = document.createElement(marked ? 'mark' : 'span')
		shown.textContent = cut(lines[n]!, marked ? column : 1)
		fragment.append(number, shown, '\n')
	}
	return fragment
}

function cut(line: string, column: number): string {
	if (line.length <= width) return line
	const from = column > width ? column - 1 - width / 4 : 0
	return `${from > 0 ? '… ' : ''}${line.slice(from, from + width)}${from + width < line.length ? ' …' : ''}`
}
