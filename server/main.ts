#!/usr/bin/env node
/**
 * The start of the program: what was compiled by an earlier start is found again, then the command line is run.
 *
 * Node keeps compiled code in a folder: RECEVABLE_CACHE, `off` for none, else Node's own NODE_COMPILE_CACHE, else
 * `recevable` among the user's caches. Nothing here is loaded but what that takes; a folder that cannot be
 * written costs time alone.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const { RECEVABLE_CACHE: asked, NODE_COMPILE_CACHE: ofNode, XDG_CACHE_HOME: caches, HOME: home } = process.env
const ofUser = caches || (home && join(home, '.cache'))
const folder = asked || ofNode || (ofUser && join(ofUser, 'recevable'))
// Without a home, as in some containers, nothing is kept.
if (asked !== 'off' && folder) enableCompileCache(folder)
await import('./line.ts')
