/**
 * Departures from Factur-X and PDF/A-3, in plain words.
 *
 * `{name}` is the attached file's name. What was found and what was due is shown beside the sentences.
 */
import { type Advice, fill, type Wording } from '../wording.ts'

const say = (fr: string, en: string): Wording => ({ fr, en })

const software = say(
	'Signalez-le à l’éditeur de votre logiciel de facturation, ou choisissez l’export Factur-X.',
	'Tell the maker of your invoicing software, or choose its Factur-X export.',
)
const attachedFile = say(
	'Les programmes qui lisent un PDF Factur-X trouvent la facture par ces indications ; sans elles, certains ne la voient pas.',
	'Programs that read a Factur-X PDF find the invoice by these marks; without them, some do not see it.',
)
const metadata = say(
	'Les métadonnées annoncent la facture jointe et son profil avant même qu’elle soit ouverte.',
	'The metadata announces the attached invoice and its profile before it is even opened.',
)
const archive = say(
	'Factur-X demande un PDF/A-3, qui reste lisible pendant toute la durée de conservation.',
	'Factur-X asks for PDF/A-3, which stays readable for as long as invoices are kept.',
)

export const pdfAdvice = {
	'PDF-SEVERAL': {
		message: say(
			'Plusieurs fichiers joints au PDF portent le nom d’une facture. Les métadonnées désignent « {name} », qui a été contrôlé.',
			'Several files attached to the PDF bear the name of an invoice. The metadata names “{name}”, which was judged.',
		),
		why: say(
			'Un autre programme pourrait lire une autre facture dans le même PDF.',
			'Another program could read another invoice in the same PDF.',
		),
		fix: say('Ne joignez qu’une seule facture à chaque PDF.', 'Attach a single invoice to each PDF.'),
	},
	'PDF-NAME': {
		message: say(
			'Le fichier joint « {name} » ne porte pas le nom fixé par Factur-X.',
			'The attached file “{name}” does not bear the name that Factur-X fixes.',
		),
		why: attachedFile,
		fix: say(
			'Nommez le fichier joint factur-x.xml, en minuscules.',
			'Name the attached file factur-x.xml, in lower case.',
		),
	},
	'PDF-LISTED': {
		message: say(
			'Le fichier joint « {name} » ne figure pas dans la liste des pièces jointes du PDF.',
			'The attached file “{name}” is not in the PDF’s list of attachments.',
		),
		why: attachedFile,
		fix: software,
	},
	'PDF-ASSOCIATED': {
		message: say(
			'Le fichier joint « {name} » n’est pas associé au document (clé AF du catalogue).',
			'The attached file “{name}” is not associated with the document (key AF of the catalog).',
		),
		why: attachedFile,
		fix: software,
	},
	'PDF-RELATIONSHIP': {
		message: say(
			'Le lien entre le PDF et le fichier joint « {name} » (AFRelationship) manque ou n’est pas admis.',
			'The relationship of the attached file “{name}” to the PDF (AFRelationship) is missing or not allowed.',
		),
		why: say(
			'Ce lien dit si le fichier joint contient les mêmes données que les pages ou seulement une partie.',
			'It says whether the attached file holds the same data as the pages, or only a part of them.',
		),
		fix: software,
	},
	'PDF-MIME': {
		message: say(
			'Le type du fichier joint « {name} » n’est pas déclaré comme XML.',
			'The attached file “{name}” is not declared to be XML.',
		),
		why: attachedFile,
		fix: software,
	},
	'PDF-DATE': {
		message: say(
			'La date de modification du fichier joint « {name} » manque ou est mal écrite.',
			'The modification date of the attached file “{name}” is missing or badly written.',
		),
		why: archive,
		fix: software,
	},
	'PDF-SIZE': {
		message: say(
			'La taille annoncée pour le fichier joint « {name} » n’est pas la sienne.',
			'The size stated for the attached file “{name}” is not its own.',
		),
		why: say(
			'Une taille fausse fait croire à un fichier tronqué ou remplacé après coup.',
			'A wrong size makes the file look cut short, or replaced afterwards.',
		),
		fix: say(
			'Produisez le PDF de nouveau au lieu de le modifier après coup.',
			'Produce the PDF again instead of changing it afterwards.',
		),
	},
	'PDF-XMP': {
		message: say('Le PDF n’a pas de métadonnées XMP.', 'The PDF has no XMP metadata.'),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-UNREADABLE': {
		message: say(
			'Les métadonnées XMP du PDF ne peuvent pas être lues.',
			'The XMP metadata of the PDF cannot be read.',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-DOCTYPE': {
		message: say(
			'Les métadonnées XMP du PDF contiennent une déclaration DOCTYPE, qui est refusée.',
			'The XMP metadata of the PDF holds a DOCTYPE declaration, which is refused.',
		),
		why: say(
			'Une telle déclaration n’a aucun usage dans des métadonnées ; elle sert à attaquer les programmes qui les lisent.',
			'Such a declaration has no use in metadata; it serves to attack the programs that read it.',
		),
		fix: say(
			'Produisez le PDF de nouveau avec un logiciel sûr.',
			'Produce the PDF again with software that you trust.',
		),
	},
	'PDF-XMP-INVOICE': {
		message: say(
			'Les métadonnées XMP du PDF n’annoncent aucune facture jointe.',
			'The XMP metadata of the PDF announces no attached invoice.',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-TYPE': {
		message: say(
			'Les métadonnées n’annoncent pas une facture (DocumentType).',
			'The metadata does not announce an invoice (DocumentType).',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-NAME': {
		message: say(
			'Les métadonnées annoncent un autre nom que celui du fichier joint (DocumentFileName).',
			'The metadata names another file than the one attached (DocumentFileName).',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-VERSION': {
		message: say(
			'La version annoncée par les métadonnées manque ou est inconnue (Version).',
			'The version in the metadata is missing or unknown (Version).',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-LEVEL': {
		message: say(
			'Le profil annoncé par les métadonnées manque ou est inconnu (ConformanceLevel).',
			'The profile in the metadata is missing or unknown (ConformanceLevel).',
		),
		why: metadata,
		fix: software,
	},
	'PDF-XMP-PROFILE': {
		message: say(
			'Le profil annoncé par les métadonnées n’est pas celui que la facture déclare (BT-24).',
			'The profile in the metadata is not the one that the invoice claims (BT-24).',
		),
		why: say(
			'Avec deux profils, le destinataire ne sait pas quelles données il peut attendre.',
			'With two profiles, the receiver cannot tell which data to expect.',
		),
		fix: say(
			'Choisissez un seul profil dans votre logiciel, puis produisez le PDF de nouveau.',
			'Choose one profile in your software, then produce the PDF again.',
		),
	},
	'PDF-PDFA': {
		message: say('Le PDF ne se déclare pas conforme à PDF/A-3.', 'The PDF does not claim to be PDF/A-3.'),
		why: archive,
		fix: say('Choisissez l’export PDF/A-3 de votre logiciel.', 'Choose the PDF/A-3 export of your software.'),
	},
	'PDF-OUTPUT-INTENT': {
		message: say(
			'Le PDF n’a pas de profil de sortie pour ses couleurs (OutputIntents).',
			'The PDF has no output intent for its colours (OutputIntents).',
		),
		why: say(
			'PDF/A-3 en demande un dès que les couleurs dépendent de l’appareil qui les montre.',
			'PDF/A-3 asks for one as soon as colours depend on the device that shows them.',
		),
		fix: software,
	},
	'PDF-SCRIPT': {
		message: say(
			'Le PDF contient un script ou lance une action à l’ouverture.',
			'The PDF holds a script, or starts something when it is opened.',
		),
		why: say(
			'PDF/A-3 l’interdit : un document conservé ne doit rien exécuter. Rien n’en a été exécuté ici.',
			'PDF/A-3 forbids it: a document that is kept must run nothing. Nothing of it was run here.',
		),
		fix: say('Retirez les scripts et les actions du PDF.', 'Remove scripts and actions from the PDF.'),
	},
	'PDF-DAMAGED': {
		message: say(
			'La structure interne du PDF est abîmée ; la facture a pu être lue malgré tout.',
			'The internal structure of the PDF is damaged; the invoice could be read all the same.',
		),
		why: say(
			'Deux programmes peuvent lire deux contenus différents dans un fichier abîmé.',
			'Two programs may read two different contents in a damaged file.',
		),
		fix: say(
			'Produisez le PDF de nouveau ; vérifiez qu’il n’est pas modifié pendant l’envoi.',
			'Produce the PDF again, and check that nothing changes it on its way.',
		),
	},
} as const satisfies Readonly<Record<string, Advice>>

export type PdfCheckId = keyof typeof pdfAdvice

/** The sentences of a check with the values of a file. */
export function pdfAdviceOn(id: PdfCheckId, values: Readonly<Record<string, string>> = {}): Advice {
	const { message, why, fix } = pdfAdvice[id]
	return { message: fill(message, values), why, fix }
}
