/**
 * Names of the terms that the French profile adds to EN 16931, as far as rules speak of them.
 *
 * French with its article, in lower case; English without, as in names.ts.
 */
import type { Wording } from '../wording.ts'
import { naming } from './term.ts'

const names: Readonly<Record<string, readonly [fr: string, en: string]>> = {
	'EXT-FR-FE-01': ['le type de contrat', 'contract type'],
	'EXT-FR-FE-02': ['le type de la facture antérieure', 'type of the earlier invoice'],
	'EXT-FR-FE-06': ['l’identifiant de l’agent de l’acheteur', 'identifier of the buyer’s agent'],
	'EXT-FR-FE-12': [
		'l’adresse électronique de l’agent de l’acheteur',
		'electronic address of the buyer’s agent',
	],
	'EXT-FR-FE-29': ['l’adresse électronique du bénéficiaire', 'electronic address of the payee'],
	'EXT-FR-FE-46': ['l’identifiant du payeur', 'identifier of the payer'],
	'EXT-FR-FE-52': ['l’adresse électronique du payeur', 'electronic address of the payer'],
	'EXT-FR-FE-69': ['l’identifiant de l’agent du vendeur', 'identifier of the seller’s agent'],
	'EXT-FR-FE-75': [
		'l’adresse électronique de l’agent du vendeur',
		'electronic address of the seller’s agent',
	],
	'EXT-FR-FE-92': ['l’identifiant du destinataire de la facture', 'identifier of the invoicee'],
	'EXT-FR-FE-98': [
		'l’adresse électronique du destinataire de la facture',
		'electronic address of the invoicee',
	],
	'EXT-FR-FE-115': ['l’identifiant de l’émetteur pour compte', 'identifier of the invoicer'],
	'EXT-FR-FE-121': ['l’adresse électronique de l’émetteur pour compte', 'electronic address of the invoicer'],
	'EXT-FR-FE-136': ['le numéro de la facture antérieure de la ligne', 'number of the line’s earlier invoice'],
	'EXT-FR-FE-137': ['le type de la facture antérieure de la ligne', 'type of the line’s earlier invoice'],
	'EXT-FR-FE-138': ['la date de la facture antérieure de la ligne', 'date of the line’s earlier invoice'],
	'EXT-FR-FE-146': [
		'l’identifiant du lieu de livraison de la ligne',
		'identifier of the line’s delivery place',
	],
	'EXT-FR-FE-158': ['la date de livraison de la ligne', 'delivery date of the line'],
	'EXT-FR-FE-159': ['le code de la caractéristique de l’article', 'name code of the item attribute'],
	'EXT-FR-FE-162': ['la ligne parente', 'parent line'],
	'EXT-FR-FE-163': ['le sous-type de la ligne', 'kind of the line'],
	'EXT-FR-FE-164': ['le nom du vendeur de la ligne', 'name of the line’s seller'],
	'EXT-FR-FE-167': ['l’identifiant légal du vendeur de la ligne', 'legal identifier of the line’s seller'],
	'EXT-FR-FE-177': ['le pays du vendeur de la ligne', 'country of the line’s seller'],
	'EXT-FR-FE-178': ['le motif de TVA de la ligne', 'VAT reason of the line'],
	'EXT-FR-FE-181': ['la TVA de la ligne', 'VAT of the line'],
	'EXT-FR-FE-182': [
		'la TVA de la ligne dans la devise de comptabilisation',
		'VAT of the line in the accounting currency',
	],
	'EXT-FR-FE-184': ['le total TTC de la ligne', 'total with VAT of the line'],
}

/** `le sous-type de la ligne (EXT-FR-FE-163)`; terms of EN 16931 as they are named there. */
export function frenchNaming(id: string): Wording {
	const name = names[id]
	return name === undefined ? naming(id) : { fr: `${name[0]} (${id})`, en: `the ${name[1]} (${id})` }
}
