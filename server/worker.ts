/** The entry of a worker thread: loads rule sets once, then judges what it is given. */
import { serve, Tree } from '#engine'
import { type Done, judgeTask, type PackedRules, rulesOf, type Task } from './task.ts'

export default serve<Task, Done>((setup) => {
	const rules = rulesOf(setup as PackedRules)
	// Filled again for every document.
	const into = new Tree()
	return (bytes, task) => judgeTask(bytes, task, rules, into)
})
