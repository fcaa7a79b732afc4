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
export type { FileKind } from './sniff.ts'
