/**
 * The French rules of invoices made of GROUP lines: several sellers in one invoice (BR-FR-MV), or the two
 * parties billing each other (BR-FR-BD).
 */
import { frenchNaming } from '../terms/french.ts'
import { type Entry, type Family, say } from './entry.ts'

const why = say(
	'Chaque ligne GROUP est la facture unitaire d’un vendeur : elle doit pouvoir en être détachée, entière et juste.',
	'Each GROUP line is the unit invoice of one seller: it must be possible to take it out, whole and right.',
)

function rule(
	terms: readonly string[],
	messageFr: string,
	messageEn: string,
	fixFr: string,
	fixEn: string,
): Entry {
	return { terms, message: say(messageFr, messageEn), why, fix: say(fixFr, fixEn) }
}

const rules: Readonly<Record<string, Entry>> = {
	'MV-01': rule(
		['EXT-FR-FE-163', 'BG-25'],
		'Une ligne (BG-25) ne dit pas si elle est DETAIL, GROUP ou INFORMATION (EXT-FR-FE-163).',
		'A line (BG-25) does not say whether it is DETAIL, GROUP or INFORMATION (EXT-FR-FE-163).',
		'Indiquez le sous-type de chaque ligne.',
		'Give the kind of every line.',
	),
	'MV-02': rule(
		['EXT-FR-FE-163', 'BT-23'],
		'Le cadre (BT-23) annonce plusieurs vendeurs, mais aucune ligne n’est une ligne GROUP sans parent (EXT-FR-FE-163).',
		'The framework (BT-23) announces several sellers, but no line is a GROUP line without a parent (EXT-FR-FE-163).',
		'Créez une ligne GROUP par vendeur, ou corrigez le cadre.',
		'Make a GROUP line for each seller, or correct the framework.',
	),
	'MV-05': rule(
		['BT-131'],
		'Le montant HT d’une ligne GROUP (BT-131) n’est pas la somme de ses lignes.',
		'The net amount of a GROUP line (BT-131) is not the sum of the lines below it.',
		'Recalculez le montant de la ligne GROUP, à un centime près par ligne.',
		'Work the amount of the GROUP line out again, to a cent a line.',
	),
	'MV-06': rule(
		['EXT-FR-FE-167'],
		'Une ligne ne donne pas l’identifiant légal de son vendeur (EXT-FR-FE-167), ou il diffère de celui de sa ligne parente.',
		'A line does not give the legal identifier of its seller (EXT-FR-FE-167), or another than its parent line.',
		'Répétez dans chaque ligne le vendeur de sa ligne GROUP.',
		'Repeat the seller of its GROUP line in every line.',
	),
	'MV-07': rule(
		['BT-128'],
		'Une ligne ne porte pas le numéro de sa facture unitaire (BT-128, référentiel AFL), ou un autre que sa ligne parente.',
		'A line does not bear the number of its unit invoice (BT-128, scheme AFL), or another than its parent line.',
		'Répétez dans chaque ligne le numéro AFL de sa ligne GROUP.',
		'Repeat the AFL number of its GROUP line in every line.',
	),
	'MV-08': rule(
		['EXT-FR-FE-178', 'BT-128'],
		'Le motif de TVA d’une ligne DETAIL (EXT-FR-FE-178) ne commence pas par le numéro de sa facture unitaire (BT-128) entre dièses.',
		'The VAT reason of a DETAIL line (EXT-FR-FE-178) does not open with the number of its unit invoice (BT-128) between number signs.',
		'Écrivez le motif comme #NUMERO#texte.',
		'Write the reason as #NUMBER#text.',
	),
	'MV-09': rule(
		['EXT-FR-FE-181', 'BT-117', 'BT-120'],
		'La TVA d’une ligne GROUP (EXT-FR-FE-181) n’est pas celle des ventilations (BT-117) dont le motif (BT-120) porte son numéro.',
		'The VAT of a GROUP line (EXT-FR-FE-181) is not that of the breakdowns (BT-117) whose reason (BT-120) bears its number.',
		'Recalculez la TVA du groupe, ou corrigez le numéro dans les motifs.',
		'Work the VAT of the group out again, or correct the number in the reasons.',
	),
	'MV-10': rule(
		['EXT-FR-FE-184', 'BT-131', 'EXT-FR-FE-181'],
		'Le total TTC d’une ligne GROUP (EXT-FR-FE-184) n’est pas son montant HT (BT-131) augmenté de sa TVA.',
		'The total with VAT of a GROUP line (EXT-FR-FE-184) is not its net amount (BT-131) plus its VAT.',
		'Recalculez le total du groupe.',
		'Work the total of the group out again.',
	),
	'MV-11': rule(
		['BT-128', 'BT-1'],
		'Parmi les lignes GROUP du vendeur principal, une et une seule doit porter le numéro de la facture (BT-1) comme numéro unitaire (BT-128).',
		'Of the main seller’s GROUP lines exactly one must bear the invoice number (BT-1) as its unit number (BT-128).',
		'Donnez le numéro de la facture à une seule de ces lignes.',
		'Give the invoice number to one of these lines only.',
	),
	'MV-12': rule(
		['BT-128'],
		'Deux lignes GROUP portent le même numéro de facture unitaire (BT-128, référentiel AFL).',
		'Two GROUP lines bear the same unit invoice number (BT-128, scheme AFL).',
		'Donnez à chaque groupe le numéro de sa propre facture unitaire.',
		'Give each group the number of its own unit invoice.',
	),
	'MV-13': rule(
		['BT-3', 'BT-23'],
		'Une facture de plusieurs vendeurs (BT-23) ne peut pas être une autofacture (BT-3).',
		'An invoice of several sellers (BT-23) cannot be self-billed (BT-3).',
		'Choisissez un type qui n’est pas une autofacture, par exemple 380.',
		'Choose a type that is not self-billed, for instance 380.',
	),
	'BD-02': rule(
		['EXT-FR-FE-163', 'EXT-FR-FE-167', 'BT-30', 'BT-47'],
		'Une facture bidirectionnelle compte deux lignes GROUP sans parent : l’une du vendeur (BT-30), l’autre de l’acheteur (BT-47).',
		'An invoice both ways has two GROUP lines without a parent: one of the seller (BT-30), one of the buyer (BT-47).',
		'Vérifiez le nombre de lignes GROUP et l’identifiant légal du vendeur de chacune.',
		'Check how many GROUP lines there are, and the legal identifier of the seller of each.',
	),
	'BD-13': rule(
		['BT-3', 'BT-23'],
		'Une facture bidirectionnelle (BT-23) doit être une autofacture (BT-3).',
		'An invoice both ways (BT-23) must be self-billed (BT-3).',
		'Choisissez un type d’autofacture, par exemple 389.',
		'Choose a self-billed type, for instance 389.',
	),
	'MV-14': rule(
		['EXT-FR-FE-136', 'EXT-FR-FE-138', 'BT-3'],
		'La facture corrige ou crédite (BT-3), mais une ligne GROUP ne donne pas le numéro (EXT-FR-FE-136) ou la date (EXT-FR-FE-138) de la facture antérieure.',
		'The invoice corrects or credits (BT-3), but a GROUP line gives no number (EXT-FR-FE-136) or date (EXT-FR-FE-138) of the earlier invoice.',
		'Citez la facture antérieure dans chaque ligne GROUP.',
		'Cite the earlier invoice in each GROUP line.',
	),
}

/** What a GROUP line must say of itself. */
function mention(term: string): Entry {
	const { fr, en } = frenchNaming(term)
	return {
		terms: [term],
		message: say(`Une ligne GROUP ne donne pas ${fr}.`, `A GROUP line does not give ${en}.`),
		why,
		fix: say(`Renseignez ${fr} dans chaque ligne GROUP.`, `Give ${en} in each GROUP line.`),
	}
}

const objects: Readonly<Record<string, Entry>> = {
	AFL: rule(
		['BT-128'],
		'Une ligne GROUP ne porte pas le numéro de sa facture unitaire (BT-128, référentiel AFL, type 130).',
		'A GROUP line does not bear the number of its unit invoice (BT-128, scheme AFL, type 130).',
		'Ajoutez ce numéro comme objet facturé de la ligne.',
		'Add this number as invoiced object of the line.',
	),
	AVV: rule(
		['BT-128'],
		'Une ligne GROUP ne porte pas le cadre de sa facture unitaire (BT-128, référentiel AVV, type 130), ou ce cadre est lui-même à plusieurs vendeurs.',
		'A GROUP line does not bear the framework of its unit invoice (BT-128, scheme AVV, type 130), or one of several sellers.',
		'Indiquez le cadre propre à cette facture unitaire, par exemple B1.',
		'Give the framework of this very unit invoice, for instance B1.',
	),
}

export const groups: Family = (published) => {
	const [, number, rest] = /^BR-FR-((?:MV|BD)-(?:\d\d|BD))[-_](.+)$/.exec(published) ?? []
	if (number === undefined) return undefined
	if (number === 'MV-03') return objects[rest!.slice(-3)] ?? mention(rest!)
	if (number === 'MV-BD') return rules['BD-13']
	return rules[number === 'BD-14' ? 'MV-14' : number]
}
