/** The thread that fuzzes, or judges again what another one accepted; it says how far it is. */
import { parentPort, workerData } from 'node:worker_threads'
import { Tree } from '#engine'
import type { Kind } from './mutate.ts'
import { judge, type Kept, Session, type Trouble } from './session.ts'

export interface Given {
	readonly kind: Kind
	readonly seed: number
	/** As many, or for so many seconds. */
	readonly runs: number
	readonly seconds: number
	/** Files to judge again instead. */
	readonly kept: readonly Kept[]
}

export interface Report {
	readonly runs: number
	readonly verdicts: Readonly<Record<string, number>>
	/** At the end. */
	readonly troubles?: readonly Trouble[]
	readonly kept?: readonly Kept[]
}

const { kind, seed, runs, seconds, kept } = workerData as Given
const tell = (report: Report): void => parentPort!.postMessage(report)

if (kept.length > 0) {
	const troubles: Trouble[] = []
	// Rule sets are loaded with the first document, which may take longer than a document is allowed.
	judge(new Uint8Array(Buffer.from(kept[0]!.file, 'latin1')), new Tree())
	let judged = 0
	for (const { run, file, verdict } of kept) {
		if (++judged % 20 === 0) tell({ runs: judged, verdicts: {} })
		if (JSON.stringify(judge(new Uint8Array(Buffer.from(file, 'latin1')), new Tree())) !== verdict)
			troubles.push({ run, what: 'accepted otherwise in a thread that saw nothing else', file })
	}
	tell({ runs: kept.length, verdicts: {}, troubles, kept: [] })
} else {
	const session = new Session(kind, seed)
	const end = performance.now() + seconds * 1000
	let told = 0
	let run = 0
	while ((runs === 0 || run < runs) && session.troubles.length < 20) {
		session.run(run++)
		const now = performance.now()
		if (now > end) break
		if (now - told < 200) continue
		told = now
		tell({ runs: run, verdicts: session.verdicts })
	}
	tell({ runs: run, verdicts: session.verdicts, troubles: session.troubles, kept: session.kept })
}
