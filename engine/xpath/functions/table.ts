/**
 * All functions, by theme.
 *
 * Not here, because they need documents, resources or the static context: doc, doc-available, collection,
 * uri-collection, unparsed-text and its kin, environment-variable, available-environment-variables,
 * parse-xml, serialize, json functions, maps and arrays, function-lookup, function-name, load-xquery-module,
 * transform, analyze-string, random-number-generator. position() and last() are the compiler's.
 */
import { aggregateFunctions } from './aggregates.ts'
import { booleanFunctions } from './booleans.ts'
import { dateFunctions } from './dates.ts'
import { higherOrderFunctions } from './higher-order.ts'
import { nodeFunctions } from './nodes.ts'
import { numberFunctions } from './numbers.ts'
import { qnameFunctions } from './qnames.ts'
import type { FunctionRecord } from './record.ts'
import { sequenceFunctions } from './sequences.ts'
import { stringFunctions } from './strings.ts'
import { uriFunctions } from './uri.ts'

export const functionTable: readonly FunctionRecord[] = [
	...booleanFunctions,
	...stringFunctions,
	...numberFunctions,
	...aggregateFunctions,
	...sequenceFunctions,
	...nodeFunctions,
	...qnameFunctions,
	...uriFunctions,
	...dateFunctions,
	...higherOrderFunctions,
]
