/**
 * Structural faults in plain words.
 *
 * Each has general sentences for the catalogue, and sentences with marks that take a finding's own elements
 * and values: `{element}` comes as `cbc:Note (la note)`. A finding against a Factur-X profile is told as that:
 * the format allows the element, the profile does not.
 */
import type { StructureFinding, StructureRule, ValueKind } from '#engine'
import elementNames from '../explanations/elements.json' with { type: 'json' }
import { type Advice, fill, type Wording } from '../wording.ts'

interface Sentences extends Advice {
	/** The message where nothing is known of the document. */
	readonly general: Wording
}

const published: Wording = {
	fr: 'Le schéma publié du format fixe les éléments, leur ordre et leur nombre ; un programme qui lit la facture s’y fie.',
	en: 'The published schema of the format fixes the elements, their order and their number; programs that read the invoice rely on it.',
}

const sentences: Readonly<Record<StructureRule, Sentences>> = {
	'STRUCT-ROOT': {
		general: {
			fr: 'Le premier élément du document n’est pas celui d’une facture de ce format.',
			en: 'The document does not start with the element of an invoice in this format.',
		},
		message: {
			fr: 'Le document commence par {element} ; on attendait {expected}.',
			en: 'The document starts with {element}; {expected} was due.',
		},
		why: {
			fr: 'Le premier élément et son espace de noms disent quel format se lit ensuite.',
			en: 'The first element and its namespace say which format follows.',
		},
		fix: {
			fr: 'Exportez la facture en UBL 2.1 ou en CII, avec l’espace de noms exact de ce format.',
			en: 'Export the invoice as UBL 2.1 or CII, with the exact namespace of that format.',
		},
	},
	'STRUCT-UNKNOWN': {
		general: {
			fr: 'Un élément se trouve là où le format ne le connaît pas.',
			en: 'An element stands where the format does not know it.',
		},
		message: {
			fr: '{element} ne peut pas figurer dans {parent}.',
			en: '{element} cannot stand in {parent}.',
		},
		why: published,
		fix: {
			fr: 'Supprimez cet élément, ou vérifiez son nom, son espace de noms et l’élément où il devrait se trouver. Ici peuvent venir : {expected}.',
			en: 'Remove this element, or check its name, its namespace and the element it should stand in. What may come here: {expected}.',
		},
	},
	'STRUCT-ORDER': {
		general: {
			fr: 'Un élément n’est pas à sa place parmi ceux qui l’entourent.',
			en: 'An element is out of order among those around it.',
		},
		message: {
			fr: 'Dans {parent}, {element} n’est pas à sa place : il se met {side} {neighbour}.',
			en: 'In {parent}, {element} is out of order: it belongs {side} {neighbour}.',
		},
		why: {
			fr: 'L’ordre des éléments est fixé par le schéma publié du format ; le même contenu dans un autre ordre n’est pas valable.',
			en: 'The published schema of the format fixes the order of the elements; the same content in another order is not valid.',
		},
		fix: {
			fr: 'Déplacez {element} {side} {neighbour} ; son contenu peut rester tel quel.',
			en: 'Move {element} {side} {neighbour}; its content can stay as it is.',
		},
	},
	'STRUCT-TOO-MANY': {
		general: {
			fr: 'Un élément figure plus souvent que le format ne le permet.',
			en: 'An element stands more often than the format allows.',
		},
		message: {
			fr: '{element} figure trop souvent dans {parent} : {most} fois au plus.',
			en: '{element} stands too often in {parent}: {most} at most.',
		},
		why: {
			fr: 'Avec deux valeurs là où le format n’en prévoit qu’un nombre donné, nul ne sait laquelle compte.',
			en: 'With more values than the format provides for, nobody knows which one counts.',
		},
		fix: {
			fr: 'Gardez celui qui est juste et supprimez les autres ; vérifiez aussi qu’il n’appartient pas à un autre élément.',
			en: 'Keep the right one and remove the others; check also that it does not belong in another element.',
		},
	},
	'STRUCT-CHOICE': {
		general: {
			fr: 'Deux éléments sont donnés là où il faut choisir l’un ou l’autre.',
			en: 'Two elements are given where one or the other is due.',
		},
		message: {
			fr: 'Dans {parent}, {element} ne peut pas accompagner {neighbour} : c’est l’un ou l’autre.',
			en: 'In {parent}, {element} cannot stand beside {neighbour}: it is one or the other.',
		},
		why: published,
		fix: { fr: 'Supprimez l’un des deux.', en: 'Remove one of the two.' },
	},
	'STRUCT-MISSING': {
		general: {
			fr: 'Un élément que le format exige manque.',
			en: 'An element that the format demands is missing.',
		},
		message: {
			fr: 'Il manque {expected} dans {parent}.',
			en: '{expected} is missing in {parent}.',
		},
		why: published,
		fix: {
			fr: 'Ajoutez-le dans {parent}{place}.',
			en: 'Add it in {parent}{place}.',
		},
	},
	'STRUCT-TEXT': {
		general: {
			fr: 'Du texte se trouve là où le format n’admet que des éléments.',
			en: 'Text stands where the format takes elements only.',
		},
		message: {
			fr: '{element} contient directement le texte « {found} », alors qu’il n’admet que des éléments.',
			en: '{element} directly holds the text “{found}”, though it takes elements only.',
		},
		why: {
			fr: 'Un texte sans élément autour de lui n’a pas de sens défini : il serait perdu à la lecture.',
			en: 'Text with no element around it has no defined meaning: it would be lost in reading.',
		},
		fix: {
			fr: 'Supprimez ce texte, ou placez-le dans l’élément prévu pour lui.',
			en: 'Remove this text, or put it into the element made for it.',
		},
	},
	'STRUCT-NESTED': {
		general: {
			fr: 'Un élément qui porte une valeur contient d’autres éléments.',
			en: 'An element made for a value holds other elements.',
		},
		message: {
			fr: '{element} contient {found}, alors qu’il ne porte qu’une valeur.',
			en: '{element} holds {found}, though it takes a value only.',
		},
		why: published,
		fix: {
			fr: 'Ne laissez que la valeur dans {element}.',
			en: 'Leave the value alone in {element}.',
		},
	},
	'STRUCT-VALUE': {
		general: {
			fr: 'Une valeur n’est pas écrite comme son type le demande.',
			en: 'A value is not written as its type demands.',
		},
		message: {
			fr: 'La valeur « {found} » de {place} n’est pas {kind}.',
			en: 'The value “{found}” of {place} is not {kind}.',
		},
		why: {
			fr: 'Une valeur mal écrite ne peut être ni calculée, ni comparée, ni reprise en comptabilité.',
			en: 'A value that is badly written can be neither computed, nor compared, nor booked.',
		},
		fix: {
			fr: 'Écrivez à cet endroit {kind}.',
			en: 'Write {kind} at this place.',
		},
	},
	'STRUCT-ATTRIBUTE': {
		general: {
			fr: 'Un élément porte un attribut que le format ne prévoit pas.',
			en: 'An element has an attribute that the format does not provide for.',
		},
		message: {
			fr: '{element} ne peut pas porter l’attribut {attribute}.',
			en: '{element} cannot have the attribute {attribute}.',
		},
		why: published,
		fix: {
			fr: 'Supprimez l’attribut {attribute}. Attributs prévus ici : {expected}.',
			en: 'Remove the attribute {attribute}. Attributes provided for here: {expected}.',
		},
	},
	'STRUCT-ATTRIBUTE-MISSING': {
		general: {
			fr: 'Il manque un attribut que le format exige.',
			en: 'An attribute that the format demands is missing.',
		},
		message: {
			fr: 'Il manque l’attribut {attribute} de {element}.',
			en: 'The attribute {attribute} of {element} is missing.',
		},
		why: {
			fr: 'Sans cet attribut la valeur n’est pas complète : un montant a besoin de sa devise, une mesure de son unité.',
			en: 'Without this attribute the value is not complete: an amount needs its currency, a measure its unit.',
		},
		fix: {
			fr: 'Ajoutez l’attribut {attribute} à {element}.',
			en: 'Add the attribute {attribute} to {element}.',
		},
	},
}

/** What a profile adds: the same faults, but against a narrower list. */
const inProfile: Readonly<Partial<Record<StructureRule, Partial<Advice>>>> = {
	'STRUCT-UNKNOWN': {
		message: {
			fr: '{element} n’appartient pas au profil {profile} : il ne peut pas y figurer dans {parent}.',
			en: '{element} is not part of profile {profile}: it cannot stand in {parent} there.',
		},
		fix: {
			fr: 'Supprimez cet élément, ou déclarez un profil plus riche (BT-24) qui le prévoit.',
			en: 'Remove this element, or claim a richer profile (BT-24) that provides for it.',
		},
	},
	'STRUCT-TOO-MANY': {
		message: {
			fr: 'Le profil {profile} n’admet {element} que {most} fois au plus dans {parent}.',
			en: 'Profile {profile} takes {element} in {parent} {most} at most.',
		},
	},
	'STRUCT-MISSING': {
		message: {
			fr: 'Le profil {profile} exige {expected} dans {parent}.',
			en: 'Profile {profile} demands {expected} in {parent}.',
		},
	},
	'STRUCT-ATTRIBUTE': {
		message: {
			fr: 'L’attribut {attribute} de {element} n’appartient pas au profil {profile}.',
			en: 'The attribute {attribute} of {element} is not part of profile {profile}.',
		},
	},
}

const profilePublished: Wording = {
	fr: 'Chaque profil Factur-X fixe les données qu’une facture peut porter ; le destinataire ne lit que celles-là.',
	en: 'Each Factur-X profile fixes the data that an invoice may carry; the receiver reads those alone.',
}

const profileTitles: Readonly<Record<string, string>> = {
	minimum: 'MINIMUM',
	basicwl: 'BASIC WL',
	basic: 'BASIC',
	en16931: 'EN 16931',
	extended: 'EXTENDED',
}

const kindWords: Readonly<Record<ValueKind, Wording>> = {
	string: { fr: 'un texte', en: 'a text' },
	normalizedString: { fr: 'un texte', en: 'a text' },
	token: { fr: 'un texte', en: 'a text' },
	decimal: {
		fr: 'un nombre en chiffres, avec un point pour les décimales et sans espace (1234.50)',
		en: 'a number in digits, with a point for decimals and no space (1234.50)',
	},
	boolean: { fr: 'true ou false', en: 'true or false' },
	date: {
		fr: 'une date existante, année-mois-jour, sans espace autour (2026-01-31)',
		en: 'an existing date, year-month-day, without space around it (2026-01-31)',
	},
	time: {
		fr: 'une heure, sans espace autour (14:30:00)',
		en: 'a time, without space around it (14:30:00)',
	},
	dateTime: {
		fr: 'une date et une heure existantes, sans espace autour (2026-01-31T14:30:00)',
		en: 'an existing date and time, without space around it (2026-01-31T14:30:00)',
	},
	base64Binary: {
		fr: 'un fichier encodé en base64, complet jusqu’au dernier caractère',
		en: 'a file encoded in base64, complete to its last character',
	},
	language: { fr: 'un code de langue (fr, en-GB)', en: 'a language code (fr, en-GB)' },
	anyURI: { fr: 'une adresse web', en: 'a web address' },
}

const sides: Readonly<Record<'before' | 'after', Wording>> = {
	before: { fr: 'avant', en: 'before' },
	after: { fr: 'après', en: 'after' },
}

/** Ids of the structural rules. */
export const structureRuleIds = Object.keys(sentences) as readonly StructureRule[]

/** What the catalogue says of a structural rule; undefined for other ids. */
export function structureRule(rule: string): Advice | undefined {
	if (!Object.hasOwn(sentences, rule)) return undefined
	const { general, why } = sentences[rule as StructureRule]
	return {
		message: general,
		why,
		fix: {
			fr: 'Corrigez la structure à l’endroit indiqué, de préférence dans le logiciel qui produit la facture.',
			en: 'Correct the structure at the place shown, preferably in the software that makes the invoice.',
		},
	}
}

/** What to tell the supplier of one structural finding. */
export function structureAdvice(finding: StructureFinding): Advice {
	const profile = profileTitles[/^structure-facturx-(\w+)$/.exec(finding.ruleSet)?.[1] ?? '']
	const base = sentences[finding.rule]
	const told: Advice =
		profile === undefined ? base : { ...base, why: profilePublished, ...inProfile[finding.rule] }
	const values = { fr: valuesOf(finding, 'fr', profile), en: valuesOf(finding, 'en', profile) }
	const filled = ({ fr, en }: Wording): Wording => ({
		fr: fill({ fr, en: '' }, values.fr).fr,
		en: fill({ fr: '', en }, values.en).en,
	})
	return { message: filled(told.message), why: told.why, fix: filled(told.fix) }
}

function valuesOf(
	finding: StructureFinding,
	lang: 'fr' | 'en',
	profile: string | undefined,
): Record<string, string> {
	const { element, parent, attribute, expected, found, most, neighbour } = finding
	const listed = expected.map((name) => (name.includes(':') ? named(name, lang) : name))
	return {
		element: named(element, lang),
		parent: parent === undefined ? '' : named(parent, lang),
		attribute: attribute ?? '',
		found: found === undefined ? '' : finding.rule === 'STRUCT-NESTED' ? named(found, lang) : found,
		most: String(most ?? ''),
		profile: profile ?? '',
		side: neighbour === undefined ? '' : sides[neighbour.side][lang],
		neighbour: neighbour === undefined ? '' : named(neighbour.element, lang),
		kind: kindOf(finding, lang),
		place: placeOf(finding, lang),
		expected:
			finding.rule === 'STRUCT-MISSING'
				? listed.join(lang === 'fr' ? ' ou ' : ' or ')
				: expected.length === 0
					? lang === 'fr'
						? 'aucun'
						: 'none'
					: expected.slice(0, mostListed).join(', ') + (expected.length > mostListed ? ', …' : ''),
	}
}

const mostListed = 6

function placeOf({ rule, element, attribute, neighbour }: StructureFinding, lang: 'fr' | 'en'): string {
	if (rule === 'STRUCT-MISSING')
		return neighbour === undefined ? '' : `, ${sides[neighbour.side][lang]} ${named(neighbour.element, lang)}`
	const of = lang === 'fr' ? `l’attribut ${attribute} de` : `the attribute ${attribute} of`
	return attribute === undefined ? named(element, lang) : `${of} ${named(element, lang)}`
}

function kindOf({ valueKind, length, expected }: StructureFinding, lang: 'fr' | 'en'): string {
	if (valueKind === undefined) return ''
	if (expected[0] !== undefined) return lang === 'fr' ? `« ${expected[0]} »` : `“${expected[0]}”`
	if (length === undefined) return kindWords[valueKind][lang]
	const [least, most] = length
	return lang === 'fr'
		? `un texte de ${least} à ${most} caractères`
		: `a text of ${least} to ${most} characters`
}

/** `cbc:Note (la note)`, where the element has a name in plain words. */
function named(name: string, lang: 'fr' | 'en'): string {
	const local = name.replace(/^.*[:}]/, '')
	const words = (elementNames as unknown as Readonly<Record<string, readonly [string, string]>>)[local]
	return words === undefined ? name : `${name} (${words[lang === 'fr' ? 0 : 1]})`
}
