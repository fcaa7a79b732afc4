/** The entry of a worker thread: loads rule sets once, then judges what it is given. */
import { serve, Tree } from '#engine'
import { type Done, judgeTask, meansOf, type Setup, type Task } from './task.ts'

export default serve<Task, Done>(async (setup) => {
	const means = await meansOf(setup as Setup, new Tree())
	return (bytes, task) => judgeTask(bytes, task, means)
})
