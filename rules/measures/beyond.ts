/** What a rule beyond the published ones found at fault: the value as it stands, or what it should come to. */
import { enclosing, type Measure, quoted, valuesIn } from './sight.ts'
import { taxOfBreakdown } from './sums.ts'
import { basis } from './vat.ts'

export const beyond: Measure = (sight, rule) => {
	if (/^RV-(DATE|DEC|FLAG|GLN|IBAN|SIREN|SIRET|VAT)-01$/.test(rule))
		return { found: quoted(sight.tree.stringValue(sight.node)) }
	if (rule === 'RV-TAX-01') return taxOfBreakdown(sight, rule)
	if (rule !== 'RV-BASE-01') return undefined
	const breakdown = enclosing(sight, 'BG-23')
	const [code] = breakdown === 0 ? [] : valuesIn(sight, breakdown, 'BG-23', 'BT-118')
	return code === undefined ? undefined : basis(sight, { code, perRate: true })
}
