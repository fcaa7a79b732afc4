/** What can be wrong with the document itself: nothing in it, no XML, XML that cannot be read, no invoice. */
import type { ReadingProblem } from './problem.ts'

export const documentProblems = {
	'READ-EMPTY': {
		code: 'IRR_VIDE_F',
		message: { fr: 'Le fichier est vide.', en: 'The file is empty.' },
		why: {
			fr: 'Sans contenu, il n’y a aucune facture à contrôler.',
			en: 'With nothing inside, there is no invoice to judge.',
		},
		fix: {
			fr: 'Vérifiez l’export de votre logiciel, puis envoyez le fichier complet.',
			en: 'Check what your software exported, then send the whole file.',
		},
	},
	'READ-BLANK': {
		code: 'IRR_VIDE_F',
		message: {
			fr: 'Le fichier ne contient que des espaces ou des lignes vides.',
			en: 'The file holds nothing but spaces or empty lines.',
		},
		why: {
			fr: 'Sans contenu, il n’y a aucune facture à contrôler.',
			en: 'With nothing inside, there is no invoice to judge.',
		},
		fix: {
			fr: 'Vérifiez l’export de votre logiciel, puis envoyez le fichier complet.',
			en: 'Check what your software exported, then send the whole file.',
		},
	},
	'READ-PDF': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Le fichier est un PDF là où un document XML est attendu.',
			en: 'The file is a PDF where an XML document is due.',
		},
		why: {
			fr: 'Les données de la facture se lisent dans un document XML, jamais dans les pages d’un PDF.',
			en: 'The data of an invoice is read from an XML document, never from the pages of a PDF.',
		},
		fix: {
			fr: 'Joignez au PDF la facture en XML, ou envoyez le fichier XML lui-même.',
			en: 'Attach the invoice in XML to the PDF, or send the XML file itself.',
		},
	},
	'READ-NOT-XML': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Le fichier n’est ni un document XML ni un PDF qui en contient un : c’est {found}.',
			en: 'The file is neither an XML document nor a PDF that holds one: it is {found}.',
		},
		why: {
			fr: 'Une facture électronique se lit par programme : il faut un fichier UBL, CII ou Factur-X.',
			en: 'An electronic invoice is read by programs: it has to be a UBL, CII or Factur-X file.',
		},
		fix: {
			fr: 'Envoyez la facture au format UBL, CII ou Factur-X, sans la convertir ni la renommer.',
			en: 'Send the invoice as UBL, CII or Factur-X, neither converted nor renamed.',
		},
	},
	'READ-MALFORMED': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le document XML est mal formé : {reason}. La lecture s’arrête à cet endroit.',
			en: 'The XML document is not well formed: {reason}. Reading stops here.',
		},
		why: {
			fr: 'Un document XML mal formé ne peut être lu par aucun programme : balise non fermée, caractère interdit, fichier tronqué…',
			en: 'No program can read XML that is not well formed: an unclosed tag, a forbidden character, a file cut short…',
		},
		fix: {
			fr: 'Corrigez le fichier à la ligne indiquée ou produisez-le de nouveau, puis renvoyez-le.',
			en: 'Mend the file at the line shown, or produce it again, then send it once more.',
		},
	},
	'READ-ENCODING': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Des octets du fichier ({bytes}) ne forment aucun caractère dans l’encodage {encoding}.',
			en: 'Some bytes of the file ({bytes}) form no character in the encoding {encoding}.',
		},
		why: {
			fr: 'Le texte a sans doute été enregistré dans un autre encodage que celui qui est annoncé, ou le fichier est abîmé.',
			en: 'The text was most likely saved in another encoding than the one named, or the file is damaged.',
		},
		fix: {
			fr: 'Enregistrez le document en UTF-8 et annoncez cet encodage dans la première ligne.',
			en: 'Save the document as UTF-8 and name that encoding in its first line.',
		},
	},
	'READ-ENCODING-UNKNOWN': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'L’encodage annoncé par le fichier ({encoding}) n’est pas de ceux qui sont lus.',
			en: 'The encoding that the file names ({encoding}) is not one that is read here.',
		},
		why: {
			fr: 'Tous les programmes ne connaissent pas cet encodage : la facture ne serait pas lisible partout.',
			en: 'Not every program knows this encoding, so the invoice could not be read everywhere.',
		},
		fix: {
			fr: 'Enregistrez le document en UTF-8 et annoncez cet encodage dans la première ligne.',
			en: 'Save the document as UTF-8 and name that encoding in its first line.',
		},
	},
	'READ-ENCODING-CONFLICT': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le fichier annonce l’encodage {declared}, mais ses octets sont en {encoding}.',
			en: 'The file names the encoding {declared}, but its bytes are {encoding}.',
		},
		why: {
			fr: 'Avec deux encodages contradictoires, les caractères accentués ne peuvent pas être lus avec certitude.',
			en: 'With two encodings that contradict each other, accented letters cannot be read with certainty.',
		},
		fix: {
			fr: 'Enregistrez le document en UTF-8 et annoncez cet encodage dans la première ligne.',
			en: 'Save the document as UTF-8 and name that encoding in its first line.',
		},
	},
	'READ-NUL': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le texte contient un caractère nul, interdit en XML.',
			en: 'The text holds a NUL character, which XML forbids.',
		},
		why: {
			fr: 'Ce caractère vient presque toujours d’un fichier abîmé ou mal converti.',
			en: 'Such a character nearly always comes from a damaged or badly converted file.',
		},
		fix: {
			fr: 'Produisez le fichier de nouveau, puis renvoyez-le.',
			en: 'Produce the file again, then send it once more.',
		},
	},
	'READ-NAMESPACE': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Un préfixe de nom n’est relié à aucun espace de noms ({prefix}).',
			en: 'A name’s prefix is bound to no namespace ({prefix}).',
		},
		why: {
			fr: 'Sans espace de noms, il est impossible de savoir à quel format appartient cet élément.',
			en: 'Without a namespace there is no telling which format the element belongs to.',
		},
		fix: {
			fr: 'Déclarez ce préfixe (xmlns:…) sur l’élément racine, avec l’espace de noms du format.',
			en: 'Declare this prefix (xmlns:…) on the root element, with the namespace of the format.',
		},
	},
	'READ-DOCTYPE': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le document contient une déclaration DOCTYPE, qui est refusée.',
			en: 'The document holds a DOCTYPE declaration, which is refused.',
		},
		why: {
			fr: 'Une telle déclaration permet de faire lire d’autres fichiers ou de gonfler le document : c’est un risque de sécurité, et une facture n’en a pas besoin.',
			en: 'Such a declaration can pull in other files or blow the document up: a security risk that no invoice needs.',
		},
		fix: {
			fr: 'Retirez la déclaration DOCTYPE et les entités qu’elle définit, puis renvoyez le fichier.',
			en: 'Remove the DOCTYPE declaration and the entities it defines, then send the file again.',
		},
	},
	'READ-TOO-LARGE': {
		code: 'IRR_TAILLE_F',
		message: {
			fr: 'Le fichier dépasse la taille acceptée : {bytes} octets, pour {limit} au plus.',
			en: 'The file is larger than what is accepted: {bytes} bytes, of {limit} at most.',
		},
		why: {
			fr: 'La plateforme limite la taille de chaque fichier pour rester disponible à tous.',
			en: 'The platform limits the size of each file so that it stays available to everyone.',
		},
		fix: {
			fr: 'Réduisez ou séparez les pièces jointes, ou répartissez les factures dans plusieurs fichiers.',
			en: 'Shrink or detach the attachments, or spread the invoices over several files.',
		},
	},
	'READ-LIMIT': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le document dépasse ce qu’une facture peut contenir : {count} {limit}, pour {allowed} au plus.',
			en: 'The document goes beyond what an invoice can hold: {count} {limit}, of {allowed} at most.',
		},
		why: {
			fr: 'Une imbrication ou un nombre d’éléments hors norme signale un fichier abîmé ou hostile.',
			en: 'Abnormal nesting or numbers of elements point to a damaged or hostile file.',
		},
		fix: {
			fr: 'Vérifiez le programme qui a produit le fichier, puis envoyez la facture de nouveau.',
			en: 'Check the program that made the file, then send the invoice again.',
		},
	},
	'READ-JSON': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'La facture saisie n’est pas du JSON bien formé : {reason}.',
			en: 'The typed-in invoice is not well-formed JSON: {reason}.',
		},
		why: {
			fr: 'Un JSON mal formé ne peut être lu par aucun programme.',
			en: 'No program can read JSON that is not well formed.',
		},
		fix: {
			fr: 'Corrigez le texte à l’endroit indiqué, puis renvoyez-le.',
			en: 'Mend the text at the place shown, then send it once more.',
		},
	},
	'READ-TYPED': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'La facture saisie ne suit pas la forme prévue : endroits à corriger, {count}.',
			en: 'The typed-in invoice does not follow the form provided: places to correct, {count}.',
		},
		why: {
			fr: 'Une facture saisie est un objet dont les clés sont les termes de la norme EN 16931 (BT-1, BG-25…).',
			en: 'A typed-in invoice is an object whose keys are the terms of EN 16931 (BT-1, BG-25 …).',
		},
		fix: {
			fr: 'Corrigez chaque endroit signalé, puis renvoyez la facture.',
			en: 'Correct each place named, then send the invoice again.',
		},
	},
	'READ-NO-INVOICE': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Ce document XML n’est pas une facture connue : son élément racine est {root}.',
			en: 'This XML document is no invoice that we know: its root element is {root}.',
		},
		why: {
			fr: 'Sont lus les factures et avoirs UBL 2.1 (Invoice, CreditNote) et les factures CII (CrossIndustryInvoice), reconnus par leur élément racine et son espace de noms.',
			en: 'We read UBL 2.1 invoices and credit notes (Invoice, CreditNote) and CII invoices (CrossIndustryInvoice), known by their root element and its namespace.',
		},
		fix: {
			fr: 'Envoyez la facture elle-même dans l’un de ces formats, avec l’espace de noms exact du format.',
			en: 'Send the invoice itself in one of these formats, with the exact namespace of the format.',
		},
	},
	'READ-ZUGFERD-1': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Ce document est une facture ZUGFeRD 1 (CrossIndustryDocument), un format qui n’est plus accepté.',
			en: 'This document is a ZUGFeRD 1 invoice (CrossIndustryDocument), a format that is no longer accepted.',
		},
		why: {
			fr: 'ZUGFeRD 1 date d’avant la norme européenne EN 16931 : aucune règle d’aujourd’hui ne s’y applique.',
			en: 'ZUGFeRD 1 is older than the European standard EN 16931: none of today’s rules applies to it.',
		},
		fix: {
			fr: 'Mettez à jour votre logiciel pour produire du Factur-X 1.0 (ZUGFeRD 2) ou de l’UBL.',
			en: 'Update your software so that it produces Factur-X 1.0 (ZUGFeRD 2) or UBL.',
		},
	},
} as const satisfies Readonly<Record<string, ReadingProblem>>
