/**
 * A rule set before compilation, free of the syntax that it was written in.
 *
 * Everything is resolved: abstract patterns and rules are instantiated, files included, the phase chosen.
 * Every expression keeps the place it came from, so that a Fault at load can name file, line and column.
 */
import type { Position } from '../fault.ts'

/** An expression of a rule file; `at` is where its text starts (the attribute's value). */
export interface Expression {
	readonly text: string
	readonly at: Position
	/** Prefixes in scope where the expression stands, where they differ from the rule set's own. */
	readonly namespaces?: Readonly<Record<string, string>>
}

export interface LetSource {
	readonly name: string
	/** Absent: the `let` had element content, given as `content`. */
	readonly value?: Expression
	readonly content?: string
	/** A sequence type such as `xs:decimal?`. */
	readonly as?: string
	readonly at: Position
}

/** A piece of a message: literal text, or an expression whose string value is put in. */
export type MessagePart =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'value-of'; readonly select: Expression }
	/** `<name/>`: the name of the context node, or of the node that `path` selects. */
	| { readonly kind: 'name'; readonly path?: Expression }
	/** xsl:copy-of: SVRL gets the nodes themselves, plain text what `value-of` would give. */
	| { readonly kind: 'copy-of'; readonly select: Expression }
	/** Rich text, kept for SVRL: emph, dir, span. */
	| {
			readonly kind: 'mark'
			readonly element: 'emph' | 'dir' | 'span'
			readonly attributes: Readonly<Record<string, string>>
			readonly parts: readonly MessagePart[]
	  }

export interface DiagnosticSource {
	readonly id: string
	readonly lang?: string
	readonly role?: string
	readonly parts: readonly MessagePart[]
	readonly at: Position
}

export interface PropertySource {
	readonly id: string
	readonly role?: string
	readonly scheme?: string
	readonly parts: readonly MessagePart[]
	readonly at: Position
}

export interface AssertionSource {
	/** The published id; where the file gives none, made of pattern, rule and place in the rule, unique in the set. */
	readonly id: string
	readonly kind: 'assert' | 'report'
	readonly test: Expression
	readonly flag?: string
	readonly role?: string
	readonly subject?: Expression
	readonly see?: string
	readonly fpi?: string
	readonly icon?: string
	readonly lang?: string
	readonly parts: readonly MessagePart[]
	readonly diagnostics: readonly DiagnosticSource[]
	readonly properties: readonly PropertySource[]
	readonly at: Position
}

export interface RuleSource {
	readonly id?: string
	readonly context: Expression
	readonly lets: readonly LetSource[]
	readonly flag?: string
	readonly role?: string
	readonly subject?: Expression
	readonly see?: string
	readonly fpi?: string
	readonly icon?: string
	readonly assertions: readonly AssertionSource[]
	readonly at: Position
}

export interface PatternSource {
	readonly id?: string
	readonly name?: string
	readonly see?: string
	readonly lets: readonly LetSource[]
	readonly rules: readonly RuleSource[]
	readonly at: Position
}

/** The body of an `xsl:function`, as instructions of the subset that rule sets use. */
export type Instruction =
	| { readonly kind: 'text'; readonly text: string }
	/** xsl:sequence, and xsl:copy-of of atomic values. */
	| { readonly kind: 'sequence'; readonly select: Expression }
	/** xsl:value-of: one text value, items joined by `separator`. */
	| { readonly kind: 'value-of'; readonly select: Expression; readonly separator: string }
	| {
			readonly kind: 'variable'
			readonly name: string
			readonly as?: string
			readonly select?: Expression
			readonly body: readonly Instruction[]
			readonly at: Position
	  }
	| {
			readonly kind: 'choose'
			readonly when: readonly { readonly test: Expression; readonly body: readonly Instruction[] }[]
			readonly otherwise: readonly Instruction[]
	  }
	| { readonly kind: 'for-each'; readonly select: Expression; readonly body: readonly Instruction[] }

export interface FunctionSource {
	readonly uri: string
	readonly local: string
	readonly params: readonly { readonly name: string; readonly as?: string }[]
	readonly as?: string
	readonly body: readonly Instruction[]
	readonly namespaces: Readonly<Record<string, string>>
	readonly at: Position
}

/** xsl:key: `match` is a pattern, `use` an expression evaluated with each matched node as context. */
export interface KeySource {
	readonly uri: string
	readonly local: string
	readonly match: Expression
	readonly use: Expression
	readonly at: Position
}

export interface RuleSetSource {
	/** Name of the rule set: the file's name without extension unless the caller gives one. */
	readonly id: string
	readonly version?: string
	readonly title?: string
	readonly schemaVersion?: string
	readonly queryBinding: 'xslt' | 'xslt2' | 'xslt3' | 'xpath' | 'xpath2' | 'xpath3'
	/** Prefix → URI: the schema's `ns` declarations, plus `xs`, `fn`. */
	readonly namespaces: Readonly<Record<string, string>>
	readonly phase?: string
	readonly lets: readonly LetSource[]
	readonly functions: readonly FunctionSource[]
	readonly keys: readonly KeySource[]
	readonly patterns: readonly PatternSource[]
	/** Text in the order read, file by file; its digest names the rule set in a verdict. */
	readonly files: readonly { readonly file: string; readonly text: string }[]
}
