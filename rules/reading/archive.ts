/** What can be wrong with an archive, or with a file inside it. */
import type { ReadingProblem } from './problem.ts'

export const archiveProblems = {
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
} as const satisfies Readonly<Record<string, ReadingProblem>>
