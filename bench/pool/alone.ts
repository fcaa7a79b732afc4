/** A thread that judges documents which it makes itself: what a verdict costs without any pool. */
import { parentPort } from 'node:worker_threads'
import { validate } from '../../server/library.ts'
import { usual } from './documents.ts'

parentPort!.on('message', (documents: number) => {
	for (const { bytes, ...context } of usual.documents(documents)) validate(bytes, context)
	parentPort!.postMessage('done')
})
