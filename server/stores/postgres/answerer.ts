/** The thread that answers an `Inquiry`: it holds the connection to PostgreSQL and wakes who asked. */
import { type MessagePort, workerData } from 'node:worker_threads'
import { type Database, openDatabase } from './database.ts'
import { sharedDirectory } from './directory.ts'
import type { Answer, Answers, Question } from './inquiry.ts'
import { sharedLedger } from './ledger.ts'

const { url, port, answered } = workerData as {
	readonly url: string
	readonly port: MessagePort
	readonly answered: Int32Array
}

let open: Database | undefined

async function answer({ what, key }: Question): Promise<Answers[keyof Answers]> {
	open ??= await openDatabase({ url, connections: 1 })
	if (what === 'structure') return await sharedDirectory(open).find(key)
	if (what === 'twin') return await sharedLedger(open).find(key)
	return await sharedDirectory(open).snapshot()
}

port.on('message', (question: Question) => {
	const tell = (message: Answer): void => {
		port.postMessage(message)
		Atomics.add(answered, 0, 1)
		Atomics.notify(answered, 0)
	}
	answer(question).then(
		(found) => tell({ answer: found }),
		(error: Error) => tell({ error: error.message }),
	)
})
