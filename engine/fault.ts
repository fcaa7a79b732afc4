/**
 * Two kinds of trouble, kept apart.
 *
 * A Fault is ours or the rule text's: thrown, never turned into a verdict. Every Fault has a code of the
 * table below, or the W3C code of a static XPath error, and where possible the place in the rule text.
 * A DynamicError is what XPath calls a dynamic error while an assertion runs on a document (a cast of an
 * empty amount, two values where one is due): whoever runs the assertion turns it into a finding of its own.
 */

/** A place in a rule text: line and column from 1, column in UTF-16 units. */
export interface Position {
	readonly file: string
	readonly line: number
	readonly column: number
}

export const faultCodes = {
	'rule-text-unreadable': 'the rule file is missing or is not well-formed XML',
	'rule-text-invalid': 'the rule file breaks the rules of its own language',
	'rule-text-unsupported': 'the rule file uses a construct that this engine does not support',
	'xpath-static': 'an expression of the rule file is wrong before any document is seen',
	'include-not-found': 'a file that the rule file includes cannot be read',
	'recursion-limit': 'a function of the rule file calls itself too deeply',
	'no-rules': 'a rule set holds no rule, so nothing could be concluded',
	'bundle-refused': 'a bundle of rules is damaged, or is not signed by a key that is trusted',
	'queue-full': 'more documents wait for a worker than may',
	'deadline-exceeded': 'judging a document took longer than it may',
	'worker-lost': 'a document ended the worker that judged it, and the next one too',
	'store-unavailable': 'a store that the rules ask does not answer',
	'worker-start': 'no worker could be started',
	closed: 'the pool takes no more documents',
	usage: 'the caller asked for something that does not exist',
	internal: 'the engine broke one of its own promises',
} as const

export type FaultCode = keyof typeof faultCodes

export class Fault extends Error {
	override readonly name = 'Fault'
	readonly code: FaultCode
	/** The W3C code (XPST0003 …) where the trouble is an XPath static error. */
	readonly w3c: string | undefined
	readonly at: Position | undefined

	constructor(code: FaultCode, message: string, at?: Position, w3c?: string) {
		super(at === undefined ? message : `${at.file}:${at.line}:${at.column}: ${message}`)
		this.code = code
		this.at = at
		this.w3c = w3c
	}
}

/** An XPath dynamic error: a W3C code (FORG0001 …) and a sentence that shows the offending value. */
export class DynamicError extends Error {
	override readonly name = 'DynamicError'
	readonly code: string

	constructor(code: string, message: string) {
		super(message)
		this.code = code
	}
}
