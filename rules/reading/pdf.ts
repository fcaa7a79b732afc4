/** What can be wrong with a PDF that should carry an invoice. */
import type { ReadingProblem } from './problem.ts'

export const pdfProblems = {
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
} as const satisfies Readonly<Record<string, ReadingProblem>>
