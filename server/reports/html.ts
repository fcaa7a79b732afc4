/**
 * The verdict as a page that stands alone: to be sent on, archived or printed.
 *
 * No script and nothing from elsewhere. What refuses stands by root cause, each with its line, the reason, what to
 * do, the proposed change and whether that was proven; then remarks, then by which rules it was judged.
 */
import type { Edit, ExplainedFinding, Lang, Patch, Verdict } from '#rules'
import { grouped } from './causes.ts'
import { frameOf } from './frame.ts'
import { linkTo } from './link.ts'
import { escaped } from './markup.ts'
import type { Rendering, Report } from './report.ts'
import { colon, numbered, termLabel, words } from './words.ts'

const own = {
	fr: {
		title: 'Recevable – rapport de vérification',
		accepted: 'Facture recevable',
		rejected: 'Facture rejetée',
		inadmissible: 'Fichier irrecevable',
		undecided: 'Aucune conclusion possible',
		acceptedWhy: 'Aucune règle bloquante n’est enfreinte.',
		rejectedWhy: 'La facture a été lue, mais enfreint au moins une règle bloquante.',
		inadmissibleWhy: 'Le fichier ne peut pas être lu comme une facture.',
		undecidedWhy: 'Rien n’a pu être conclu sur ce document. Ce n’est pas un succès.',
		correct: 'Ce qu’il faut corriger',
		remarks: 'Remarques qui ne bloquent pas',
		rules: 'Règles appliquées',
		rule: 'Jeu de règles',
		version: 'Version',
		digest: 'Empreinte SHA-256',
		document: 'Document vérifié',
		asOf: 'Règles en vigueur au',
		bytes: 'octets',
		line: 'ligne',
		column: 'colonne',
		removed: 'supprimé',
		added: 'ajouté',
		moved: 'déplacé',
	},
	en: {
		title: 'Recevable – check report',
		accepted: 'Invoice accepted',
		rejected: 'Invoice rejected',
		inadmissible: 'File inadmissible',
		undecided: 'No conclusion possible',
		acceptedWhy: 'No rule that refuses is broken.',
		rejectedWhy: 'The invoice was read, but breaks at least one rule that refuses.',
		inadmissibleWhy: 'The file cannot be read as an invoice.',
		undecidedWhy: 'Nothing could be concluded about this document. That is not a success.',
		correct: 'What to correct',
		remarks: 'Remarks that do not refuse',
		rules: 'Rules applied',
		rule: 'Rule set',
		version: 'Version',
		digest: 'SHA-256 digest',
		document: 'Document checked',
		asOf: 'Rules in force on',
		bytes: 'bytes',
		line: 'line',
		column: 'column',
		removed: 'removed',
		added: 'added',
		moved: 'moved',
	},
} as const

export const html: Report = {
	name: 'html',
	open: ({ lang }) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${own[lang].title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${own[lang].title}</h1>
`,
	one: (verdict, rendering) => article(verdict, rendering),
	close: (summary, { lang }) => {
		const kinds = ['accepted', 'rejected', 'inadmissible', 'undecided'] as const
		const total = kinds.reduce((sum, kind) => sum + summary[kind], 0)
		const parts = kinds.filter((kind) => summary[kind] > 0).map((kind) => numbered(summary[kind], kind, lang))
		const told = `${numbered(total, 'document', lang)}${colon(lang)} ${parts.join(', ')}`
		return `</main>\n<footer><p>${told}</p></footer>\n</body>\n</html>\n`
	},
}

function article(verdict: Verdict, rendering: Rendering): string {
	const { lang } = rendering
	const { verdict: decision, rejections, findings, source } = verdict
	const { causes, remarks } = grouped(verdict)
	const codes = rejections.map(
		({ code, status, message }) =>
			`<p><strong>${escaped(code)} (${status})</strong> ${escaped(message[lang])}</p>`,
	)
	const told = (index: number): string => finding(findings[index]!, rendering)
	const items = causes.map(({ root, following }) => {
		const names = [...new Set(following.map((index) => findings[index]!.rule))].map(escaped).join(', ')
		const follows =
			following.length === 0
				? ''
				: `<details><summary>${labelled('follows', lang)} ${names}</summary><ul>${following.map((index) => `<li>${told(index)}</li>`).join('')}</ul></details>`
		return `<li class="${findings[root]!.severity}">${told(root)}${proposals(findings[root]!, lang)}${follows}</li>`
	})
	const parts = [
		`<h2>${escaped(source)}</h2>`,
		`<section class="verdict ${decision}"><p class="decision">${own[lang][decision]}</p><p>${own[lang][`${decision}Why`]}</p>${codes.join('')}</section>`,
		about(verdict, lang),
		items.length > 0 ? `<h3>${own[lang].correct}</h3><ol>${items.join('')}</ol>` : '',
		remarks.length > 0
			? `<h3>${own[lang].remarks}</h3><ul>${remarks.map((index) => `<li class="${findings[index]!.severity}">${told(index)}${proposals(findings[index]!, lang)}</li>`).join('')}</ul>`
			: '',
		verdict.findingsTruncated ? `<p>${words[lang].more[0]}</p>` : '',
		checkedWith(verdict, lang),
	]
	return `<article>\n${parts.filter((part) => part !== '').join('\n')}\n</article>\n`
}

function finding(one: ExplainedFinding, { lang, text }: Rendering): string {
	const { rule, severity, terms, location, message, why, fix, found, expected, place, doubt } = one
	const page = linkTo(one.help)
	const named = page === undefined ? escaped(rule) : `<a href="${escaped(page)}">${escaped(rule)}</a>`
	const at = place?.location ?? location
	const textual = !at.path.startsWith('pdf:')
	const frame = text === undefined || !textual ? undefined : frameOf(text, at)
	const where = textual
		? `${own[lang].line} ${at.line}, ${own[lang].column} ${at.column}${colon(lang)} <code>${escaped(at.path)}</code>`
		: `<code>${escaped(at.path)}</code>`
	const start = frame?.caret.indexOf('^') ?? 0
	const end = frame?.caret.length ?? 0
	const lines = [
		`<p class="head">${escaped(message[lang])}</p>`,
		`<p class="terms">${words[lang][severity][0]} · ${named}${terms.map((term) => ` · ${escaped(termLabel(term, lang))}`).join('')}</p>`,
		frame &&
			`<pre><span>${frame.line}</span> ${escaped(frame.source.slice(0, start))}<mark>${escaped(frame.source.slice(start, end))}</mark>${escaped(frame.source.slice(end))}</pre>`,
		found !== undefined && row('found', found, lang),
		expected !== undefined && row('expected', expected, lang),
		fix[lang] !== '' && row('fix', fix[lang], lang),
		why[lang] !== '' && row('why', why[lang], lang),
		doubt !== undefined && row('doubt', doubt.message[lang], lang),
		at.line > 0 && `<p class="terms">${labelled('place', lang)} ${where}</p>`,
	]
	return lines.filter((line) => typeof line === 'string').join('')
}

/** The changes that were tried on a copy, and what is left to ask. */
export function proposals({ fix: { patch, alternatives = [], ask } }: ExplainedFinding, lang: Lang): string {
	const asked = ask === undefined ? '' : row('ask', ask[lang], lang)
	const patches = [...(patch === undefined ? [] : [patch]), ...alternatives]
	return asked + patches.map((one, index) => proposal(one, index === 0 ? 'mend' : 'or', lang)).join('')
}

function proposal(
	{ announces, summary, reason, edits, heals }: Patch,
	word: 'mend' | 'or',
	lang: Lang,
): string {
	const said = [announces?.[lang], summary[lang], reason[lang]].filter((text) => text !== undefined).join(' ')
	const proof = words[lang][heals ? 'proven' : 'partly'][0]
	return `<div class="mend">${row(word, said, lang)}<ul>${edits.map((edit) => `<li>${change(edit, lang)}</li>`).join('')}</ul><p class="proof">✓ ${proof}</p></div>`
}

/** What goes struck out, what comes underlined; both named for those who do not see it. */
function change({ op, before = '', value = '', name, xml = '', location }: Edit, lang: Lang): string {
	const gone = (text: string) => `<del><span class="said">${own[lang].removed} </span>${escaped(text)}</del>`
	const come = (text: string) => `<ins><span class="said">${own[lang].added} </span>${escaped(text)}</ins>`
	const at = `<span class="terms">${own[lang].line} ${location.line}</span> `
	if (op === 'insert') return at + come(xml)
	if (op === 'remove') return at + gone(before)
	if (op === 'set-attribute') return at + come(`${name}="${value}"`)
	if (op === 'move') return `${at}${own[lang].moved}${colon(lang)} ${escaped(before)}`
	return `${at}${gone(before)} ${come(value)}`
}

const labelled = (
	word: 'found' | 'expected' | 'why' | 'fix' | 'place' | 'mend' | 'or' | 'ask' | 'follows' | 'doubt',
	lang: Lang,
): string => `<strong>${words[lang][word][0]}${colon(lang)}</strong>`

const row = (word: Parameters<typeof labelled>[0], text: string, lang: Lang): string =>
	`<p>${labelled(word, lang)} ${escaped(text)}</p>`

function about({ invoice, document, asOf }: Verdict, lang: Lang): string {
	const { number, issueDate, seller, buyer, total, currency } = invoice ?? {}
	const told = [number, issueDate, seller, buyer, total && `${total} ${currency ?? ''}`.trim()]
		.filter((part) => part !== undefined && part !== '')
		.map((part) => escaped(part!))
		.join(' · ')
	return `<dl><dt>${own[lang].document}</dt><dd>${told === '' ? '' : `${told}<br>`}${document.bytes} ${own[lang].bytes}, SHA-256 <code>${document.sha256}</code></dd><dt>${own[lang].asOf}</dt><dd>${asOf}</dd></dl>`
}

function checkedWith({ checkedWith: sets }: Verdict, lang: Lang): string {
	if (sets.length === 0) return ''
	const { rules, rule, version, digest } = own[lang]
	const rows = sets.map(
		(set) =>
			`<tr><th scope="row">${escaped(set.id)}</th><td>${escaped(set.version)}</td><td><code>${escaped(set.sha256)}</code></td></tr>`,
	)
	return `<details><summary>${rules}</summary><table><thead><tr><th scope="col">${rule}</th><th scope="col">${version}</th><th scope="col">${digest}</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`
}

const style = `
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff}
main,footer{max-width:60rem;margin:0 auto;padding:.5rem 1rem}
h1{font-size:1.2rem}h2{font-size:1.5rem;overflow-wrap:anywhere}
.verdict{border-left:.5rem solid #7a4a00;background:#f4f6f8;padding:.5rem 1rem}
.accepted{border-color:#14532d}.rejected,.inadmissible{border-color:#9b1c1c}
.decision{font-size:1.25rem;font-weight:700;margin:0}
ol,ul{padding-left:1.5rem}ol>li,ul>li{margin-bottom:.8rem}
ol>li{border-left:.3rem solid #9b1c1c;padding-left:.75rem}ol>li.warning{border-color:#7a4a00}
li p{margin:.25rem 0}.head{font-weight:600}.terms{color:#4b535c;font-size:.9rem;overflow-wrap:anywhere}
pre{background:#f4f6f8;padding:.4rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0}
pre span{color:#4b535c}mark{background:#fff1b8;color:inherit;font-weight:700}
.mend{border:1px solid #14532d;border-radius:.35rem;padding:.25rem .75rem;margin:.4rem 0}
.mend ul{font-family:ui-monospace,monospace;font-size:.9rem;list-style:none;padding:0}
del{background:#fde3e3}ins{background:#dcf3e1}.proof{color:#14532d;font-weight:600}
.said{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden;white-space:nowrap}
code{overflow-wrap:anywhere}table{border-collapse:collapse}th,td{text-align:left;padding:.15rem .5rem;border-bottom:1px solid #c9ced6;font-size:.85rem;vertical-align:top}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem .75rem}dt{color:#4b535c}dd{margin:0}
@media print{details{display:block}li{break-inside:avoid}}
`
