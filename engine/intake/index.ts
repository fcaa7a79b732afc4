/** Intake: what arrives, made readable or refused with a reason. */
export { type Decoded, type DecodeOptions, decode, defaultMaxBytes } from './decode.ts'
export type { Encoding } from './encoding.ts'
export {
	type Place,
	parseFailure,
	placeOf,
	type ReadFailure,
	type ReadFailureId,
	readFailure,
	readFailures,
} from './failure.ts'
export { documentLimits, type Limits } from './limits.ts'
export { type AttachedDocument, type AttachedFile, composeAttached, composePdf } from './pdf/compose.ts'
export { type Pdf, type PdfAttachment, readPdf } from './pdf/pdf.ts'
export { defaultPdfLimits, type PdfLimits } from './pdf/trouble.ts'
export type { Xmp, XmpProperty } from './pdf/xmp.ts'
export { type FileKind, kindBySignature } from './sniff.ts'
