/** The engine's door: bytes to Tree, XPath to functions, rule sets over trees. */
export { DynamicError, Fault, type FaultCode, faultCodes, type Position } from './fault.ts'
export type { Finding, Location, Severity } from './finding.ts'
export {
	type AttachedDocument,
	type AttachedFile,
	composeAttached,
	composePdf,
	type Decoded,
	type DecodeOptions,
	decode,
	defaultMaxBytes,
	documentLimits,
	type Encoding,
	type FileKind,
	kindBySignature,
	type Limits,
	type Pdf,
	type PdfAttachment,
	type PdfLimits,
	type Place,
	parseFailure,
	type ReadFailure,
	type ReadFailureId,
	readPdf,
	type Xmp,
	type XmpProperty,
} from './intake/index.ts'
export {
	type Job,
	type Judge,
	type Judging,
	judgeAll,
	Pool,
	type PoolCounts,
	type PoolOptions,
	promised,
	type StartThread,
	type StreamOptions,
	serve,
	startThread,
	type Thread,
	type Waiter,
} from './pool/index.ts'
export { compileRuleSet } from './ruleset/build.ts'
export { type Compact, compacted, expanded } from './ruleset/compact.ts'
export { type CompileOptions, compileProgram, severityOf } from './ruleset/compile.ts'
export { type Pattern, type PatternStep, patternsOf } from './ruleset/context.ts'
export {
	type LinkOptions,
	linkProgram,
	type ModuleFunction,
	moduleText,
	type ValueCheck,
} from './ruleset/link.ts'
export type { AssertionMeta, PatternMeta, Program, RichPart, RuleMeta } from './ruleset/program.ts'
export { type RuleFinding, RuleSet, type RunOptions, type RunResult } from './ruleset/ruleset.ts'
export type * from './ruleset/source.ts'
export { checkStructure, type StructureOptions, type StructureResult } from './structure/check.ts'
export type { StructureFault, StructureFinding } from './structure/finding.ts'
export { type StructureRule, structureRules } from './structure/rules.ts'
export { compileStructure, openStructure, type Structure } from './structure/structure.ts'
export type { StructureTable } from './structure/table.ts'
export { type ValueKind, valueKinds } from './structure/value.ts'
export { type ChooseStructure, StructureWitness } from './structure/witness.ts'
export { escapedText, markupOf } from './tree/markup.ts'
export { names } from './tree/names.ts'
export { type Units, widened } from './tree/narrow.ts'
export {
	defaultLimits,
	type ElementName,
	type ParseFailure,
	type ParseLimits,
	type ParseOptions,
	type ParseResult,
	parseTree,
} from './tree/parse.ts'
export { kinds, Tree } from './tree/tree.ts'
export type * from './xpath/ast.ts'
export { Decimal } from './xpath/decimal.ts'
export { compileXPath, type EvaluateOptions, type Evaluator, itemText } from './xpath/evaluate.ts'
export { Atomic, FunctionItem, type Item, type NodeId } from './xpath/item.ts'
export { functionNamespace, parseXPath, StaticError, schemaNamespace, Unsupported } from './xpath/parse.ts'
