/** What a rule beyond the published ones found at fault: the value as it stands, or what it should come to. */
import { enclosing, type Measure, type Measures, quoted, valuesIn } from './sight.ts'
import { taxOfBreakdown } from './sums.ts'
import { basis } from './vat.ts'

const written: Measure = ({ tree, node }) => ({ found: quoted(tree.stringValue(node)) })

const taxableAmount: Measure = (sight) => {
	const breakdown = enclosing(sight, 'BG-23')
	const [code] = breakdown === 0 ? [] : valuesIn(sight, breakdown, 'BG-23', 'BT-118')
	return code === undefined ? undefined : basis(sight, { code, perRate: true })
}

export const beyond: Measures = (rule) => {
	if (/^RV-(DATE|DEC|FLAG|GLN|IBAN|SIREN|SIRET|VAT)-01$/.test(rule)) return written
	if (rule === 'RV-TAX-01') return taxOfBreakdown
	return rule === 'RV-BASE-01' ? taxableAmount : undefined
}
