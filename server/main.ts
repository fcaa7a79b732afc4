#!/usr/bin/env node
/**
 * The start of the program: what was compiled by an earlier start is found again, then the command line is run. A Node
 * that is too old for it is told so, rather than that some name is not exported.
 *
 * Node keeps compiled code in a folder: RECEVABLE_CACHE, `off` for none, else Node's own NODE_COMPILE_CACHE, else
 * `recevable` among the user's caches. Nothing here is loaded but what that takes; a folder that cannot be
 * written costs time alone.
 */
// Not by name: an older Node, which has no compile cache, must get as far as being told so.
import module from 'node:module'
import { join } from 'node:path'

/** That of `engines` in package.json. */
const oldestNode = 24

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
	process.stderr.write(
		`recevable needs Node ${oldestNode} or later; this is Node ${process.versions.node}.\n`,
	)
	process.exitCode = 3
} else {
	const {
		RECEVABLE_CACHE: asked,
		NODE_COMPILE_CACHE: ofNode,
		XDG_CACHE_HOME: caches,
		HOME: home,
	} = process.env
	const ofUser = caches || (home && join(home, '.cache'))
	const folder = asked || ofNode || (ofUser && join(ofUser, 'recevable'))
	// Without a home, as in some containers, nothing is kept.
	if (asked !== 'off' && folder) module.enableCompileCache(folder)
	await import('./line.ts')
}
