/**
 * What a rule may say, each word with its meaning in both languages: facts, comparisons, and where a term stands.
 *
 * Terms of EN 16931 have their names in rules/terms; this table names the facts that are no terms, and the
 * comparisons. Editors show it, the catalogue prints it, and a test keeps it whole.
 */
import type { Syntax } from '../syntax.ts'
import { businessTerms, pathOf, titleOf } from '../terms/term.ts'
import type { Wording } from '../wording.ts'

export const syntaxes = ['ubl-invoice', 'ubl-credit-note', 'cii'] as const satisfies readonly Syntax[]

const say = (fr: string, en: string): Wording => ({ fr, en })

/** Facts beside the business terms. */
export const factWords: Readonly<Record<string, Wording>> = {
	'transport.channel': say(
		'par où la facture est venue : EDI, API, portal',
		'how it came: EDI, API or portal',
	),
	'transport.direction': say('le sens : emission ou reception', 'which way: emission or reception'),
	'transport.scope': say('le périmètre donné à l’appel, comme B2G', 'the scope given by the caller, as B2G'),
	'transport.fileName': say('le nom du fichier', 'the name of the file'),
	'transport.bytes': say('la taille du fichier en octets', 'the size of the file in bytes'),
	'transport.flowName': say('le nom du flux', 'the name of the flow'),
	'transport.flowSyntax': say('le code de syntaxe du flux', 'the syntax code of the flow'),
	'transport.flowBytes': say('la taille du flux en octets', 'the size of the flow in bytes'),
	'transport.flowInvoices': say('le nombre de factures du flux', 'how many invoices the flow holds'),
	'invoice.asOf': say('le jour dont les règles s’appliquent', 'the day whose rules apply'),
	'invoice.syntax': say(
		'la syntaxe : ubl-invoice, ubl-credit-note, cii',
		'ubl-invoice, ubl-credit-note or cii',
	),
	'invoice.carrier': say('le contenant : xml ou pdf', 'what it came in: xml or pdf'),
	'invoice.lines': say('le nombre de lignes', 'how many lines it has'),
	'contract.type': say(
		'le type de contrat à côté de BT-12 (EXT-FR-FE-01)',
		'the contract type beside BT-12 (EXT-FR-FE-01)',
	),
	'directory.loaded': say(
		'l’annuaire a été chargé : true ou false',
		'the directory is loaded: true or false',
	),
	'directory.date': say('le jour de l’annuaire', 'the day of the directory'),
	'buyer.siret': say('le SIRET de l’acheteur (BT-46, 0009)', 'the buyer’s SIRET (BT-46, 0009)'),
	'buyer.known': say('l’acheteur est dans l’annuaire', 'the buyer is in the directory'),
	'buyer.name': say('le nom de l’acheteur dans l’annuaire', 'the buyer’s name in the directory'),
	'buyer.active': say('l’acheteur est actif', 'the buyer is active'),
	'buyer.public': say('l’acheteur est une structure publique', 'the buyer is a public body'),
	'buyer.serviceRequired': say('l’acheteur exige un code service', 'the buyer asks for a service code'),
	'buyer.engagementRequired': say(
		'l’acheteur exige un numéro d’engagement',
		'the buyer asks for a commitment number',
	),
	'buyer.serviceOrEngagement': say(
		'l’acheteur exige un code service ou un numéro d’engagement',
		'the buyer asks for a service code or a commitment number',
	),
	'buyer.worksOnly': say(
		'l’acheteur ne prend que des factures de travaux',
		'the buyer takes works invoices only',
	),
	'buyer.routed': say('une plateforme reçoit pour l’acheteur', 'a platform receives for the buyer'),
	'buyer.platforms': say(
		'les plateformes qui reçoivent pour l’acheteur',
		'the platforms that receive for the buyer',
	),
	'buyer.unit': say(
		'l’entreprise de l’acheteur (SIREN) dans l’annuaire',
		'the buyer’s company (SIREN) in the directory',
	),
	'service.code': say(
		'le code service : BT-46 (0224), sinon BT-10',
		'the service code: BT-46 (0224), else BT-10',
	),
	'service.from': say('où le code service a été lu', 'where the service code was read'),
	'service.known': say('le service est dans l’annuaire', 'the service is in the directory'),
	'service.active': say('le service est ouvert ce jour', 'the service is open on that day'),
	'service.opened': say('le premier jour du service', 'the first day of the service'),
	'service.closed': say('le dernier jour du service', 'the last day of the service'),
	'service.engagementRequired': say(
		'le service exige un numéro d’engagement',
		'the service asks for a commitment number',
	),
	'service.elsewhere': say(
		'le code service de BT-10 quand BT-46/0224 en donne un aussi',
		'the service code of BT-10 where BT-46/0224 gives one too',
	),
	'seller.siret': say('le SIRET du vendeur (BT-29, 0009 ou 1)', 'the seller’s SIRET (BT-29, 0009 or 1)'),
	'seller.known': say('le vendeur est dans l’annuaire', 'the seller is in the directory'),
	'seller.active': say('le vendeur est actif', 'the seller is active'),
	'seller.unit': say(
		'l’entreprise du vendeur (SIREN) dans l’annuaire',
		'the seller’s company (SIREN) in the directory',
	),
	'ledger.loaded': say(
		'le registre des factures reçues est ouvert',
		'the ledger of invoices received is open',
	),
	'ledger.kind': say('la clé comparée : reform ou classic', 'the key compared: reform or classic'),
	'ledger.twin': say('une autre facture a la même clé', 'another invoice has the same key'),
	'ledger.key': say('la clé de doublon', 'the key that duplicates share'),
	'ledger.number': say('le numéro de la facture déjà déposée', 'the number of the earlier invoice'),
	'ledger.date': say('la date de la facture déjà déposée', 'the date of the earlier invoice'),
	'ledger.status': say('le statut du premier dépôt', 'the status of the first deposit'),
	'ledger.deposited': say('le jour du premier dépôt', 'the day of the first deposit'),
	'ledger.source': say('le numéro du premier dépôt', 'the number of the first deposit'),
	'attachment.sizes': say(
		'la taille de chaque pièce jointe en octets',
		'the size of each attachment in bytes',
	),
	'attachment.extensions': say(
		'l’extension de chaque pièce jointe, en majuscules',
		'the extension of each attachment, in capitals',
	),
}

/** Comparisons of a condition; a fact with several values meets one if one of its values does. */
export const operatorWords: Readonly<Record<string, Wording>> = {
	present: say('est renseigné (true) ou absent (false)', 'is filled in (true) or absent (false)'),
	equal: say('est', 'is'),
	notEqual: say('est renseigné et n’est pas', 'is filled in and is not'),
	in: say('est l’une de ces valeurs', 'is one of these values'),
	notIn: say('est renseigné et n’est aucune de ces valeurs', 'is filled in and none of these values'),
	matches: say('suit cette expression régulière', 'fits this regular expression'),
	doesNotMatch: say('ne suit pas cette expression régulière', 'does not fit this regular expression'),
	startsWith: say('commence par', 'starts with'),
	doesNotStartWith: say('ne commence pas par', 'does not start with'),
	longerThan: say('a plus de caractères que', 'has more characters than'),
	shorterThan: say('a moins de caractères que', 'has fewer characters than'),
	moreThan: say('figure plus de fois que', 'stands more often than'),
	fewerThan: say('figure moins de fois que', 'stands less often than'),
	lessThan: say('est un nombre plus petit que', 'is a number less than'),
	greaterThan: say('est un nombre plus grand que', 'is a number greater than'),
	before: say('est un jour avant le', 'is a day before'),
	after: say('est un jour après le', 'is a day after'),
}

/** A term as an editor shows it: both names, what it is, and where it stands in each syntax. */
export function termWords(id: string): { readonly title: Wording; readonly places: readonly string[] } {
	const term = businessTerms.get(id)
	if (term === undefined) return { title: { fr: id, en: id }, places: [] }
	return {
		title: titleOf(term),
		places: syntaxes.map((syntax) => `${syntax}: ${pathOf(term.id, syntax)}`),
	}
}

/** The bare term of a fact, as `BT-46` of `BT-46[scheme=0009]`; undefined where a fact is no term. */
export const termOf = (fact: string): string | undefined => /^B[TG]-\d+/.exec(fact)?.[0]

/** A fact in words: `Numéro de facture (BT-1)`. */
export function factInWords(fact: string): Wording {
	const term = termOf(fact)
	if (term === undefined) return factWords[fact] ?? { fr: fact, en: fact }
	const { title } = termWords(term)
	return { fr: `${title.fr} (${fact})`, en: `${title.en} (${fact})` }
}
