/** What a rule set says of one place of one document. Findings are data: they are never thrown. */

export type Severity = 'fatal' | 'warning' | 'information'

/** Where: an XPath that selects the node, line and column from 1 (UTF-16 units), and the offset in the text from 0. */
export interface Location {
	readonly path: string
	readonly line: number
	readonly column: number
	readonly offset: number
}

export interface Finding {
	/** Published id of the assertion. */
	readonly rule: string
	readonly ruleSet: string
	readonly severity: Severity
	/** `error`: the assertion could not be evaluated; `text` starts with the W3C code. */
	readonly kind: 'assert' | 'report' | 'error'
	readonly location: Location
	/** Index of the node in the Tree. */
	readonly node: number
	/** The rule text's own message, its expressions evaluated. */
	readonly text: string
}
