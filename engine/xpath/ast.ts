/**
 * The XPath expressions that the compiler understands, names resolved to namespaces.
 *
 * These nest: an Expr is made of Exprs; a Step is an axis step or any expression between slashes.
 */

export interface ExpandedName {
	readonly uri: string
	readonly local: string
}

export type Axis =
	| 'child'
	| 'descendant'
	| 'descendant-or-self'
	| 'self'
	| 'attribute'
	| 'parent'
	| 'ancestor'
	| 'ancestor-or-self'
	| 'following-sibling'
	| 'preceding-sibling'
	| 'following'
	| 'preceding'

/** `undefined` in a name stands for the wildcard `*`. */
export type NodeTest =
	| { readonly kind: 'name'; readonly uri: string | undefined; readonly local: string | undefined }
	| { readonly kind: 'node' | 'text' | 'comment' }
	| { readonly kind: 'instruction'; readonly target: string | undefined }
	/** element(name), attribute(name) and element(), attribute(); `type` is the schema type asked for. */
	| {
			readonly kind: 'element' | 'attribute'
			readonly name: ExpandedName | undefined
			readonly type: ExpandedName | undefined
	  }
	| { readonly kind: 'document'; readonly element: NodeTest | undefined }

export type Cardinality = 'one' | 'opt' | 'many' | 'some' | 'none'

export type ItemType =
	| { readonly kind: 'item' }
	| { readonly kind: 'atomic'; readonly type: string }
	| { readonly kind: 'node'; readonly test: NodeTest }
	| { readonly kind: 'function' }

export interface SequenceType {
	readonly item: ItemType
	/** one: exactly one · opt: `?` · many: `*` · some: `+` · none: empty-sequence() */
	readonly card: Cardinality
}

export interface AxisStep {
	readonly kind: 'axis'
	readonly axis: Axis
	readonly test: NodeTest
	readonly predicates: readonly Expr[]
}

export interface FilterStep {
	readonly kind: 'filter'
	readonly expr: Expr
	readonly predicates: readonly Expr[]
}

export type Step = AxisStep | FilterStep

export type ArithmeticOperator = 'add' | 'sub' | 'mul' | 'div' | 'idiv' | 'mod'
export type ComparisonOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'

export interface Binding {
	readonly kind: 'for' | 'let'
	readonly name: string
	readonly type: SequenceType | undefined
	readonly expr: Expr
}

export type Expr =
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'number'; readonly type: 'integer' | 'decimal' | 'double'; readonly text: string }
	/** `name` is `local` or `{uri}local`. */
	| { readonly kind: 'variable'; readonly name: string }
	| { readonly kind: 'context' }
	/** `root`: starts at the document node. */
	| { readonly kind: 'path'; readonly root: boolean; readonly steps: readonly Step[] }
	| { readonly kind: 'sequence'; readonly items: readonly Expr[] }
	| { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
	| {
			readonly kind: 'arithmetic'
			readonly op: ArithmeticOperator
			readonly left: Expr
			readonly right: Expr
	  }
	| { readonly kind: 'sign'; readonly minus: boolean; readonly operand: Expr }
	| {
			readonly kind: 'general' | 'value'
			readonly op: ComparisonOperator
			readonly left: Expr
			readonly right: Expr
	  }
	| {
			readonly kind: 'order'
			readonly op: 'is' | 'before' | 'after'
			readonly left: Expr
			readonly right: Expr
	  }
	| {
			readonly kind: 'set'
			readonly op: 'union' | 'intersect' | 'except'
			readonly left: Expr
			readonly right: Expr
	  }
	| { readonly kind: 'range'; readonly from: Expr; readonly to: Expr }
	| { readonly kind: 'concat'; readonly parts: readonly Expr[] }
	| { readonly kind: 'map'; readonly left: Expr; readonly right: Expr }
	| { readonly kind: 'if'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
	| { readonly kind: 'flwor'; readonly bindings: readonly Binding[]; readonly result: Expr }
	| {
			readonly kind: 'quantified'
			readonly every: boolean
			readonly bindings: readonly Binding[]
			readonly test: Expr
	  }
	| { readonly kind: 'instance'; readonly expr: Expr; readonly type: SequenceType }
	| { readonly kind: 'treat'; readonly expr: Expr; readonly type: SequenceType }
	| {
			readonly kind: 'cast' | 'castable'
			readonly expr: Expr
			readonly type: string
			readonly optional: boolean
	  }
	| { readonly kind: 'call'; readonly name: ExpandedName; readonly args: readonly (Expr | undefined)[] }
	| { readonly kind: 'function-ref'; readonly name: ExpandedName; readonly arity: number }
	| {
			readonly kind: 'function'
			readonly params: readonly { readonly name: string; readonly type: SequenceType | undefined }[]
			readonly result: SequenceType | undefined
			readonly body: Expr
	  }
	| { readonly kind: 'invoke'; readonly target: Expr; readonly args: readonly (Expr | undefined)[] }

export type PathExpr = Extract<Expr, { kind: 'path' }>
