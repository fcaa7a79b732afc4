/**
 * What can keep a file from being read as an invoice, told to the person who sent it.
 *
 * Each problem has an id (the engine's read failures, and those that only this room can see), the platform's
 * code for an inadmissible file, and its advice. Marks such as `{found}` take the failure's values.
 */
import type { ReadFailureId } from '#engine'
import type { ReasonCode } from './catalogue/reasons.ts'
import { complaintOf, limitNames } from './complaints.ts'
import { type Advice, fill, type Wording } from './wording.ts'

export interface ReadingProblem extends Advice {
	/** Reason code of status 501. */
	readonly code: ReasonCode
}

export const readingProblems = {
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
	'READ-PDF-UNREADABLE': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le PDF est abîmé et ne peut pas être lu.',
			en: 'The PDF is damaged and cannot be read.',
		},
		why: {
			fr: 'La facture Factur-X se trouve dans un fichier XML joint au PDF : il faut pouvoir l’en extraire.',
			en: 'A Factur-X invoice is an XML file attached to the PDF: it must be possible to take it out.',
		},
		fix: {
			fr: 'Produisez le PDF de nouveau, puis renvoyez-le.',
			en: 'Produce the PDF again, then send it once more.',
		},
	},
	'READ-PDF-ENCRYPTED': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le PDF est protégé par un chiffrement.',
			en: 'The PDF is protected by encryption.',
		},
		why: {
			fr: 'PDF/A-3 interdit le chiffrement : la facture doit pouvoir être lue par tous, pendant des années.',
			en: 'PDF/A-3 forbids encryption: everyone has to be able to read the invoice, for years.',
		},
		fix: {
			fr: 'Produisez le PDF sans mot de passe ni restriction, puis renvoyez-le.',
			en: 'Produce the PDF with no password and no restriction, then send it once more.',
		},
	},
	'READ-PDF-PLAIN': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'C’est un PDF simple : aucun fichier n’y est joint, donc aucune donnée de facture.',
			en: 'This is a plain PDF: no file is attached to it, so it carries no invoice data.',
		},
		why: {
			fr: 'Une image ou un texte à l’écran ne peuvent être contrôlés ; il faut les données de la facture, en XML.',
			en: 'A picture or text on a page cannot be judged; the invoice’s data is needed, in XML.',
		},
		fix: {
			fr: 'Produisez un PDF Factur-X avec votre logiciel, envoyez un fichier UBL ou CII, ou saisissez la facture.',
			en: 'Make a Factur-X PDF with your software, send a UBL or CII file, or type the invoice in.',
		},
	},
	'READ-PDF-NO-INVOICE': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Aucun des fichiers joints au PDF ne porte le nom d’une facture électronique (joints : {names}).',
			en: 'None of the files attached to the PDF bears the name of an electronic invoice (attached: {names}).',
		},
		why: {
			fr: 'Factur-X exige un fichier joint nommé factur-x.xml ; c’est par ce nom que tous les programmes le trouvent.',
			en: 'Factur-X requires an attached file named factur-x.xml; that name is how every program finds it.',
		},
		fix: {
			fr: 'Produisez un PDF Factur-X avec votre logiciel de facturation, ou envoyez un fichier UBL ou CII.',
			en: 'Make a Factur-X PDF with your invoicing software, or send a UBL or CII file.',
		},
	},
	'READ-PDF-SEVERAL': {
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Plusieurs fichiers joints au PDF portent le nom d’une facture : {names}.',
			en: 'Several files attached to the PDF bear the name of an invoice: {names}.',
		},
		why: {
			fr: 'Deux programmes pourraient lire deux factures différentes dans le même PDF.',
			en: 'Two programs could read two different invoices in the same PDF.',
		},
		fix: {
			fr: 'Ne joignez qu’une seule facture à chaque PDF.',
			en: 'Attach a single invoice to each PDF.',
		},
	},
	'READ-ARCHIVE': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'L’archive ne peut pas être lue.',
			en: 'The archive cannot be read.',
		},
		why: {
			fr: 'Les factures d’une archive abîmée ou chiffrée ne peuvent pas en être extraites.',
			en: 'Invoices cannot be taken out of an archive that is damaged or encrypted.',
		},
		fix: {
			fr: 'Recréez l’archive (ZIP, TAR ou TAR.GZ, sans mot de passe), puis renvoyez-la.',
			en: 'Make the archive again (ZIP, TAR or TAR.GZ, with no password), then send it once more.',
		},
	},
	'READ-ARCHIVE-ENCRYPTED': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Ce fichier de l’archive est protégé par un mot de passe.',
			en: 'This file of the archive is protected by a password.',
		},
		why: {
			fr: 'Les factures sont lues par programme, sans personne pour saisir un mot de passe.',
			en: 'Invoices are read by programs, with nobody there to enter a password.',
		},
		fix: {
			fr: 'Recréez l’archive sans mot de passe, puis renvoyez-la.',
			en: 'Make the archive again with no password, then send it once more.',
		},
	},
	'READ-ARCHIVE-NAME': {
		code: 'IRR_NOM_F',
		message: {
			fr: 'Le nom de ce fichier dans l’archive est vide, absolu, ou remonte vers un autre dossier.',
			en: 'The name of this file in the archive is empty, absolute, or leads up to another folder.',
		},
		why: {
			fr: 'Un tel nom ferait écrire le fichier ailleurs que prévu : c’est une attaque connue, et il n’est pas ouvert.',
			en: 'Such a name would make the file land elsewhere: a known attack, so it is not opened.',
		},
		fix: {
			fr: 'Recréez l’archive avec des noms de fichiers simples, sans « .. » ni barre oblique inverse.',
			en: 'Make the archive again with plain file names, with neither “..” nor backslashes.',
		},
	},
	'READ-ARCHIVE-LINK': {
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Cet élément de l’archive est un lien ou un fichier spécial, pas un fichier.',
			en: 'This entry of the archive is a link or a special file, not a file.',
		},
		why: {
			fr: 'Un lien mène hors de l’archive : ce qu’il désigne n’a pas été envoyé.',
			en: 'A link leads out of the archive: what it points to was not sent.',
		},
		fix: {
			fr: 'Placez dans l’archive les fichiers eux-mêmes.',
			en: 'Put the files themselves into the archive.',
		},
	},
	'READ-ARCHIVE-TWICE': {
		code: 'IRR_NOM_F',
		message: {
			fr: 'L’archive contient plusieurs fichiers de ce nom.',
			en: 'The archive holds several files of this name.',
		},
		why: {
			fr: 'On ne saurait pas de quelle facture parle le résultat.',
			en: 'Nobody could tell which invoice the result is about.',
		},
		fix: {
			fr: 'Donnez à chaque facture un nom de fichier différent.',
			en: 'Give each invoice a file name of its own.',
		},
	},
	'READ-ARCHIVE-EMPTY': {
		code: 'IRR_VIDE_F',
		message: {
			fr: 'L’archive ne contient aucun fichier de facture (autres fichiers : {others}).',
			en: 'The archive holds no invoice file (other files: {others}).',
		},
		why: {
			fr: 'Les factures sont cherchées parmi les fichiers .xml et .pdf, ou sans extension.',
			en: 'Invoices are looked for among files named .xml or .pdf, or with no extension.',
		},
		fix: {
			fr: 'Vérifiez le contenu de l’archive et l’extension des fichiers.',
			en: 'Check what is in the archive, and the extensions of the files.',
		},
	},
} as const satisfies Readonly<Record<ReadFailureId | OwnProblemId, ReadingProblem>>

/** Problems that only whoever knows invoices and containers can see. */
type OwnProblemId =
	| 'READ-JSON'
	| 'READ-TYPED'
	| 'READ-NO-INVOICE'
	| 'READ-ZUGFERD-1'
	| 'READ-PDF-PLAIN'
	| 'READ-PDF-NO-INVOICE'
	| 'READ-PDF-SEVERAL'
	| 'READ-ARCHIVE'
	| 'READ-ARCHIVE-ENCRYPTED'
	| 'READ-ARCHIVE-NAME'
	| 'READ-ARCHIVE-LINK'
	| 'READ-ARCHIVE-TWICE'
	| 'READ-ARCHIVE-EMPTY'

export type ReadingProblemId = keyof typeof readingProblems

/** A file that could not be read as an invoice; the engine's ReadFailure is one. */
export interface Unreadable {
	readonly id: ReadingProblemId
	/** What the message shows, by mark. */
	readonly values?: Readonly<Record<string, string>>
	/** Name of the attached file that could not be read, where it is not the file itself. */
	readonly within?: string
	/** Where reading stopped; the head of the file if not given. */
	readonly at?: { readonly line: number; readonly column: number; readonly offset: number }
}

/** Kinds of files that are no XML, as people call them. */
const fileKinds: Readonly<Record<string, Wording>> = {
	zip: { fr: 'une archive ZIP', en: 'a ZIP archive' },
	gzip: { fr: 'un fichier compressé GZIP', en: 'a GZIP file' },
	'7z': { fr: 'une archive 7z', en: 'a 7z archive' },
	rar: { fr: 'une archive RAR', en: 'a RAR archive' },
	png: { fr: 'une image PNG', en: 'a PNG image' },
	jpeg: { fr: 'une image JPEG', en: 'a JPEG image' },
	gif: { fr: 'une image GIF', en: 'a GIF image' },
	tiff: { fr: 'une image TIFF', en: 'a TIFF image' },
	office: { fr: 'un document bureautique', en: 'an office document' },
	rtf: { fr: 'un document RTF', en: 'an RTF document' },
	mail: { fr: 'un courriel', en: 'an e-mail' },
	html: { fr: 'une page HTML', en: 'an HTML page' },
	json: { fr: 'un fichier JSON', en: 'a JSON file' },
	edifact: { fr: 'un message EDIFACT', en: 'an EDIFACT message' },
	preamble: { fr: 'un XML précédé de texte', en: 'XML with text before it' },
	text: { fr: 'du texte', en: 'plain text' },
	binary: { fr: 'un fichier binaire', en: 'a binary file' },
}

/** Limits that speak of size rather than of form. */
const sizes: readonly string[] = [
	'bytes',
	'textLength',
	'pdfInflated',
	'pdfRatio',
	'archiveBytes',
	'archiveEntryBytes',
	'archiveRatio',
]

/** The problem's advice with its values put in, in words of the language where there are any. */
export function adviceOn(unreadable: Unreadable): ReadingProblem {
	const problem: ReadingProblem = readingProblems[unreadable.id]
	const values = unreadable.values ?? {}
	const worded: Readonly<Record<string, Wording | undefined>> = {
		found: fileKinds[values.found ?? ''],
		reason: values.reason === undefined ? undefined : complaintOf(values.reason),
		limit: limitNames[values.limit ?? ''],
	}
	const say = (lang: 'fr' | 'en'): string => {
		const inWords = Object.entries(worded).map(([mark, words]) => [
			mark,
			words?.[lang] ?? values[mark] ?? '?',
		])
		return fill(problem.message, { ...values, ...Object.fromEntries(inWords) })[lang].replace(/\{\w+\}/g, '?')
	}
	const { within } = unreadable
	return {
		...problem,
		...(sizes.includes(values.limit ?? '') && { code: 'IRR_TAILLE_F' }),
		message:
			within === undefined
				? { fr: say('fr'), en: say('en') }
				: {
						fr: `Dans le fichier joint « ${within} » : ${say('fr')}`,
						en: `In the attached file “${within}”: ${say('en')}`,
					},
	}
}
