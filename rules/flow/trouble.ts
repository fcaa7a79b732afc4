/**
 * What can be wrong with a flow as a whole, or with one of its files whatever the invoice in it says.
 *
 * Codes of the flow itself are those of the envelope controls; files are refused under the codes that one file
 * sent alone would get. `{…}` marks are filled with values of the flow.
 */
import type { Severity } from '#engine'
import { fill, type Wording } from '../wording.ts'

export interface Trouble {
	readonly id: TroubleId
	/** `unjudged`: nothing may be concluded of the flow. */
	readonly severity: Severity | 'unjudged'
	/** The platform's code; absent where nothing is refused. */
	readonly code?: string
	/** The file concerned; the flow as a whole unless given. */
	readonly file?: string
	readonly message: Wording
	readonly fix: Wording
}

interface Entry {
	readonly severity: Trouble['severity']
	readonly code?: string
	readonly message: Wording
	readonly fix: Wording
}

const asFlow: Wording = {
	fr: 'Recréez le flux (une archive TAR.GZ de factures, ou une seule facture XML), puis renvoyez-le en entier.',
	en: 'Make the flow again (a TAR.GZ archive of invoices, or a single XML invoice), then send all of it once more.',
}
const split: Wording = {
	fr: 'Répartissez les factures entre plusieurs flux, puis envoyez chacun d’eux.',
	en: 'Share the invoices out among several flows, then send each of them.',
}

export const troubles = {
	'FLOW-EMPTY': {
		severity: 'fatal',
		code: 'IRR_VIDE',
		message: { fr: 'Le flux ne contient aucun fichier.', en: 'The flow holds no file.' },
		fix: asFlow,
	},
	'FLOW-SIZE': {
		severity: 'fatal',
		code: 'IRR_TAILLE',
		message: {
			fr: 'Le flux pèse {count} octets ; un flux en compte au plus {allowed}.',
			en: 'The flow has {count} bytes; a flow may have {allowed}.',
		},
		fix: split,
	},
	'FLOW-CONTENT': {
		severity: 'fatal',
		code: 'IRR_TAILLE',
		message: {
			fr: 'Le contenu de l’archive dépasse ce qui peut en être extrait ({limit} : {allowed}).',
			en: 'The archive holds more than may be taken out of it ({limit}: {allowed}).',
		},
		fix: split,
	},
	'FLOW-COUNT': {
		severity: 'fatal',
		code: 'IRR_TAILLE',
		message: {
			fr: 'Le flux contient plus de {allowed} factures ; la suite n’a pas été lue.',
			en: 'The flow holds more than {allowed} invoices; what follows was not read.',
		},
		fix: split,
	},
	'FLOW-NAME': {
		severity: 'fatal',
		code: 'IRR_FORM',
		message: {
			fr: 'Le nom du flux, « {name} », n’a pas la forme attendue.',
			en: 'The name of the flow, “{name}”, is not formed as it must be.',
		},
		fix: {
			fr: 'Nommez le flux : code interface (8 caractères), code application (6), identifiant (25), séparés par « _ ».',
			en: 'Name the flow: interface code (8 characters), application code (6), identifier (25), with “_” between.',
		},
	},
	'FLOW-NAME-LOCAL': {
		severity: 'information',
		message: {
			fr: 'Le nom « {name} » n’est pas celui d’un flux : seul le contenu est contrôlé, avec les limites de Chorus Pro.',
			en: 'The name “{name}” is not that of a flow: only the content is checked, by the limits of Chorus Pro.',
		},
		fix: {
			fr: 'Pour que le nom soit contrôlé, donnez celui sous lequel le flux sera envoyé.',
			en: 'To have the name checked, give the one under which the flow will be sent.',
		},
	},
	'FLOW-INTERFACE': {
		severity: 'fatal',
		code: 'IRR_CODE_INTER',
		message: {
			fr: 'Le code interface « {code} » n’existe pas.',
			en: 'There is no interface code “{code}”.',
		},
		fix: {
			fr: 'Mettez en tête du nom le code de l’interface ouverte pour vos factures, par exemple FSO1100A pour UBL.',
			en: 'Begin the name with the code of the interface open to your invoices, for instance FSO1100A for UBL.',
		},
	},
	'FLOW-NOT-JUDGED': {
		severity: 'unjudged',
		message: {
			fr: 'L’interface « {code} » ne transporte pas de factures UBL, CII ou Factur-X : ce flux n’est pas contrôlé ici.',
			en: 'Interface “{code}” does not carry UBL, CII or Factur-X invoices: this flow is not judged here.',
		},
		fix: {
			fr: 'Si le flux contient de telles factures, nommez-le d’après leur interface.',
			en: 'Should the flow hold such invoices, name it after their interface.',
		},
	},
	'FLOW-KIND': {
		severity: 'fatal',
		code: 'IRR_TYPE',
		message: {
			fr: 'Ce n’est ni une archive TAR.GZ, ni une facture seule.',
			en: 'This is neither a TAR.GZ archive nor a single invoice.',
		},
		fix: asFlow,
	},
	'FLOW-ARCHIVE': {
		severity: 'fatal',
		code: 'IRR_EXTRAC',
		message: {
			fr: 'L’archive est abîmée ou incomplète : elle ne peut être extraite jusqu’au bout.',
			en: 'The archive is damaged or cut: it cannot be extracted to its end.',
		},
		fix: asFlow,
	},
	'FLOW-MIXED': {
		severity: 'warning',
		message: {
			fr: 'Le flux mêle plusieurs formats ({formats}), alors qu’un flux n’en transporte qu’un.',
			en: 'The flow mixes formats ({formats}), whereas a flow carries but one.',
		},
		fix: {
			fr: 'Faites un flux par format.',
			en: 'Make one flow for each format.',
		},
	},
	'FILE-KIND': {
		severity: 'fatal',
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Ce fichier du flux n’est pas une facture : ni XML, ni PDF.',
			en: 'This file of the flow is no invoice: neither XML nor PDF.',
		},
		fix: {
			fr: 'Retirez-le du flux ; une pièce jointe se place dans la facture elle-même.',
			en: 'Take it out of the flow; an attachment goes inside the invoice itself.',
		},
	},
	'FILE-ARCHIVE': {
		severity: 'fatal',
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Le flux contient une autre archive, qui n’est pas ouverte.',
			en: 'The flow holds another archive, which is not opened.',
		},
		fix: {
			fr: 'Placez les factures elles-mêmes dans le flux, ou faites de l’archive un flux à part.',
			en: 'Put the invoices themselves into the flow, or make the archive a flow of its own.',
		},
	},
	'FILE-NAME': {
		severity: 'fatal',
		code: 'IRR_NOM_F',
		message: {
			fr: 'Le nom de ce fichier ne commence pas par « Base_ » ou « Full_ », ou ne finit pas par « .xml ».',
			en: 'The name of this file does not begin with “Base_” or “Full_”, or does not end with “.xml”.',
		},
		fix: {
			fr: 'Renommez le fichier, par exemple « Full_123.xml ».',
			en: 'Rename the file, for instance “Full_123.xml”.',
		},
	},
	'FILE-FORMAT': {
		severity: 'fatal',
		code: 'IRR_TYPE_F',
		message: {
			fr: 'Cette facture est au format {format}, alors que l’interface {code} transporte du {wanted}.',
			en: 'This invoice is {format}, whereas interface {code} carries {wanted}.',
		},
		fix: {
			fr: 'Envoyez-la dans un flux de son format.',
			en: 'Send it in a flow of its format.',
		},
	},
	'FILE-ENCODING': {
		severity: 'fatal',
		code: 'IRR_SYNTAX',
		message: {
			fr: 'Le fichier est codé en {encoding}, alors que ce flux n’accepte que UTF-8.',
			en: 'The file is encoded in {encoding}, whereas this flow takes only UTF-8.',
		},
		fix: { fr: 'Produisez le fichier en UTF-8.', en: 'Produce the file in UTF-8.' },
	},
	'FILE-TWICE': {
		severity: 'fatal',
		code: 'REJ_UNI',
		message: {
			fr: 'Ce fichier est le même que « {first} », octet pour octet.',
			en: 'This file is the same as “{first}”, byte for byte.',
		},
		fix: {
			fr: 'N’envoyez chaque facture qu’une fois.',
			en: 'Send each invoice once only.',
		},
	},
	'INVOICE-TWICE': {
		severity: 'fatal',
		code: 'REJ_UNI',
		message: {
			fr: 'La facture {number} du même fournisseur et de la même année est déjà dans ce flux : « {first} ».',
			en: 'Invoice {number} of the same supplier and year is in this flow already: “{first}”.',
		},
		fix: {
			fr: 'Donnez un numéro à chaque facture, et n’envoyez chacune qu’une fois.',
			en: 'Give each invoice a number of its own, and send each once only.',
		},
	},
	SIGNATURE: {
		severity: 'information',
		message: {
			fr: 'C’est une signature électronique : elle n’est pas vérifiée.',
			en: 'This is an electronic signature: it is not verified.',
		},
		fix: { fr: 'Il n’y a rien à corriger.', en: 'There is nothing to correct.' },
	},
} as const satisfies Readonly<Record<string, Entry>>

export type TroubleId = keyof typeof troubles

export function troubleOf(
	id: TroubleId,
	values: Readonly<Record<string, string>> = {},
	file?: string,
): Trouble {
	const entry: Entry = troubles[id]
	return {
		id,
		...entry,
		...(file !== undefined && { file }),
		message: fill(entry.message, values),
		fix: fill(entry.fix, values),
	}
}
