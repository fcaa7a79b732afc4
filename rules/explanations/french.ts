/**
 * The French rules of invoices between platforms (BR-FR): values, parties, notes, frameworks and totals.
 *
 * An id is a rule and the term that it looks at, as `BR-FR-23_EXT-FR-FE-29`; the rule says what is wrong, the term
 * what with. Groups of lines have a file of their own (french-groups.ts), ids that name another rule than theirs
 * by mistake are read as what they check.
 */
import { frenchNaming } from '../terms/french.ts'
import type { Wording } from '../wording.ts'
import { capital, type Entry, type Family, say } from './entry.ts'
import { groups } from './french-groups.ts'

/** What is said of one term, `{}` for its name; `at` where the name opens the sentence. */
interface Pattern {
	readonly message: readonly [fr: string, en: string]
	readonly why: readonly [fr: string, en: string]
	readonly fix: readonly [fr: string, en: string]
	/** Terms concerned beside the one in the id. */
	readonly also?: readonly string[]
}

const directory = 'Cette valeur sert à acheminer la facture et à retrouver l’entreprise dans l’annuaire.'
const directoryEn = 'This value routes the invoice and finds the company in the directory.'

const patterns: Readonly<Record<string, Pattern>> = {
	'BR-FR-01': {
		message: ['{} dépasse 35 caractères.', '{} is longer than 35 characters.'],
		why: [
			'Les plateformes et l’administration n’enregistrent pas de numéro plus long.',
			'Platforms and the tax authority keep no longer number.',
		],
		fix: ['Raccourcissez le numéro à 35 caractères.', 'Shorten the number to 35 characters.'],
	},
	'BR-FR-02': {
		message: [
			'{} contient un caractère interdit. Seuls les lettres sans accent, les chiffres et + - _ / sont admis, sans espace.',
			'{} holds a character that is not allowed. Plain letters, digits and + - _ / are, spaces are not.',
		],
		why: [
			'Le numéro identifie la facture dans tous les systèmes ; un espace ou un accent y serait lu différemment.',
			'The number identifies the invoice in every system; a space or an accent would be read differently.',
		],
		fix: [
			'Remplacez les espaces et les autres caractères, par exemple par un tiret.',
			'Replace spaces and other characters, with a hyphen for instance.',
		],
	},
	'BR-FR-03': {
		message: [
			'{} n’est pas une date du calendrier entre 2000 et 2099.',
			'{} is no day of the calendar between 2000 and 2099.',
		],
		why: [
			'Les contrôles de délai et d’exigibilité se font sur ces dates.',
			'Deadlines and the tax point are worked out from these dates.',
		],
		fix: [
			'Écrivez la date complète : 2026-09-01 en UBL, 20260901 en CII.',
			'Write the whole date: 2026-09-01 in UBL, 20260901 in CII.',
		],
	},
	'BR-FR-04': {
		message: ['{} n’est pas un code admis en France.', '{} is no code that is used in France.'],
		why: [
			'Le type décide des contrôles et de la déclaration qui suivent.',
			'The type decides which checks and which reports follow.',
		],
		fix: [
			'Utilisez un code de la liste française : 380 pour une facture, 381 pour un avoir, 386 pour un acompte, 384 pour une rectificative.',
			'Use a code of the French list: 380 for an invoice, 381 for a credit note, 386 for a deposit, 384 for a correction.',
		],
	},
	'BR-FR-08': {
		message: [
			'{} manque ou n’est pas un code de la liste française.',
			'{} is missing, or no code of the French list.',
		],
		why: [
			'Le cadre de facturation dit s’il s’agit de biens ou de services, et si la facture est déjà payée.',
			'The billing framework says whether goods or services are billed and whether the invoice is already paid.',
		],
		fix: [
			'Indiquez par exemple B1 (biens), S1 (services) ou M1 (les deux).',
			'Give for instance B1 (goods), S1 (services) or M1 (both).',
		],
	},
	'BR-FR-09': {
		message: [
			'{} de référentiel 0009 n’est pas un SIRET de cette entreprise. Un SIRET a 14 chiffres, dont les neuf premiers sont le SIREN.',
			'{} of scheme 0009 is no SIRET of this company. A SIRET has 14 digits, of which the first nine are the SIREN.',
		],
		why: [directory, directoryEn],
		fix: [
			'Vérifiez le SIRET, et le SIREN donné comme identifiant légal (référentiel 0002).',
			'Check the SIRET, and the SIREN given as legal identifier (scheme 0002).',
		],
	},
	'BR-FR-10': {
		message: [
			'Le SIREN du vendeur manque ou n’a pas neuf chiffres : {}.',
			'The seller’s SIREN is missing or has not nine digits: {}.',
		],
		why: [
			'Toute facture soumise à la réforme identifie son vendeur par son SIREN.',
			'Every invoice under the French reform identifies its seller by the SIREN.',
		],
		fix: [
			'Donnez le SIREN, neuf chiffres sans espace, avec le référentiel 0002.',
			'Give the SIREN, nine digits without spaces, with scheme 0002.',
		],
	},
	'BR-FR-11': {
		message: [
			'Le SIREN de l’acheteur manque ou n’a pas neuf chiffres : {}. La note BAR annonce pourtant un échange entre entreprises (B2B).',
			'The buyer’s SIREN is missing or has not nine digits: {}. Yet the note BAR announces an exchange between companies (B2B).',
		],
		why: [
			'Entre entreprises françaises, l’acheteur est identifié par son SIREN.',
			'Between French companies the buyer is identified by the SIREN.',
		],
		fix: [
			'Donnez le SIREN de l’acheteur avec le référentiel 0002, ou corrigez la note BAR.',
			'Give the buyer’s SIREN with scheme 0002, or correct the note BAR.',
		],
		also: ['BT-22'],
	},
	'BR-FR-12': {
		message: ['Il manque {}.', '{} is missing.'],
		why: [
			'Sans adresse électronique, la facture ne peut pas être remise à l’acheteur.',
			'Without an electronic address the invoice cannot be handed to the buyer.',
		],
		fix: [
			'Indiquez l’adresse de l’acheteur dans l’annuaire, avec le référentiel 0225.',
			'Give the buyer’s address in the directory, with scheme 0225.',
		],
	},
	'BR-FR-13': {
		message: ['Il manque {}.', '{} is missing.'],
		why: [
			'Les statuts de la facture reviennent à cette adresse.',
			'The statuses of the invoice come back to this address.',
		],
		fix: [
			'Indiquez l’adresse du vendeur dans l’annuaire, avec le référentiel 0225.',
			'Give the seller’s address in the directory, with scheme 0225.',
		],
	},
	'BR-FR-15': {
		message: [
			'{} n’est pas admis en France. Les catégories admises sont S, E, AE, K, G, O et Z.',
			'{} is not used in France. The categories in use are S, E, AE, K, G, O and Z.',
		],
		why: [
			'L et M désignent les taxes des Canaries, de Ceuta et de Melilla ; les autres codes ne décrivent aucun régime français.',
			'L and M stand for the taxes of the Canary Islands, Ceuta and Melilla; other codes describe no French regime.',
		],
		fix: ['Choisissez la catégorie de l’opération.', 'Choose the category of the supply.'],
	},
	'BR-FR-16': {
		message: ['{} n’est pas un taux de la liste française.', '{} is no rate of the French list.'],
		why: [
			'Seuls les taux en vigueur ou historiques de la métropole, de la Corse et de l’outre-mer sont reconnus.',
			'Only rates in force or of the past in mainland France, Corsica and overseas are known.',
		],
		fix: [
			'Écrivez le taux avec deux décimales au plus, par exemple 20, 5.5 ou 2.10.',
			'Write the rate with two decimals at most, for instance 20, 5.5 or 2.10.',
		],
	},
	'BR-FR-17': {
		message: [
			'{} n’est pas une qualification admise.',
			'{} is no kind of supporting document that is known.',
		],
		why: [
			'La plateforme range et montre chaque pièce jointe d’après sa qualification.',
			'The platform files and shows each attachment by its kind.',
		],
		fix: [
			'Utilisez par exemple LISIBLE, BON_LIVRAISON, BON_COMMANDE ou DOCUMENT_ANNEXE.',
			'Use for instance LISIBLE, BON_LIVRAISON, BON_COMMANDE or DOCUMENT_ANNEXE.',
		],
	},
	'BR-FR-18': {
		message: [
			'Plusieurs pièces jointes sont qualifiées LISIBLE : {}.',
			'Several attachments are described as LISIBLE: {}.',
		],
		why: [
			'Le document lisible est celui qui est montré à l’acheteur : il n’y en a qu’un.',
			'The readable document is the one shown to the buyer: there is one only.',
		],
		fix: ['Gardez LISIBLE pour une seule pièce.', 'Keep LISIBLE for one attachment.'],
	},
	'BR-FR-20': {
		message: [
			'La note de sujet BAR ne contient pas un traitement connu : {}.',
			'The note of subject BAR holds no processing that is known: {}.',
		],
		why: [
			'Cette note dit à la plateforme comment traiter la facture.',
			'This note tells the platform how to process the invoice.',
		],
		fix: [
			'Écrivez B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE ou ARCHIVEONLY, sans rien d’autre.',
			'Write B2B, B2BINT, B2C, B2CINT, OUTOFSCOPE or ARCHIVEONLY and nothing else.',
		],
		also: ['BT-22'],
	},
	'BR-FR-21': {
		message: [
			'{} doit être de référentiel 0225 et commencer par le SIREN de l’acheteur.',
			'{} must be of scheme 0225 and begin with the buyer’s SIREN.',
		],
		why: [
			'Entre entreprises françaises, l’adresse est celle de l’annuaire, bâtie sur le SIREN.',
			'Between French companies the address is that of the directory, built on the SIREN.',
		],
		fix: [
			'Indiquez l’adresse d’annuaire de l’acheteur, par exemple 123456789 ou 123456789_SERVICE.',
			'Give the buyer’s directory address, for instance 123456789 or 123456789_SERVICE.',
		],
		also: ['BT-47', 'BT-3'],
	},
	'BR-FR-22': {
		message: [
			'{} doit être de référentiel 0225 et commencer par le SIREN du vendeur, car la facture est autofacturée.',
			'{} must be of scheme 0225 and begin with the seller’s SIREN, since the invoice is self-billed.',
		],
		why: [
			'Une autofacture est remise au vendeur : c’est son adresse d’annuaire qui compte.',
			'A self-billed invoice is handed to the seller, whose directory address counts.',
		],
		fix: ['Indiquez l’adresse d’annuaire du vendeur.', 'Give the seller’s directory address.'],
		also: ['BT-30', 'BT-3'],
	},
	'BR-FR-23': {
		message: [
			'{} contient un caractère interdit. Seuls les lettres sans accent, les chiffres, le tiret, le tiret bas et le point sont admis.',
			'{} holds a character that is not allowed. Plain letters, digits, hyphen, underscore and full stop are.',
		],
		why: [directory, directoryEn],
		fix: ['Reprenez l’adresse telle que l’annuaire la donne.', 'Take the address as the directory gives it.'],
	},
	'BR-FR-24': {
		message: [
			'{} de référentiel 0224 (code de routage) contient un caractère interdit.',
			'{} of scheme 0224 (routing code) holds a character that is not allowed.',
		],
		why: [directory, directoryEn],
		fix: [
			'Reprenez le code tel que l’annuaire le donne : lettres sans accent, chiffres et - _ .',
			'Take the code as the directory gives it: plain letters, digits and - _ .',
		],
	},
	'BR-FR-25': {
		message: ['{} dépasse 125 caractères.', '{} is longer than 125 characters.'],
		why: [directory, directoryEn],
		fix: ['Reprenez l’adresse telle que l’annuaire la donne.', 'Take the address as the directory gives it.'],
	},
	'BR-FR-26': {
		message: [
			'{} de référentiel 0224 (code de routage) dépasse 100 caractères.',
			'{} of scheme 0224 (routing code) is longer than 100 characters.',
		],
		why: [directory, directoryEn],
		fix: ['Reprenez le code tel que l’annuaire le donne.', 'Take the code as the directory gives it.'],
	},
	'BR-FR-27': {
		message: [
			'Une caractéristique d’article n’a ni nom ni code, ou le sien est vide : {}.',
			'An item attribute has neither name nor code, or its own is blank: {}.',
		],
		why: ['Une valeur sans nom ne dit rien à l’acheteur.', 'A value without a name tells the buyer nothing.'],
		fix: ['Nommez la caractéristique, ou donnez son code.', 'Name the attribute, or give its code.'],
	},
	'BR-FR-CO-07': {
		message: ['{} précède la date de la facture.', '{} is before the date of the invoice.'],
		why: [
			'Une échéance passée n’a de sens que pour un acompte ou une facture déjà payée.',
			'A due date in the past makes sense for a deposit or an invoice already paid alone.',
		],
		fix: ['Corrigez la date d’échéance ou la date de facture.', 'Correct the due date or the invoice date.'],
		also: ['BT-2'],
	},
	'BR-FR-DEC-01': {
		message: [
			'{} n’est pas bien écrit. Il faut un nombre simple, de deux décimales et de 19 caractères au plus.',
			'{} is not written right. A plain number is due, of two decimals and 19 characters at most.',
		],
		why: [
			'Les montants s’expriment au centime et s’écrivent sans espace, sans exposant, avec un point.',
			'Amounts go to the cent and are written without spaces or exponent, with a dot.',
		],
		fix: ['Écrivez le montant comme 1234.56.', 'Write the amount as 1234.56.'],
	},
	'BR-FR-DEC-02': {
		message: [
			'{} a plus de quatre décimales ou plus de 19 caractères, ou n’est pas un nombre simple.',
			'{} has more than four decimals or 19 characters, or is no plain number.',
		],
		why: [
			'Les plateformes n’enregistrent pas de quantité plus précise.',
			'Platforms keep no quantity more precise than that.',
		],
		fix: ['Arrondissez à quatre décimales.', 'Round to four decimals.'],
	},
	'BR-FR-DEC-03': {
		message: [
			'{} a plus de six décimales ou plus de 19 caractères, ou porte un signe.',
			'{} has more than six decimals or 19 characters, or bears a sign.',
		],
		why: [
			'Un prix unitaire n’est pas négatif, sauf dans une facture bidirectionnelle ; une remise se note à part.',
			'A unit price is not negative, save in an invoice both ways; an allowance is stated apart.',
		],
		fix: [
			'Arrondissez à six décimales et rendez la quantité négative plutôt que le prix.',
			'Round to six decimals, and make the quantity negative rather than the price.',
		],
	},
	'BR-FR-DEC-04': {
		message: [
			'{} est trop long. Un taux a quatre chiffres et deux décimales au plus.',
			'{} is too long. A rate has four digits and two decimals at most.',
		],
		why: ['Un taux s’écrit au centième.', 'A rate is written to the hundredth.'],
		fix: ['Écrivez le taux comme 5.5 ou 20.00.', 'Write the rate as 5.5 or 20.00.'],
	},
}

/** Rules about the whole document, each with words of its own. */
const whole: Readonly<Record<string, Entry>> = {
	'BR-FR-29': {
		terms: ['BT-18'],
		message: say(
			'Le numéro (AFL) ou le cadre (AVV) de facture unitaire est vide ou donné plusieurs fois (BT-18).',
			'The unit invoice number (AFL) or framework (AVV) is blank or given several times (BT-18).',
		),
		why: say(
			'La facture ne peut appartenir qu’à une seule facture unitaire.',
			'The invoice can belong to one unit invoice only.',
		),
		fix: say(
			'Gardez un seul objet facturé de référentiel AFL et un seul de référentiel AVV.',
			'Keep one invoiced object of scheme AFL and one of scheme AVV.',
		),
	},
	'BR-FR-30': {
		terms: ['BT-128'],
		message: say(
			'Dans une ligne, le numéro (AFL) ou le cadre (AVV) de facture unitaire est vide ou donné plusieurs fois (BT-128).',
			'In a line, the unit invoice number (AFL) or framework (AVV) is blank or given several times (BT-128).',
		),
		why: say(
			'Une ligne appartient à une seule facture unitaire.',
			'A line belongs to one unit invoice only.',
		),
		fix: say(
			'Gardez un seul objet de référentiel AFL et un seul de référentiel AVV par ligne.',
			'Keep one object of scheme AFL and one of scheme AVV a line.',
		),
	},
	'BR-FR-28': {
		terms: ['BT-161', 'BG-32'],
		message: say(
			'Une caractéristique d’article (BG-32) n’a pas de valeur (BT-161), ou en a deux, ou sa valeur mesurée n’a pas d’unité.',
			'An item attribute (BG-32) has no value (BT-161), or two, or its measured value has no unit.',
		),
		why: say(
			'L’acheteur doit lire une valeur et une seule.',
			'The buyer has to read one value and one only.',
		),
		fix: say(
			'Donnez un texte, ou une mesure avec son unité, pas les deux.',
			'Give a text, or a measure with its unit, not both.',
		),
	},
	'BR-FR-31': {
		terms: ['BT-21', 'BT-22'],
		message: say(
			'La facture annonce plusieurs traitements dans ses notes BAR (BT-21, BT-22).',
			'The invoice announces several kinds of processing in its notes BAR (BT-21, BT-22).',
		),
		why: say(
			'La plateforme ne peut suivre qu’un seul traitement.',
			'The platform can follow one kind of processing only.',
		),
		fix: say('Gardez une seule note BAR.', 'Keep a single note BAR.'),
	},
	'BR-FR-32': {
		terms: ['BT-29', 'BT-30', 'BT-46', 'BT-47'],
		message: say(
			'Un identifiant de référentiel 0002 ou 0231 n’est pas un SIREN de neuf chiffres (BT-29, BT-30, BT-46, BT-47 ou une autre partie).',
			'An identifier of scheme 0002 or 0231 is no SIREN of nine digits (BT-29, BT-30, BT-46, BT-47 or another party).',
		),
		why: say(directory, directoryEn),
		fix: say(
			'Écrivez les neuf chiffres du SIREN sans espace, ou corrigez le référentiel.',
			'Write the nine digits of the SIREN without spaces, or correct the scheme.',
		),
	},
	'BR-FR-CO-03': {
		terms: ['BT-12', 'BT-73', 'BT-74', 'BT-3'],
		message: say(
			'Un avoir de remise globale (BT-3 = 262) doit nommer le contrat (BT-12) et la période couverte, début (BT-73) et fin (BT-74).',
			'A credit note for a global discount (BT-3 = 262) must name the contract (BT-12) and the period, start (BT-73) and end (BT-74).',
		),
		why: say(
			'Sans facture d’origine, seuls le contrat et la période disent ce qui est remisé.',
			'With no original invoice, only the contract and the period tell what the discount is for.',
		),
		fix: say(
			'Renseignez la référence du contrat et les deux dates.',
			'Give the contract reference and both dates.',
		),
	},
	'BR-FR-CO-04': {
		terms: ['BG-3', 'BT-25', 'BT-26', 'BT-3'],
		message: say(
			'Une facture rectificative doit citer une seule facture antérieure (BG-3), avec son numéro (BT-25) et sa date (BT-26).',
			'A corrective invoice must cite exactly one earlier invoice (BG-3), with its number (BT-25) and date (BT-26).',
		),
		why: say('Une rectification remplace une facture précise.', 'A correction replaces one given invoice.'),
		fix: say(
			'Citez la facture rectifiée, et elle seule, dans l’en-tête.',
			'Cite the corrected invoice, and no other, in the header.',
		),
	},
	'BR-FR-CO-05': {
		terms: ['BG-3', 'BT-25', 'BT-26', 'BT-3'],
		message: say(
			'Un avoir doit citer la facture d’origine (BG-3), avec numéro (BT-25) et date (BT-26), en en-tête ou dans chaque ligne de détail.',
			'A credit note must cite the original invoice (BG-3), with number (BT-25) and date (BT-26), in the header or in every detail line.',
		),
		why: say(
			'L’acheteur et l’administration doivent savoir ce qui est annulé.',
			'The buyer and the tax authority have to know what is cancelled.',
		),
		fix: say('Ajoutez la référence de la facture d’origine.', 'Add the reference of the original invoice.'),
	},
	'BR-FR-CO-08': {
		terms: ['BT-23', 'BT-3'],
		message: say(
			'Le cadre B4, S4 ou M4 (BT-23) annonce une facture définitive après acompte, alors que le type (BT-3) est celui d’un acompte.',
			'Framework B4, S4 or M4 (BT-23) announces a final invoice after a deposit, yet the type (BT-3) is a deposit’s.',
		),
		why: say(
			'Une facture ne peut être à la fois l’acompte et son solde.',
			'An invoice cannot be the deposit and its settlement at once.',
		),
		fix: say(
			'Corrigez le type (380 pour le solde) ou le cadre (B1, S1, M1 pour l’acompte).',
			'Correct the type (380 for the settlement) or the framework (B1, S1, M1 for the deposit).',
		),
	},
	'BR-FR-CO-09': {
		terms: ['BT-113', 'BT-115', 'BT-9', 'BT-112', 'BT-23'],
		message: say(
			'Le cadre B2, S2 ou M2 (BT-23) annonce une facture déjà payée. Le montant payé (BT-113) doit donc être le total TTC (BT-112), le net à payer (BT-115) nul, et l’échéance (BT-9) la date du paiement.',
			'Framework B2, S2 or M2 (BT-23) announces an invoice already paid. So the paid amount (BT-113) must be the total with VAT (BT-112), the amount due (BT-115) zero and the due date (BT-9) the day of payment.',
		),
		why: say(
			'Sinon la facture serait payée une seconde fois.',
			'Otherwise the invoice would be paid a second time.',
		),
		fix: say(
			'Complétez ces trois données, ou choisissez le cadre B1, S1 ou M1.',
			'Complete these three data, or choose framework B1, S1 or M1.',
		),
	},
	'BR-FR-CO-12': {
		terms: ['BT-111', 'BT-6', 'BT-5'],
		message: say(
			'La facture n’est pas en euros (BT-5) et ne donne pas le total de TVA en euros (BT-6 = EUR et BT-111).',
			'The invoice is not in euros (BT-5) and does not give its total VAT in euros (BT-6 = EUR and BT-111).',
		),
		why: say('La TVA française se déclare en euros.', 'French VAT is declared in euros.'),
		fix: say(
			'Indiquez EUR comme devise de comptabilisation et ajoutez le total de TVA en euros.',
			'Give EUR as accounting currency and add the total VAT in euros.',
		),
	},
	'BR-FR-CO-14': {
		terms: ['BT-22', 'BT-21', 'BT-29'],
		message: say(
			'Le vendeur est membre d’un assujetti unique (BT-29 de référentiel 0231) sans le mentionner dans une note TXD (BT-21, BT-22).',
			'The seller is member of a VAT group (BT-29 of scheme 0231) without saying so in a note TXD (BT-21, BT-22).',
		),
		why: say('La loi impose cette mention.', 'The law requires this mention.'),
		fix: say(
			'Ajoutez une note de sujet TXD dont le texte est MEMBRE_ASSUJETTI_UNIQUE.',
			'Add a note of subject TXD whose text is MEMBRE_ASSUJETTI_UNIQUE.',
		),
	},
	'BR-FR-CO-15': {
		terms: ['BT-63', 'BG-11', 'BT-29'],
		message: say(
			'Le vendeur est membre d’un assujetti unique (BT-29 de référentiel 0231), mais le représentant fiscal (BG-11) ou son numéro de TVA (BT-63) manque.',
			'The seller is member of a VAT group (BT-29 of scheme 0231), but the tax representative (BG-11) or its VAT number (BT-63) is missing.',
		),
		why: say('C’est l’assujetti unique qui déclare la TVA.', 'It is the VAT group that declares the VAT.'),
		fix: say(
			'Nommez l’assujetti unique comme représentant fiscal, avec son numéro de TVA.',
			'Name the VAT group as tax representative, with its VAT number.',
		),
	},
}

const subjects: Readonly<Record<string, Wording>> = {
	PMT: say('l’indemnité de 40 euros pour frais de recouvrement', 'the 40 euro fee for recovery costs'),
	PMD: say('les pénalités de retard', 'the penalties for late payment'),
	AAB: say('l’escompte ou son absence', 'the discount for early payment, or that there is none'),
	TXD: say('le régime de TVA du vendeur', 'the seller’s VAT regime'),
}

/** UBL numbers the subjects, CII names them. */
const subjectOf = (mark: string): string => ({ 1: 'PMT', 2: 'PMD', 3: 'AAB', 4: 'TXD' })[mark] ?? mark

function missingNote(subject: string): Entry {
	const about = subjects[subject]!
	return {
		terms: ['BT-22', 'BT-21'],
		message: say(
			`Il manque la note de sujet ${subject} (BT-21, BT-22) : ${about.fr}.`,
			`The note of subject ${subject} is missing (BT-21, BT-22): ${about.en}.`,
		),
		why: say(
			'Le code de commerce impose ces mentions entre professionnels.',
			'French commercial law requires these mentions between businesses.',
		),
		fix: say(
			`Ajoutez une note de sujet ${subject} avec cette mention.`,
			`Add a note of subject ${subject} with this mention.`,
		),
	}
}

function repeatedNote(subject: string): Entry {
	return {
		terms: ['BT-21', 'BT-22'],
		message: say(
			`La note de sujet ${subject} est donnée plusieurs fois (BT-21).`,
			`The note of subject ${subject} is given several times (BT-21).`,
		),
		why: say(
			'Deux textes pour la même mention pourraient se contredire.',
			'Two texts for the same mention might contradict each other.',
		),
		fix: say('Réunissez-les en une seule note.', 'Join them into one note.'),
	}
}

function identifierScheme(term: string, mark: string): Entry {
	const { fr, en } = frenchNaming(term)
	return {
		terms: [term],
		message:
			mark === '1'
				? say(
						`${capital(fr)} ne dit pas de quel référentiel il relève.`,
						`${capital(en)} does not say of which scheme it is.`,
					)
				: say(
						`${capital(fr)} est donné plusieurs fois pour un même référentiel.`,
						`${capital(en)} is given several times for one scheme.`,
					),
		why: say(directory, directoryEn),
		fix: say(
			'Indiquez le référentiel (0009 pour un SIRET, 0224 pour un code de routage), une seule fois chacun.',
			'Give the scheme (0009 for a SIRET, 0224 for a routing code), each once.',
		),
	}
}

/** Ids whose rule is another than their number says. */
const mistaken: Readonly<Record<string, string>> = {
	'BR-FR-08_BT-151-2': 'BR-FR-15_BT-151-2',
	'BR-FR-30_BT-21': 'BR-FR-31_BT-21',
	'BR-FR-03_EXT-FR-FE-134': 'BR-FR-03_BT-134',
	'BR-FR-03_EXT-FR-FE-135': 'BR-FR-03_BT-135',
	'BR-FR-01_BT-1-2': 'BR-FR-02_BT-1',
	'BR-FR-01_BT-25-2': 'BR-FR-02_BT-25',
	'BR-FR-01_EXT-FR-FE-136-2': 'BR-FR-02_EXT-FR-FE-136',
}

const form = /^(BR-FR(?:-CO|-DEC)?-\d\d)[-_](.+)$/

export const french: Family = (published) => {
	const grouped = groups(published, undefined)
	if (grouped !== undefined) return grouped
	const [, rule, rest] = form.exec(mistaken[published] ?? published) ?? []
	if (rule === undefined) return undefined
	const mark = /[-_]([A-Z]{3}|\d)$/.exec(rest!)?.[1] ?? ''
	if (rule === 'BR-FR-05') return missingNote(subjectOf(mark))
	if (rule === 'BR-FR-06') return repeatedNote(subjectOf(mark))
	const terms = termsIn(rest!)
	if (rule === 'BR-FR-CO-10') return identifierScheme(terms[0]!, mark)
	const pattern = patterns[rule]
	return pattern === undefined ? whole[rule] : fromPattern(pattern, terms)
}

/** `BT-95_BT-102-1` names two terms; in CII ids of BR-FR-15 the last is meant. */
function termsIn(rest: string): string[] {
	const found = rest.match(/BT-\d+|BG-\d+|EXT-FR-FE-\d+/g) ?? []
	return found[0] === 'BT-95' && found[1] !== 'BT-102' && found.length > 1 ? [found[1]!] : found
}

function fromPattern({ message, why, fix, also = [] }: Pattern, terms: readonly string[]): Entry {
	const names = terms.map(frenchNaming)
	const fr = names.map((name) => name.fr).join(' ou ')
	const en = names.map((name) => name.en).join(' or ')
	const put = (text: string, name: string): string =>
		text.startsWith('{}') ? capital(text.replace('{}', name)) : text.replace('{}', name)
	return {
		terms: [...terms, ...also],
		message: say(put(message[0], fr), put(message[1], en)),
		why: say(...why),
		fix: say(...fix),
	}
}
