/** A thread that judges documents which it makes itself beforehand: what a verdict costs without any pool. */
import { parentPort, workerData } from 'node:worker_threads'
import { validate } from '../../server/library.ts'
import { usual } from './documents.ts'

const made = [...usual.documents(workerData)]

/** How many of them to judge. */
parentPort!.on('message', (count: number) => {
	for (const { bytes, ...context } of made.slice(0, count)) validate(bytes, context)
	parentPort!.postMessage('done')
})
