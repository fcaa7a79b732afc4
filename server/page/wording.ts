/** What the page itself says, in both languages. */

export type Lang = 'fr' | 'en'

const words = {
	title: ['Votre facture est-elle recevable ?', 'Is your invoice fit to be received?'],
	pageTitle: ['Recevable – vérifier une facture', 'Recevable – check an invoice'],
	skip: ['Aller au contenu', 'Skip to content'],
	intro: [
		'Déposez une facture électronique : la page dit si elle passe et, sinon, quoi corriger et où.',
		'Drop an electronic invoice: the page says whether it passes and, if not, what to correct and where.',
	],
	file: ['Fichier de la facture (XML ou PDF)', 'Invoice file (XML or PDF)'],
	drop: ['ou déposez-le ici', 'or drop it here'],
	paste: ['Ou collez le XML de la facture', 'Or paste the XML of the invoice'],
	key: ['Clé d’accès', 'Access key'],
	check: ['Vérifier', 'Check'],
	goodSample: ['Exemple en règle', 'Sample in order'],
	badSample: ['Exemple fautif', 'Faulty sample'],
	who: ['Qui vérifie ?', 'Who checks?'],
	service: ['Ce service', 'This service'],
	here: ['Cet ordinateur seulement : rien n’est envoyé', 'This computer only: nothing is sent'],
	hereOnly: [
		'Vérifié sur cet ordinateur. L’annuaire et les doublons n’ont pas été vérifiés : il faut le service pour cela.',
		'Checked on this computer. The directory and duplicates were not checked: that takes the service.',
	],
	herePrivacy: [
		'La facture reste sur cet ordinateur ; seules les règles sont téléchargées.',
		'The invoice stays on this computer; only the rules are downloaded.',
	],
	fault: [
		'La vérification a échoué : rien ne peut être conclu.',
		'Checking failed: nothing may be concluded.',
	],
	privacy: [
		'La facture est envoyée à ce service pour être vérifiée ; elle n’y est pas conservée.',
		'The invoice is sent to this service to be checked; it is not kept there.',
	],
	checking: ['Vérification en cours…', 'Checking…'],
	nothing: [
		'Choisissez un fichier ou collez une facture d’abord.',
		'Choose a file or paste an invoice first.',
	],
	unreachable: ['Le service ne répond pas.', 'The service does not answer.'],
	accepted: ['Facture recevable', 'Invoice accepted'],
	rejected: ['Facture rejetée', 'Invoice rejected'],
	inadmissible: ['Fichier irrecevable', 'File inadmissible'],
	undecided: ['Aucune conclusion possible', 'No conclusion possible'],
	acceptedWhy: ['Aucune règle bloquante n’est enfreinte.', 'No rule that refuses is broken.'],
	rejectedWhy: [
		'Elle a été lue, mais enfreint au moins une règle bloquante.',
		'It was read, but breaks at least one rule that refuses.',
	],
	inadmissibleWhy: [
		'Le fichier ne peut pas être lu comme une facture.',
		'The file cannot be read as an invoice.',
	],
	undecidedWhy: [
		'Aucun jeu de règles ne couvre ce document. Ce n’est pas un succès.',
		'No rule set covers this document. That is not a success.',
	],
	findings: ['Ce qu’il faut corriger', 'What to correct'],
	remarks: ['Remarques qui ne bloquent pas', 'Remarks that do not refuse'],
	cause: ['À corriger d’abord', 'Correct this first'],
	fatal: ['bloquant', 'fatal'],
	warning: ['avertissement', 'warning'],
	information: ['information', 'information'],
	found: ['Trouvé', 'Found'],
	expected: ['Attendu', 'Expected'],
	why: ['Pourquoi', 'Why'],
	doubt: ['Réserve', 'Reservation'],
	todo: ['À faire', 'To do'],
	where: ['Où', 'Where'],
	ask: ['À demander', 'To be asked'],
	mend: ['Correction proposée', 'Proposed change'],
	or: ['Ou bien', 'Or else'],
	proven: [
		'Vérifiée : avec ce changement, plus rien ne s’oppose à la facture.',
		'Proven: with this change nothing stands against the invoice any more.',
	],
	partly: [
		'Vérifiée : ce changement lève ces constats, sans en causer d’autre.',
		'Proven: this change settles these findings and causes no other.',
	],
	follows: ['En découlent', 'Following from it'],
	removed: ['supprimé', 'removed'],
	added: ['ajouté', 'added'],
	moved: ['déplacé :', 'moved:'],
	line: ['ligne', 'line'],
	show: ['Montrer la ligne', 'Show line'],
	previous: ['Précédent', 'Previous'],
	next: ['Suivant', 'Next'],
	source: ['Le fichier', 'The file'],
	invoice: ['La facture', 'The invoice'],
	truncated: [
		'Il y a d’autres constats ; seuls les premiers sont montrés.',
		'There are more findings; only the first are shown.',
	],
	print: ['Imprimer ou enregistrer en PDF', 'Print or save as PDF'],
	download: ['Télécharger le rapport', 'Download the report'],
	seller: ['Vendeur', 'Seller'],
	buyer: ['Acheteur', 'Buyer'],
	name: ['Nom', 'Name'],
	registration: ['Identifiant légal', 'Legal identifier'],
	vatNumber: ['N° de TVA', 'VAT number'],
	address: ['Adresse', 'Address'],
	electronic: ['Adresse électronique', 'Electronic address'],
	number: ['Numéro', 'Number'],
	date: ['Date', 'Date'],
	due: ['Échéance', 'Due date'],
	type: ['Type', 'Type'],
	currency: ['Devise', 'Currency'],
	lines: ['Lignes', 'Lines'],
	item: ['Désignation', 'Item'],
	quantity: ['Quantité', 'Quantity'],
	price: ['Prix unitaire', 'Unit price'],
	rate: ['TVA %', 'VAT %'],
	net: ['Montant net', 'Net amount'],
	vat: ['Ventilation de la TVA', 'VAT breakdown'],
	category: ['Catégorie', 'Category'],
	base: ['Base', 'Taxable amount'],
	tax: ['TVA', 'VAT'],
	totals: ['Totaux', 'Totals'],
	sumLines: ['Somme des lignes', 'Sum of lines'],
	allowances: ['Remises', 'Allowances'],
	charges: ['Frais', 'Charges'],
	withoutVat: ['Total hors TVA', 'Total without VAT'],
	totalVat: ['Total de la TVA', 'Total VAT'],
	withVat: ['Total TVA comprise', 'Total with VAT'],
	paid: ['Déjà payé', 'Already paid'],
	rounding: ['Arrondi', 'Rounding'],
	payable: ['Net à payer', 'Amount due'],
	finding: ['Constat', 'Finding'],
} as const satisfies Readonly<Record<string, readonly [fr: string, en: string]>>

export type Word = keyof typeof words

export function say(word: Word, lang: Lang): string {
	return words[word][lang === 'fr' ? 0 : 1]
}

/** Puts the words of a language into the elements that ask for them by `data-say`. */
export function sayAll(root: ParentNode, lang: Lang): void {
	for (const element of root.querySelectorAll<HTMLElement>('[data-say]'))
		element.textContent = say(element.dataset.say as Word, lang)
}
