/** A thread that judges documents which it makes itself beforehand: what a verdict costs without any pool. */
import { parentPort } from 'node:worker_threads'
import { type Document, validate } from '../../server/library.ts'
import { usual } from './documents.ts'

let made: Document[] = []

/** A number: make so many documents. Anything else: judge them. */
parentPort!.on('message', (asked: number | 'judge') => {
	if (typeof asked === 'number') made = [...usual.documents(asked)]
	else for (const { bytes, ...context } of made) validate(bytes, context)
	parentPort!.postMessage('done')
})
