/** The entry of a worker thread: loads rule sets once, then judges what it is given. */
import { serve, Tree } from '#engine'
import { type Sent, sentOf } from './sent.ts'
import { judgeTask, meansOf, type Setup, type Task } from './task.ts'

export default serve<Task, Sent>(async (setup) => {
	const means = await meansOf(setup as Setup, new Tree())
	return (bytes, task) => sentOf(judgeTask(bytes, task, means))
})
