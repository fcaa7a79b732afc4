/** The rules' door: syntaxes, business terms, explanations, the verdict. */
export { abandon, engineFault, type Unjudged } from './abandoned.ts'
export { openPdf } from './carrier/pdf.ts'
export { type Action, actionOf, stageNames, stageOf } from './catalogue/actions.ts'
export type { Doubt, DoubtEntry } from './catalogue/doubt.ts'
export { type ReasonCode, reasonOf, reasons } from './catalogue/reasons.ts'
export { type Choice, type National, type Reading, readChoices } from './choice.ts'
export { type CodeList, codeLists, listsInForce, listValues, readCodeList } from './codelists.ts'
export type { Beyond, LoadedRuleSet, Platform, Rules, ValidationContext } from './context.ts'
export {
	companiesKey,
	isUnit,
	type Line,
	type Service,
	type Snapshot,
	type Structure,
	type StructureLookup,
	unitKey,
	unitsOf,
} from './directory/structure.ts'
export { type Explanation, explain } from './explanation.ts'
export { type ChannelId, channels, type FlowName, readFlowName } from './flow/channel.ts'
export {
	type FileOutcome,
	type Flow,
	type FlowDecision,
	type FlowFile,
	type FlowStatus,
	type FlowVerdict,
	judgeFlow,
	type Taken,
} from './flow/flow.ts'
export type { Trouble } from './flow/trouble.ts'
export { identifierChecks } from './identifiers.ts'
export { type Case, judge } from './judge.ts'
export { type KeyKind, keyOf, type Twin } from './ledger/entry.ts'
export { type Measured, measuring } from './measure.ts'
export { type Corrected, corrected, type MendContext, type Mended, mended } from './mend/mend.ts'
export type { Edit } from './mend/patch.ts'
export type { Fix, MendPlace, Patch } from './mend/proposal.ts'
export { type Span, spanOf } from './mend/span.ts'
export type { Original } from './original.ts'
export { checkPlatform } from './platform/check.ts'
export { trace } from './platform/compile.ts'
export { documentFacts } from './platform/facts.ts'
export {
	loadPlatformRules,
	type PlatformRules,
	type RuleFiles,
	scopeOf,
	severityOn,
} from './platform/load.ts'
export type { PlatformRule } from './platform/rule.ts'
export type { Surroundings, Transport } from './platform/surroundings.ts'
export {
	adviceOn,
	type ReadingProblem,
	type ReadingProblemId,
	readingProblems,
	type Unreadable,
} from './reading/reading.ts'
export { judgingOn, rulesFor } from './rule-sets.ts'
export type { Schema, SchemaFault } from './schema.ts'
export { structureAdvice, structureRule } from './structure/explanations.ts'
export {
	checkInvoiceStructure,
	checkProfile,
	ciiVersion,
	facturxProfile,
	type InvoiceStructure,
} from './structure/invoice.ts'
export type { StructureMode } from './structure/remarks.ts'
export {
	type CiiVersion,
	type FacturxProfile,
	profileStructure,
	type StructureId,
	structure,
	structureFor,
	structureIds,
} from './structure/structures.ts'
export { type Recognition, recognise, type Syntax } from './syntax.ts'
export { type TermId, termNames } from './terms/names.ts'
export { namespaces } from './terms/path.ts'
export {
	type BusinessTerm,
	businessTerms,
	naming,
	nodesOf,
	pathOf,
	termsAt,
	titleOf,
	valueAt,
	valuesOf,
} from './terms/term.ts'
export { typedSchema } from './typed/schema.ts'
export { typedDocument } from './typed/typed.ts'
export { type Judged, refuse, validate } from './validation.ts'
export type {
	Carrier,
	CheckedWith,
	Decision,
	ExplainedFinding,
	InvoiceSummary,
	JudgingOptions,
	PdfSummary,
	Recognised,
	Rejection,
	Verdict,
} from './verdict.ts'
export type { Advice, Lang, Wording } from './wording.ts'
