/** The function table by expanded name. */
import type { ExpandedName } from '../ast.ts'
import { functionNamespace } from '../parse.ts'
import type { FunctionRecord } from './record.ts'
import { functionTable } from './table.ts'

const byName = new Map<string, FunctionRecord>(
	functionTable.map((f) => [`{${f.uri ?? functionNamespace}}${f.name}`, f]),
)

export function findFunction(name: ExpandedName): FunctionRecord | undefined {
	return byName.get(`{${name.uri}}${name.local}`)
}
