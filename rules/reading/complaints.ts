/**
 * What the XML parser complains of, in the words of the person who must mend the file.
 *
 * The parser's sentences are English and speak to programmers. Each pattern below gives ours; `$1` is what
 * the pattern catches. A complaint that no pattern knows is shown as the parser gives it.
 */
import type { Wording } from '../wording.ts'

const complaints: readonly (readonly [RegExp, string, string])[] = [
	[/^JSON that is not UTF-8/, 'le texte n’est pas en UTF-8', 'the text is not UTF-8'],
	[/^JSON: end/, 'le fichier s’arrête avant la fin', 'the file stops before its end'],
	[
		/^JSON: string/,
		'un texte contient un caractère interdit ou un « \\ » mal suivi',
		'a text holds a forbidden character or a “\\” badly followed',
	],
	[/^JSON: number/, 'un nombre est mal écrit', 'a number is badly written'],
	[/^JSON: twice (.+)/, 'la clé « $1 » figure deux fois', 'the key “$1” stands twice'],
	[/^JSON: depth/, 'les groupes sont trop imbriqués', 'the groups are nested too deeply'],
	[
		/^JSON: unexpected/,
		'on attendait ici une valeur, une virgule ou une accolade',
		'a value, a comma or a brace is due here',
	],
	[/^unclosed tag: (.+)/, 'la balise <$1> n’est pas fermée', 'the tag <$1> is not closed'],
	[/^unmatched closing tag: (.+)/, 'la balise </$1> ne ferme rien', 'the tag </$1> closes nothing'],
	[/close tag/, 'cette balise de fin n’est pas celle attendue', 'this end tag is not the one due'],
	[
		/^unexpected end/,
		'le fichier s’arrête au milieu d’un commentaire ou d’une balise',
		'the file stops in the middle of a comment or a tag',
	],
	[/^duplicate attribute: (.+)/, 'l’attribut $1 est écrit deux fois', 'the attribute $1 is written twice'],
	[/^malformed comment/, 'un commentaire contient deux tirets (--)', 'a comment holds two dashes (--)'],
	[
		/^undefined entity/,
		'cette entité n’existe pas en XML (seules &amp; &lt; &gt; &quot; et &apos; existent)',
		'XML has no such entity (only &amp; &lt; &gt; &quot; and &apos;)',
	],
	[
		/entity|ampersand/,
		'un « & » n’est pas suivi d’une entité : il s’écrit &amp;',
		'an “&” is not followed by an entity: it is written &amp;',
	],
	[
		/declaration must (?:be|appear) at the start/,
		'la déclaration <?xml …?> doit être tout au début du fichier',
		'the declaration <?xml …?> has to be at the very start of the file',
	],
	[/must contain a root/, 'il n’y a aucun élément complet', 'there is no complete element'],
	[/only one root/, 'un second élément suit l’élément racine', 'a second element follows the root element'],
	[
		/outside of root/,
		'du texte se trouve hors de l’élément racine',
		'there is text outside the root element',
	],
	[/doctype/i, 'une déclaration DOCTYPE est mal placée', 'a DOCTYPE declaration is out of place'],
	[/string "\]\]>"/, 'le texte contient « ]]> »', 'the text holds “]]>”'],
	[
		/disallowed character in (?:tag|closing)/,
		'un nom contient un caractère interdit',
		'a name holds a forbidden character',
	],
	[/^malformed name: (.+)/, 'le nom $1 est mal écrit', 'the name $1 is badly written'],
	[
		/processing instruction/,
		'une instruction de traitement <?…?> est mal écrite ou mal placée',
		'a processing instruction <?…?> is badly written or out of place',
	],
	[
		/attribute|forward-slash|tags may not/,
		'une balise est mal écrite (un attribut se note nom="valeur")',
		'a tag is badly written (an attribute is written name="value")',
	],
	[/prefix|namespace/, 'une déclaration d’espace de noms est incorrecte', 'a namespace declaration is wrong'],
	[
		/declaration|version|standalone|encoding|expect|quoted|value required|whitespace required|incorrect syntax/,
		'la déclaration <?xml …?> est mal écrite',
		'the declaration <?xml …?> is badly written',
	],
	[/disallowed character/, 'un caractère interdit se trouve ici', 'a forbidden character stands here'],
]

export function complaintOf(reason: string): Wording {
	for (const [pattern, fr, en] of complaints) {
		const [, caught] = pattern.exec(reason) ?? [undefined, undefined]
		if (!pattern.test(reason)) continue
		const put = (text: string): string => text.replace('$1', () => (caught ?? '').replace(/\.$/, ''))
		return { fr: put(fr), en: put(en) }
	}
	return { fr: reason, en: reason }
}

/** Limits of a document, by the engine's name. */
export const limitNames: Readonly<Record<string, Wording>> = {
	depth: { fr: 'niveaux d’imbrication', en: 'levels of nesting' },
	elements: { fr: 'éléments', en: 'elements' },
	attributes: { fr: 'attributs sur un élément', en: 'attributes of one element' },
	textLength: { fr: 'caractères dans un texte', en: 'characters in one text' },
	characterReferences: {
		fr: 'caractères écrits par leur numéro (&#…;)',
		en: 'characters written by number (&#…;)',
	},
	names: { fr: 'noms différents', en: 'different names' },
	bytes: { fr: 'octets', en: 'bytes' },
	findings: { fr: 'constats', en: 'findings' },
	milliseconds: { fr: 'millisecondes de contrôle', en: 'milliseconds of judging' },
	pdfObjects: { fr: 'objets lus dans le PDF', en: 'objects read in the PDF' },
	pdfInflated: { fr: 'octets une fois décompressés', en: 'bytes once inflated' },
	pdfRatio: { fr: 'fois la taille compressée', en: 'times the compressed size' },
	pdfSections: { fr: 'enregistrements successifs du PDF', en: 'successive savings of the PDF' },
	pdfAttachments: { fr: 'fichiers joints au PDF', en: 'files attached to the PDF' },
	archiveEntries: { fr: 'fichiers dans l’archive', en: 'files in the archive' },
	archiveEntryBytes: { fr: 'octets dans un fichier de l’archive', en: 'bytes in one file of the archive' },
	archiveBytes: { fr: 'octets dans l’archive décompressée', en: 'bytes in the archive once inflated' },
	archiveRatio: { fr: 'fois la taille compressée', en: 'times the compressed size' },
	archiveNesting: { fr: 'archives les unes dans les autres', en: 'archives in each other' },
	archiveName: { fr: 'caractères dans un nom de fichier', en: 'characters in a file name' },
	originalBytes: { fr: 'octets dans l’original lisible', en: 'bytes in the readable original' },
	originalPages: { fr: 'pages dans l’original lisible', en: 'pages in the readable original' },
	pdfDepth: { fr: 'niveaux d’imbrication dans le PDF', en: 'levels of nesting in the PDF' },
}
