/** The pool: many documents over a few worker threads. */
export type { Job } from './job.ts'
export type { PoolCounts, PoolOptions } from './options.ts'
export { Pool } from './pool.ts'
export { type Judging, judgeAll, promised, type StreamOptions } from './stream.ts'
export { type StartThread, startThread, type Thread, type ThreadOptions } from './thread.ts'
export type { Waiter } from './waiter.ts'
export { type Judge, serve } from './worker.ts'
