/** The value that a rule beyond the published ones found at fault, as it stands. */
import { type Measure, quoted } from './sight.ts'

export const beyond: Measure = ({ tree, node }, rule) =>
	/^RV-(DATE|DEC|GLN|IBAN|SIREN|SIRET|VAT)-\d+$/.test(rule)
		? { found: quoted(tree.stringValue(node)) }
		: undefined
