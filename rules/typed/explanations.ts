/** What is wrong with the form of a typed-in invoice, in plain words. */
import type { TermId } from '../terms/names.ts'
import { businessTerms, naming, titleOf } from '../terms/term.ts'
import type { Advice, Wording } from '../wording.ts'

const why: Wording = {
	fr: 'Chaque donnée saisie devient un élément de la facture électronique : sa clé et sa forme disent lequel.',
	en: 'Each datum typed in becomes an element of the electronic invoice: its key and its form say which.',
}

export function badKey(key: string, known: readonly string[]): Advice {
	const shown = key.slice(0, 60)
	const near = known.filter((name) => name !== '$schema')
	const listed = near.slice(0, 12).join(', ') + (near.length > 12 ? ', …' : '')
	const title = businessTerms.get(key)
	const named = title === undefined ? { fr: '', en: '' } : wrapped(titleOf(title))
	return {
		message: {
			fr: `La clé « ${shown} »${named.fr} n’a pas sa place ici.`,
			en: `The key “${shown}”${named.en} has no place here.`,
		},
		why,
		fix: {
			fr: `Placez cette donnée dans le groupe auquel elle appartient, ou retirez-la. Clés possibles ici : ${listed}.`,
			en: `Put this datum into the group that it belongs to, or remove it. Keys that may stand here: ${listed}.`,
		},
	}
}

const wrapped = ({ fr, en }: Wording): Wording => ({ fr: ` (${fr})`, en: ` (${en})` })

const forms: Readonly<Record<string, Wording>> = {
	group: { fr: 'un groupe de données entre accolades', en: 'a group of data in braces' },
	date: { fr: 'un jour du calendrier, écrit AAAA-MM-JJ', en: 'a day of the calendar, written YYYY-MM-DD' },
	number: {
		fr: 'un nombre, avec un point pour les décimales et sans espace',
		en: 'a number, with a point before the decimals and no space',
	},
	file: { fr: 'un fichier encodé en base64', en: 'a file encoded in base64' },
	text: { fr: 'un texte qui n’est pas vide', en: 'a text that is not empty' },
}

function formOf(term: string | undefined): Wording {
	const kind = businessTerms.get(term ?? '')?.kind ?? 'group'
	if (kind === 'amount' || kind === 'price' || kind === 'quantity' || kind === 'percent') return forms.number!
	return forms[kind] ?? forms.text!
}

export function badValue(term: string | undefined, keyword: string): Advice {
	const name = term === undefined ? { fr: 'cette donnée', en: 'this datum' } : naming(term)
	const form = formOf(term)
	if (keyword === 'required')
		return {
			message: {
				fr: `Il manque la clé « value » de ${name.fr}.`,
				en: `The key “value” of ${name.en} is missing.`,
			},
			why,
			fix: {
				fr: 'Écrivez la valeur elle-même, ou un objet avec "value" et ce qui la précise.',
				en: 'Write the value itself, or an object with "value" and what goes with it.',
			},
		}
	return {
		message: {
			fr: `La valeur saisie n’a pas la forme attendue : ${name.fr} est ${form.fr}.`,
			en: `The value typed in does not have the form due: ${name.en} is ${form.en}.`,
		},
		why,
		fix: { fr: `Saisissez ${form.fr}.`, en: `Type ${form.en}.` },
	}
}

export function surplus(term: TermId): Advice {
	const { fr, en } = naming(term)
	return {
		message: {
			fr: `La facture électronique n’a pas de place pour une valeur de plus : ${fr}.`,
			en: `The electronic invoice has no room for one more value: ${en}.`,
		},
		why: {
			fr: 'Le format UBL borne le nombre de ces données ; une valeur de trop serait perdue.',
			en: 'UBL bounds how often this datum may stand; one too many would be lost.',
		},
		fix: {
			fr: 'Gardez la valeur juste et retirez les autres.',
			en: 'Keep the right value and remove the others.',
		},
	}
}
