/**
 * What may be wrong with a document attached inside an invoice, in plain words.
 *
 * `{name}` is the file's name as the invoice gives it; the other marks are named in the sentences.
 */
import type { Advice, Wording } from '../wording.ts'

const say = (fr: string, en: string): Wording => ({ fr, en })

const opened = say(
	'Le destinataire doit pouvoir ouvrir la pièce jointe sans risque et sans deviner ce qu’elle contient.',
	'The receiver has to be able to open the attachment without risk and without guessing what it holds.',
)
const transport = say(
	'Les plateformes bornent les pièces jointes pour que chaque facture passe partout.',
	'Platforms bound attachments so that every invoice gets through everywhere.',
)

export const attachedAdvice = {
	'ATT-EMPTY': {
		message: say('La pièce jointe « {name} » est vide.', 'The attachment “{name}” is empty.'),
		why: say(
			'Une pièce jointe sans contenu ne justifie rien.',
			'An attachment with nothing inside supports nothing.',
		),
		fix: say(
			'Joignez le fichier complet, ou retirez cette pièce jointe.',
			'Attach the whole file, or remove this attachment.',
		),
	},
	'ATT-BASE64': {
		message: say(
			'Le contenu de la pièce jointe « {name} » n’est pas du base64.',
			'The content of the attachment “{name}” is not base64.',
		),
		why: say(
			'Un fichier ne peut voyager dans un document XML que codé en base64.',
			'A file can travel inside an XML document only when written as base64.',
		),
		fix: say(
			'Joignez de nouveau le fichier avec votre logiciel.',
			'Attach the file again with your software.',
		),
	},
	'ATT-SIZE': {
		message: say(
			'La pièce jointe « {name} » est trop grosse : {size} octets, pour {limit} au plus.',
			'The attachment “{name}” is too large: {size} bytes, of {limit} at most.',
		),
		why: transport,
		fix: say('Réduisez le fichier ou transmettez-le autrement.', 'Shrink the file, or send it another way.'),
	},
	'ATT-COUNT': {
		message: say(
			'La facture contient trop de pièces jointes : {count}, pour {limit} au plus.',
			'The invoice holds too many attachments: {count}, of {limit} at most.',
		),
		why: transport,
		fix: say(
			'Réunissez les pièces jointes en un seul fichier PDF.',
			'Merge the attachments into one PDF file.',
		),
	},
	'ATT-PROGRAM': {
		message: say('La pièce jointe « {name} » est un programme.', 'The attachment “{name}” is a program.'),
		why: say(
			'Un programme ouvert par le destinataire peut nuire à son ordinateur ; une facture n’en a pas besoin.',
			'A program that the receiver opens can harm their computer; no invoice needs one.',
		),
		fix: say(
			'Retirez ce fichier et vérifiez d’où il vient.',
			'Remove this file, and find out where it comes from.',
		),
	},
	'ATT-CONTENT': {
		message: say(
			'Le contenu de la pièce jointe « {name} » n’est pas du type déclaré.',
			'The content of the attachment “{name}” is not of the kind declared.',
		),
		why: opened,
		fix: say(
			'Déclarez le type réel du fichier (mimeCode), ou joignez le bon fichier.',
			'Declare the file’s real kind (mimeCode), or attach the right file.',
		),
	},
	'ATT-EXTENSION': {
		message: say(
			'L’extension de la pièce jointe « {name} » n’est pas de celles qui sont acceptées.',
			'The extension of the attachment “{name}” is not one that is accepted.',
		),
		why: opened,
		fix: say(
			'Joignez le document en PDF, en image (PNG, JPEG), en tableur (XLSX, ODS) ou en CSV.',
			'Attach the document as PDF, picture (PNG, JPEG), spreadsheet (XLSX, ODS) or CSV.',
		),
	},
	'ATT-EXTENSION-KIND': {
		message: say(
			'L’extension de la pièce jointe « {name} » ne va pas avec le type déclaré.',
			'The extension of the attachment “{name}” does not go with the kind declared.',
		),
		why: opened,
		fix: say(
			'Accordez le nom du fichier et son type (mimeCode).',
			'Make the file’s name and its kind (mimeCode) agree.',
		),
	},
	'ATT-NAME': {
		message: say(
			'Le nom de la pièce jointe « {name} » contient des caractères interdits.',
			'The name of the attachment “{name}” holds forbidden characters.',
		),
		why: say(
			'Un nom avec un chemin ou un caractère de commande peut faire écrire le fichier ailleurs que prévu.',
			'A name with a path or a control character can make the file land elsewhere than meant.',
		),
		fix: say(
			'Donnez au fichier un nom simple, sans / \\ : * ? " < > |.',
			'Give the file a plain name, with none of / \\ : * ? " < > |.',
		),
	},
	'ATT-NAME-LENGTH': {
		message: say(
			'Le nom de la pièce jointe est trop long : {length} caractères, pour {limit} au plus.',
			'The name of the attachment is too long: {length} characters, of {limit} at most.',
		),
		why: transport,
		fix: say('Raccourcissez le nom du fichier.', 'Shorten the file’s name.'),
	},
	'ATT-NAME-TWICE': {
		message: say(
			'Plusieurs pièces jointes portent le nom « {name} ».',
			'Several attachments bear the name “{name}”.',
		),
		why: say(
			'Enregistrées dans un même dossier, l’une effacerait l’autre.',
			'Saved into one folder, one would replace the other.',
		),
		fix: say('Donnez à chaque pièce jointe son propre nom.', 'Give each attachment a name of its own.'),
	},
} as const satisfies Readonly<Record<string, Advice>>

export type AttachedCheckId = keyof typeof attachedAdvice
