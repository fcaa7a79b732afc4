/**
 * The findings of a verdict as a person works through them: what refuses by root cause, then what only warns.
 *
 * Plain data in, indexes out, so that the page groups as the reports do.
 */

export interface Grouping {
	readonly findings: readonly { readonly causedBy?: number }[]
	readonly rejections: readonly { readonly findings: readonly number[]; readonly rootCause: number }[]
}

export interface Cause {
	/** Index of the finding to correct. */
	readonly root: number
	/** Indexes of those that go with it. */
	readonly following: readonly number[]
}

export interface Grouped {
	/** Those that rejections name first, then in the order of the findings. */
	readonly causes: readonly Cause[]
	/** Indexes of findings that refuse nothing. */
	readonly remarks: readonly number[]
}

export function grouped({ findings, rejections }: Grouping): Grouped {
	const refusing = new Set(rejections.flatMap((rejection) => rejection.findings))
	const roots = new Map<number, number[]>()
	for (const { rootCause } of rejections) if (findings[rootCause] !== undefined) roots.set(rootCause, [])
	for (const index of refusing)
		if (findings[index]?.causedBy === undefined) roots.set(index, roots.get(index) ?? [])
	const remarks: number[] = []
	findings.forEach(({ causedBy }, index) => {
		if (roots.has(index)) return
		const following = causedBy === undefined ? undefined : roots.get(causedBy)
		if (following !== undefined) following.push(index)
		else if (refusing.has(index)) roots.set(index, [])
		else remarks.push(index)
	})
	return { causes: [...roots].map(([root, following]) => ({ root, following })), remarks }
}
