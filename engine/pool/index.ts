/** The pool: many documents over a few worker threads. */
export type { Job } from './job.ts'
export { Pool, type PoolCounts, type PoolOptions } from './pool.ts'
export { type Judging, judgeAll, type StreamOptions } from './stream.ts'
export { type StartThread, startThread, type Thread, type ThreadOptions } from './thread.ts'
export { type Judge, serve } from './worker.ts'
