/** What the rules team's tools need of the stated cases: in a checkout only, since the package is published without. */
import { Fault } from '#engine'

export async function caseTools() {
	if (!import.meta.url.endsWith('.ts'))
		throw new Fault(
			'usage',
			'The stated cases are in a checkout of the sources, not in the installed package.',
		)
	return await import('../../../corpus/workbench.ts')
}
