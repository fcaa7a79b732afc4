/**
 * The catalogue of rules as a static site: a page a rule in both languages, and ways to it by term, by code list and
 * by rejection code.
 *
 * Plain HTML with one style sheet, no script and nothing from outside. The same pages are written by `npm run docs`
 * and served under /rules; a finding's `help` leads to its rule's page.
 */
import { reasons } from '../catalogue/reasons.ts'
import { codeLists } from '../codelists.ts'
import { pageOf } from '../help.ts'
import type { TermId } from '../terms/names.ts'
import { businessTerms, pathOf, titleOf } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import type { RuleEntry } from './entries.ts'
import { escaped, html, sheet } from './markup.ts'
import { syntaxes } from './words.ts'

/** A stated case in which a rule is found, for those who can show them. */
export interface ShownCase {
	readonly title: string
	readonly place: string
}

export interface SiteOptions {
	/** Up to a few cases in which the rule is found. */
	readonly cases?: (rule: string) => readonly ShownCase[]
}

/** Pages by their path below the site. */
export function site(
	rules: readonly RuleEntry[],
	{ cases = () => [] }: SiteOptions = {},
): Map<string, string> {
	const pages = new Map<string, string>()
	const add = (path: string, title: Wording, body: string): void => {
		const up = '../'.repeat(path.split('/').length - 1)
		pages.set(
			path,
			html({
				lang: 'fr',
				title: `${title.fr} · ${title.en} – Recevable`,
				body: `${head(up)}<main id="main">\n<h1>${both(title)}</h1>\n${body}\n</main>`,
				sheet: `${up}style.css`,
			}),
		)
	}
	pages.set('style.css', `${sheet}\n.lead{font-size:1.1rem}.en{opacity:.92}`)
	add('index.html', say('Les règles', 'The rules'), index(rules))
	for (const rule of rules)
		add(
			pageOf(rule.id),
			rule.title ?? say(`Règle ${rule.id}`, `Rule ${rule.id}`),
			rulePage(rule, cases(rule.id)),
		)
	terms(rules, add)
	lists(rules, add)
	codes(rules, add)
	return pages
}

type Add = (path: string, title: Wording, body: string) => void

const say = (fr: string, en: string): Wording => ({ fr, en })

/** French, then English, each marked as such for whoever reads aloud. */
const both = ({ fr, en }: Wording): string =>
	fr === en ? escaped(fr) : `${escaped(fr)} <span lang="en" class="en">· ${escaped(en)}</span>`

function head(up: string): string {
	const links = [
		['index.html', say('Règles', 'Rules')],
		['terms.html', say('Termes', 'Terms')],
		['lists.html', say('Listes de codes', 'Code lists')],
		['codes.html', say('Codes de rejet', 'Rejection codes')],
	] as const
	const items = links.map(([path, name]) => `<li><a href="${up}${path}">${both(name)}</a></li>`).join('')
	return `<a class="skip" href="#main">${both(say('Aller au contenu', 'Skip to content'))}</a>
<header><nav aria-label="Catalogue"><ul>${items}</ul></nav></header>
`
}

const ruleLink = (id: string, up = ''): string => `<a href="${up}${encodeURI(pageOf(id))}">${escaped(id)}</a>`

function index(rules: readonly RuleEntry[]): string {
	const groups = new Map<string, RuleEntry[]>()
	for (const rule of rules) {
		const set = rule.house
			? 'file'
			: rule.places.length === 0
				? 'platform'
				: rule.places[0]!.set.replace(/-(?:ubl|cii)(?:-published)?$/, '')
		groups.set(set, [...(groups.get(set) ?? []), rule])
	}
	const sections = [...groups].map(
		([set, some]) =>
			`<section><h2 id="${set}">${escaped(set)} (${some.length})</h2>\n<ul class="columns">${some.map(({ id }) => `<li>${ruleLink(id)}</li>`).join('')}</ul></section>`,
	)
	const said = say(
		`${rules.length} règles. Chaque page dit ce que la règle demande, pourquoi, et ce qu’il faut corriger.`,
		`${rules.length} rules. Each page says what the rule asks, why, and what to correct.`,
	)
	return `<p class="lead">${both(said)}</p>\n${sections.join('\n')}`
}

function rulePage(rule: RuleEntry, cases: readonly ShownCase[]): string {
	const part = (lang: 'fr' | 'en', names: readonly [string, string, string]): string => {
		const texts = [rule.message[lang], rule.why[lang], rule.fix[lang]]
		const rows = names.map((name, i) => `<dt>${name}</dt><dd>${escaped(texts[i]!)}</dd>`).join('')
		const conditions = rule.conditions.map((one) => `<li>${escaped(one[lang])}</li>`).join('')
		const title = lang === 'fr' ? 'Refusée quand' : 'Broken when'
		return `<section lang="${lang}"><h2>${lang === 'fr' ? 'En français' : 'In English'}</h2>
<dl>${rows}</dl>${conditions === '' ? '' : `<h3>${title}</h3><ul>${conditions}</ul>`}</section>`
	}
	return [
		`<p class="lead"><code>${escaped(rule.id)}</code></p>`,
		part('fr', ['Ce qui ne va pas', 'Pourquoi', 'Que faire']),
		part('en', ['What is wrong', 'Why', 'What to do']),
		facts(rule),
		termTable(rule.terms),
		placeTable(rule),
		exampleTable(rule, cases),
	]
		.filter((one) => one !== '')
		.join('\n')
}

function facts({ reasonCode, severities, until, scope, lists }: RuleEntry): string {
	const rows = [
		[say('Code de rejet', 'Rejection code'), `<a href="codes/${reasonCode}.html">${reasonCode}</a>`],
		...severities.map(
			({ from, is }) =>
				[
					say('Gravité', 'Severity'),
					`${escaped(is)} (${both(say(`depuis le ${from}`, `since ${from}`))})`,
				] as const,
		),
		...(until === undefined ? [] : [[say('Dernier jour', 'Last day'), until] as const]),
		...(scope.length === 0 ? [] : [[say('Périmètre', 'Scope'), escaped(scope.join(', '))] as const]),
		...(lists.length === 0
			? []
			: [
					[
						say('Listes de codes', 'Code lists'),
						lists.map((id) => `<a href="lists/${id}.html">${id}</a>`).join(', '),
					] as const,
				]),
	] as const
	return `<section><h2>${both(say('En bref', 'In short'))}</h2><dl>${rows.map(([name, value]) => `<dt>${both(name)}</dt><dd>${value}</dd>`).join('')}</dl></section>`
}

function termTable(ids: readonly string[]): string {
	const rows = ids.flatMap((id) => {
		const term = businessTerms.get(id)
		if (term === undefined) return []
		return `<tr><th scope="row"><a href="terms/${id}.html">${id}</a></th><td>${both(titleOf(term))}</td><td>${syntaxes
			.slice(0, 1)
			.concat('cii' as never)
			.map((syntax) => `<code>${escaped(pathOf(term.id, syntax))}</code>`)
			.join('<br>')}</td></tr>`
	})
	if (rows.length === 0) return ''
	return `<section><h2>${both(say('Où cela se trouve', 'Where it stands'))}</h2>
<table><caption>${both(say('Termes de la facture et leur place en UBL et en CII', 'Terms of the invoice and their place in UBL and CII'))}</caption>
<thead><tr><th scope="col">${both(say('Terme', 'Term'))}</th><th scope="col">${both(say('Nom', 'Name'))}</th><th scope="col">UBL, CII</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

function placeTable({ places }: RuleEntry): string {
	if (places.length === 0) return ''
	const rows = places.map(
		({ set, version, severity, from, context, test }) =>
			`<tr><th scope="row">${escaped(set)}</th><td>${escaped(version)}${from === undefined ? '' : `<br>${both(say(`depuis le ${from}`, `since ${from}`))}`}</td><td>${escaped(severity)}</td><td><code>${escaped(context)}</code></td><td><code>${escaped(test)}</code></td></tr>`,
	)
	return `<section><h2>${both(say('Règles techniques', 'Technical rules'))}</h2>
<table><caption>${both(say('Jeux de règles qui la portent', 'Rule sets that hold it'))}</caption>
<thead><tr><th scope="col">${both(say('Jeu', 'Set'))}</th><th scope="col">Version</th><th scope="col">${both(say('Gravité', 'Severity'))}</th><th scope="col">${both(say('Contexte', 'Context'))}</th><th scope="col">${both(say('Test', 'Test'))}</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

function exampleTable({ examples }: RuleEntry, cases: readonly ShownCase[]): string {
	const rows = [
		...examples.map(({ kind, title, shown }) => [kind, title, shown] as const),
		...cases.map(({ title, place }) => ['fail', title, place] as const),
	].map(
		([kind, title, shown]) =>
			`<tr><td>${both(kind === 'pass' ? say('passe', 'passes') : say('échoue', 'fails'))}</td><td lang="en">${escaped(title)}</td><td><code>${escaped(shown)}</code></td></tr>`,
	)
	if (rows.length === 0) return ''
	return `<section><h2>${both(say('Exemples', 'Examples'))}</h2>
<table><caption>${both(say('Chacun est essayé à chaque changement', 'Each is tried at every change'))}</caption>
<thead><tr><th scope="col">${both(say('Résultat', 'Result'))}</th><th scope="col">${both(say('Cas', 'Case'))}</th><th scope="col">${both(say('Données', 'Data'))}</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
}

const links = (rules: readonly RuleEntry[], up = '../'): string =>
	rules.length === 0
		? `<p>${both(say('Aucune règle.', 'No rule.'))}</p>`
		: `<ul class="columns">${rules.map(({ id }) => `<li>${ruleLink(id, up)}</li>`).join('')}</ul>`

function terms(rules: readonly RuleEntry[], add: Add): void {
	const byTerm = (id: string) => rules.filter((rule) => rule.terms.includes(id))
	const rows = [...businessTerms.values()].map((term) => {
		const title = titleOf(term)
		const own = byTerm(term.id)
		const places = syntaxes
			.map(
				(syntax) =>
					`<tr><th scope="row">${syntax}</th><td><code>${escaped(pathOf(term.id as TermId, syntax))}</code></td></tr>`,
			)
			.join('')
		add(
			`terms/${term.id}.html`,
			say(`${title.fr} (${term.id})`, `${title.en} (${term.id})`),
			`<table><caption>${both(say('Place dans chaque syntaxe', 'Place in each syntax'))}</caption><tbody>${places}</tbody></table>
<h2>${both(say('Règles', 'Rules'))}</h2>${links(own)}`,
		)
		return `<tr><th scope="row"><a href="terms/${term.id}.html">${term.id}</a></th><td>${both(title)}</td><td>${own.length}</td></tr>`
	})
	add(
		'terms.html',
		say('Par terme', 'By term'),
		table([say('Terme', 'Term'), say('Nom', 'Name'), say('Règles', 'Rules')], rows),
	)
}

function lists(rules: readonly RuleEntry[], add: Add): void {
	const rows = codeLists.map(({ id, name, version, from, to, source, values }) => {
		const own = rules.filter((rule) => rule.lists.includes(id))
		add(
			`lists/${id}.html`,
			name,
			`<p>${escaped(source)}, ${escaped(version)}, ${both(say(`depuis le ${from}`, `since ${from}`))}${to === null ? '' : ` – ${to}`}</p>
<h2>${both(say('Règles', 'Rules'))}</h2>${links(own)}
<h2>Codes (${values.length})</h2><ul class="columns">${values.map((value) => `<li><code>${escaped(value)}</code></li>`).join('')}</ul>`,
		)
		return `<tr><th scope="row"><a href="lists/${id}.html">${id}</a></th><td>${both(name)}</td><td>${escaped(version)}</td><td>${own.length}</td></tr>`
	})
	add(
		'lists.html',
		say('Par liste de codes', 'By code list'),
		table(
			[say('Liste', 'List'), say('Nom', 'Name'), say('Version', 'Version'), say('Règles', 'Rules')],
			rows,
		),
	)
}

function codes(rules: readonly RuleEntry[], add: Add): void {
	const rows = Object.entries(reasons).map(([code, { status, message }]) => {
		const own = rules.filter(({ reasonCode }) => reasonCode === code)
		add(
			`codes/${code}.html`,
			say(code, code),
			`<p class="lead">${both(message)}</p><p>${both(say(`Statut ${status}`, `Status ${status}`))}</p>
<h2>${both(say('Règles', 'Rules'))}</h2>${links(own)}`,
		)
		return `<tr><th scope="row"><a href="codes/${code}.html">${code}</a></th><td>${both(message)}</td><td>${status}</td><td>${own.length}</td></tr>`
	})
	add(
		'codes.html',
		say('Par code de rejet', 'By rejection code'),
		table(
			[say('Code', 'Code'), say('Signification', 'Meaning'), say('Statut', 'Status'), say('Règles', 'Rules')],
			rows,
		),
	)
}

function table(names: readonly Wording[], rows: readonly string[]): string {
	const columns = names.map((name) => `<th scope="col">${both(name)}</th>`).join('')
	return `<table><thead><tr>${columns}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`
}
