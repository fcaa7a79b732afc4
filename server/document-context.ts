/** What a caller says of a document besides its bytes, and the task that it becomes. */
import type { Limits } from '#engine'
import type { Beyond, Reading, StructureMode } from '#rules'
import type { Task } from './task.ts'
import { today } from './today.ts'

export interface DocumentContext {
	/** Name shown in the verdict; `invoice` unless given. */
	readonly source?: string
	/** The date whose rules apply, year-month-day; today unless given. */
	readonly asOf?: string
	/** The least severity that refuses; `fatal` unless given. */
	readonly failOn?: 'fatal' | 'warning'
	/** Bounds that differ from the usual ones. */
	readonly limits?: Partial<Limits>
	/** What a fault of structure does; it refuses unless given, and with Schematrons alone none is looked for. */
	readonly structure?: StructureMode
	/** What our rules beyond the published ones do; they warn, or do what the pool was made with, unless given. */
	readonly beyond?: Beyond
	/** Which national rules judge, where the document calls for them; none, or those of the pool, unless given. */
	readonly national?: Reading | 'none'
	/** Look for causes and proven corrections of what refuses, which takes several times as long; not unless told. */
	readonly mend?: boolean
}

export function taskOf(context: DocumentContext): Task {
	const { source = 'invoice', asOf = today(), failOn, limits, structure, beyond, national, mend } = context
	return {
		source,
		asOf,
		...(failOn && { failOn }),
		...(limits && { limits }),
		...(structure && { structure }),
		...(beyond && { beyond }),
		...(national && { national }),
		...(mend && { mend }),
	}
}
