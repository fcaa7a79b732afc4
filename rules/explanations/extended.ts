/**
 * Rules of the French extended profile (BR-FREXT, BR-FXEXT): most take the place of a European rule and mean the
 * same of detail lines, to a cent for each amount; those about groups of lines have words of their own.
 */
import { type Entry, type Family, say } from './entry.ts'

const groups: Readonly<Record<string, Entry>> = {
	'05': own(
		['EXT-FR-FE-163'],
		'Le sous-type d’une ligne (EXT-FR-FE-163) n’est ni DETAIL, ni GROUP, ni INFORMATION.',
		'The kind of a line (EXT-FR-FE-163) is neither DETAIL, GROUP nor INFORMATION.',
		'Choisissez l’un de ces trois sous-types.',
		'Choose one of these three kinds.',
	),
	'06': own(
		['EXT-FR-FE-163', 'EXT-FR-FE-162'],
		'Une ligne rattachée à une autre (EXT-FR-FE-162) n’a pas de sous-type (EXT-FR-FE-163).',
		'A line that belongs to another (EXT-FR-FE-162) has no kind (EXT-FR-FE-163).',
		'Indiquez DETAIL, GROUP ou INFORMATION.',
		'Give DETAIL, GROUP or INFORMATION.',
	),
	'08': own(
		['BT-131', 'EXT-FR-FE-163'],
		'Le montant d’une ligne GROUP (BT-131) n’est pas la somme de ses lignes DETAIL et GROUP.',
		'The amount of a GROUP line (BT-131) is not the sum of its DETAIL and GROUP lines.',
		'Recalculez le sous-total, ou retirez-le.',
		'Work the subtotal out again, or take it out.',
	),
	'11': own(
		['EXT-FR-FE-162', 'BT-126'],
		'Une ligne se rattache à une ligne (EXT-FR-FE-162) qui n’existe pas dans la facture (BT-126).',
		'A line belongs to a line (EXT-FR-FE-162) that is not in the invoice (BT-126).',
		'Corrigez le numéro de la ligne parente.',
		'Correct the number of the parent line.',
	),
	'12': own(
		['BT-131', 'EXT-FR-FE-163'],
		'Une ligne GROUP a un montant (BT-131), mais l’un de ses sous-groupes n’en a pas.',
		'A GROUP line has an amount (BT-131), but one of its subgroups has none.',
		'Donnez un montant à chaque sous-groupe.',
		'Give each subgroup an amount.',
	),
	'04': own(
		['EXT-FR-FE-159'],
		'Le code de la caractéristique de l’article (EXT-FR-FE-159) n’est pas dans la liste UNCL 6313.',
		'The name code of the item attribute (EXT-FR-FE-159) is not in the list UNCL 6313.',
		'Utilisez un code de la liste, ou donnez un nom (BT-160).',
		'Use a code of the list, or give a name (BT-160).',
	),
	'CL-27': own(
		['BG-13'],
		'La condition de livraison (BG-13) n’est pas un code de la liste (Incoterms, 1 ou 2).',
		'The delivery term (BG-13) is no code of the list (Incoterms, 1 or 2).',
		'Utilisez un Incoterm en vigueur, par exemple DAP.',
		'Use an Incoterm in force, for instance DAP.',
	),
	'SR-48': own(
		['BG-30', 'BG-25'],
		'Une ligne de détail (BG-25) doit avoir une seule catégorie de TVA (BG-30), une autre ligne une au plus.',
		'A detail line (BG-25) has exactly one VAT category (BG-30), another line one at most.',
		'Gardez une seule catégorie par ligne.',
		'Keep one category a line.',
	),
}

function own(
	terms: readonly string[],
	messageFr: string,
	messageEn: string,
	fixFr: string,
	fixEn: string,
): Entry {
	return {
		terms,
		message: say(messageFr, messageEn),
		why: say(
			'Le profil étendu permet de grouper des lignes ; seules les lignes de détail comptent dans les totaux.',
			'The extended profile lets lines stand in groups; only detail lines count in the totals.',
		),
		fix: say(fixFr, fixEn),
	}
}

/** Asked by the profile alone, under the number of no European rule. */
const account: Entry = {
	terms: ['BT-84'],
	message: say(
		'Le compte à créditer (BT-84) doit être donné une seule fois : par un IBAN ou par un autre numéro.',
		'The account to credit (BT-84) is to be given once: by an IBAN or by another number.',
	),
	why: say(
		'Avec deux numéros, personne ne sait sur quel compte payer ; sans numéro, le virement est impossible.',
		'With two numbers nobody knows which account to pay; with none there can be no transfer.',
	),
	fix: say(
		'Gardez l’IBAN, ou l’autre numéro s’il n’y en a pas.',
		'Keep the IBAN, or the other number if there is none.',
	),
}

/** The European rule whose place a rule takes, as `BR-CO-10`. */
function replaced(rule: string): string {
	const bare = rule.replace(/^BR-/, '').replace(/(ini|rev|-GP)$/, '')
	if (/^CR-/.test(bare)) return `UBL-${bare}`
	if (/^(SR|DT)-/.test(bare)) return `CII-${bare}`
	if (bare.startsWith('54')) return 'BR-54'
	if (bare.startsWith('CL-20')) return 'BR-CL-20'
	return `BR-${bare}`
}

/** Built on the families of European rules, which are asked for the rule replaced. */
export function extended(european: Family): Family {
	return (published, syntax) => {
		if (published === 'BR-CO-27') return account
		const [, rule] = /^(?:BR|UBL|CII)-(?:F[RX])?EXT-?(.+)$/.exec(published) ?? []
		if (rule === undefined) return undefined
		const said = groups[rule]
		if (said !== undefined) return said
		const entry = european(replaced(rule), syntax)
		if (entry === undefined || !/^(CO-1|[A-Z]{1,2}-0[89])/.test(rule)) return entry
		return {
			...entry,
			why: say(
				`${entry.why.fr} Le profil étendu tolère un centime par montant additionné.`,
				`${entry.why.en} The extended profile tolerates a cent for each amount added.`,
			),
		}
	}
}
