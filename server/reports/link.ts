/**
 * Where a finding's page in the catalogue is read: RECEVABLE_CATALOGUE names the site that shows /rules.
 *
 * Without it, a report made in a browser leads to the site it was made at, and any other to the address at which the
 * service listens unless told.
 */

interface Surroundings {
	readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
	readonly location?: { readonly origin: string }
}

const usual = 'http://127.0.0.1:8080'

/** The address of a page, as `/rules/BR-CO-10.html`; undefined where there is none. */
export function linkTo(
	help: string | undefined,
	{ process, location }: Surroundings = globalThis as Surroundings,
): string | undefined {
	if (help === undefined) return undefined
	const given = process?.env.RECEVABLE_CATALOGUE
	const site = given === undefined || given === '' ? (location?.origin ?? usual) : given
	return site.replace(/\/+$/, '') + help
}
