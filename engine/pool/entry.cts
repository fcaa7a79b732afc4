/**
 * Where piscina begins in a thread: it hands its one task on to the worker's own module.
 *
 * piscina tries `require` before `import`, and a thread that is ended while an ES module is required ends the whole
 * process (an assertion of Node's own, 24.21). This module is CommonJS, and what it imports may be ended at any time.
 */
interface Task {
	/** `file:` URL of a module whose default export takes the task. */
	readonly worker: string
}

module.exports = async (task: Task): Promise<void> => {
	const { default: begin } = (await import(task.worker)) as { default: (task: Task) => void }
	begin(task)
}
