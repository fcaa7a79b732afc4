/**
 * Elements and attributes that the formats know and EN 16931 leaves out (UBL-CR, UBL-DT, CII-SR, CII-DT).
 *
 * Some nine hundred rules say the same of different elements. The data files give, place by place, the rule
 * and its element; elements.json names every element in plain words. The sentences are made here.
 */

import elements from './elements.json' with { type: 'json' }
import { type Entry, say } from './entry.ts'
import cii from './surplus-cii.json' with { type: 'json' }
import ubl from './surplus-ubl.json' with { type: 'json' }

interface Place {
	readonly fr: string
	readonly en: string
	readonly terms: readonly string[]
	/** Rule id → name of the element or attribute. */
	readonly rules: Readonly<Record<string, string>>
}

/** French with its article, English without. */
const attributes: Readonly<Record<string, readonly [string, string]>> = {
	'@characterSetCode': ['le code du jeu de caractères', 'character set code'],
	'@currencyCodeListVersionID': ['la version de la liste des devises', 'version of the currency list'],
	'@currencyID': ['la devise', 'currency'],
	'@encodingCode': ['le code d’encodage', 'encoding code'],
	'@format': ['le format', 'format'],
	'@languageID': ['le code de langue', 'language code'],
	'@languageLocaleID': ['le code régional de langue', 'language locale code'],
	'@listAgencyID': ['le code de l’agence qui tient la liste', 'code of the agency that keeps the list'],
	'@listAgencyName': ['le nom de l’agence qui tient la liste', 'name of the agency that keeps the list'],
	'@listID': ['l’identifiant de la liste de codes', 'code list identifier'],
	'@listName': ['le nom de la liste de codes', 'code list name'],
	'@listSchemeURI': ['l’adresse web du schéma de la liste', 'web address of the list scheme'],
	'@listURI': ['l’adresse web de la liste de codes', 'web address of the code list'],
	'@listVersionID': ['la version de la liste de codes', 'code list version'],
	'@name': ['le libellé', 'label'],
	'@schemeAgencyID': ['le code de l’agence du référentiel', 'scheme agency code'],
	'@schemeAgencyName': ['le nom de l’agence du référentiel', 'scheme agency name'],
	'@schemeDataURI': ['l’adresse web des données du référentiel', 'web address of the scheme data'],
	'@schemeID': ['le code du référentiel', 'scheme code'],
	'@schemeName': ['le nom du référentiel', 'scheme name'],
	'@schemeURI': ['l’adresse web du référentiel', 'web address of the scheme'],
	'@schemeVersionID': ['la version du référentiel', 'scheme version'],
	'@unitCode': ['le code d’unité', 'unit code'],
	'@unitCodeListAgencyID': ['l’agence de la liste d’unités', 'agency of the unit list'],
	'@unitCodeListAgencyIdentifier': ['l’agence de la liste d’unités', 'agency of the unit list'],
	'@unitCodeListAgencyName': [
		'le nom de l’agence de la liste d’unités',
		'name of the agency of the unit list',
	],
	'@unitCodeListID': ['l’identifiant de la liste d’unités', 'unit list identifier'],
	'@unitCodeListIdentifier': ['l’identifiant de la liste d’unités', 'unit list identifier'],
	'@uri': ['l’adresse web', 'web address'],
}

let index: Map<string, readonly [Place, string]> | undefined

function lookUp(rule: string): readonly [Place, string] | undefined {
	if (index === undefined) {
		index = new Map()
		for (const places of [ubl, cii] as Readonly<Record<string, Place>>[])
			for (const place of Object.values(places))
				for (const [id, name] of Object.entries(place.rules)) index.set(id, [place, name])
	}
	return index.get(rule)
}

/** Name of the element or attribute that a rule leaves out, as `cbc:UUID` or `@schemeURI`. */
export function surplusName(rule: string): string | undefined {
	return lookUp(rule)?.[1]
}

export function surplus(rule: string): Entry | undefined {
	const found = lookUp(rule)
	if (found === undefined) return undefined
	const [place, name] = found
	return name.startsWith('@') ? surplusAttribute(place, name) : surplusElement(place, name)
}

/** Where it stands, with the business terms there, if the name of the place does not say them. */
function withTerms(place: Place, lang: 'fr' | 'en'): string {
	const named = place[lang]
	return place.terms.length === 0 || /B[GT]-\d/.test(named) ? named : `${named} (${place.terms.join(', ')})`
}

function surplusElement(place: Place, name: string): Entry {
	const [fr, en] = (elements as unknown as Readonly<Record<string, readonly [string, string]>>)[
		name.replace(/^\w+:/, '')
	] ?? ['un élément', 'element']
	return {
		terms: place.terms,
		message: say(
			`La facture donne ${fr} ${withTerms(place, 'fr')}. La norme EN 16931 ne le prévoit pas.`,
			`The invoice gives the ${en} ${withTerms(place, 'en')}. EN 16931 leaves it out.`,
		),
		why: say(
			'Un destinataire ne traite que les données du modèle européen : une information placée ailleurs est perdue ou lue de travers.',
			'A recipient handles only the data of the European model: what stands elsewhere gets lost or misread.',
		),
		fix: say(
			`Supprimez l’élément ${name}. Si l’information est utile, portez-la dans une note (BT-22, ou BT-127 pour une ligne).`,
			`Remove the element ${name}. If it matters, say it in a note (BT-22, or BT-127 for a line).`,
		),
	}
}

function surplusAttribute(place: Place, name: string): Entry {
	const [fr, en] = attributes[name] ?? [`l’attribut ${name}`, `attribute ${name}`]
	return {
		terms: place.terms,
		message: say(
			`La facture précise ${fr} ${withTerms(place, 'fr')}. La norme EN 16931 ne le prévoit pas.`,
			`The invoice states the ${en} ${withTerms(place, 'en')}. EN 16931 leaves it out.`,
		),
		why: say(
			'La norme fixe déjà ce que cette mention précise : elle est inutile, et peut la contredire.',
			'The standard already settles what this mention states: it is useless, and may contradict it.',
		),
		fix: say(
			`Supprimez l’attribut ${name.slice(1)} et gardez la valeur.`,
			`Remove the attribute ${name.slice(1)} and keep the value.`,
		),
	}
}
