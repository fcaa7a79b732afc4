/** Why nothing can be said of a document that was read, in plain words. `{detail}` is what was met instead. */
import type { Advice } from './wording.ts'

export const undecided: Readonly<Record<string, Advice>> = {
	'JUDGE-NO-RULE-SET': {
		message: {
			fr: 'Aucun jeu de règles ne couvre ce document (profil : {detail}) : rien ne peut en être dit.',
			en: 'No rule set covers this document (profile: {detail}): nothing can be said of it.',
		},
		why: {
			fr: 'Sans règle à appliquer, une facture ne peut être déclarée ni conforme ni fautive.',
			en: 'With no rule to apply, an invoice can be called neither right nor wrong.',
		},
		fix: {
			fr: 'Vérifiez l’identifiant de spécification (BT-24), ou demandez à la plateforme de charger les règles de ce profil.',
			en: 'Check the specification identifier (BT-24), or ask the platform to load the rules of this profile.',
		},
	},
	'JUDGE-NOTHING-FIRED': {
		message: {
			fr: 'Aucune règle n’a trouvé à s’appliquer dans ce document : rien ne peut en être dit.',
			en: 'No rule found anything to apply to in this document: nothing can be said of it.',
		},
		why: {
			fr: 'Les règles chargées visent des éléments que ce document ne contient pas.',
			en: 'The rules that were loaded speak of elements that this document does not hold.',
		},
		fix: {
			fr: 'Vérifiez que le jeu de règles choisi correspond bien au format du document.',
			en: 'Check that the chosen rule set fits the format of the document.',
		},
	},
	'JUDGE-ENVELOPE': {
		message: {
			fr: 'La facture est placée dans une enveloppe ({detail}) et n’a pas pu être jugée en entier.',
			en: 'The invoice sits inside an envelope ({detail}) and could not be judged in full.',
		},
		why: {
			fr: 'Les règles s’appliquent à une facture qui est elle-même la racine du document.',
			en: 'The rules apply to an invoice that is itself the root of the document.',
		},
		fix: {
			fr: 'Envoyez la facture sans son enveloppe d’acheminement.',
			en: 'Send the invoice without its routing envelope.',
		},
	},
}
