/** Pages of HTML that bring everything along: no script, no font, no picture from outside. */

export interface Page {
	readonly lang: 'fr' | 'en'
	readonly title: string
	/** Markup whose texts are escaped. */
	readonly body: string
	/** Rules of CSS beyond the common ones. */
	readonly style?: string
	/** Where the style sheet stands, in place of one in the page. */
	readonly sheet?: string
	readonly head?: string
}

export const sheet = `:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#c9c9d1;--soft:#f3f3f7;--link:#1a3fa8}
@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#17171b;--line:#45454f;--soft:#222229;--link:#9db4ff}.never th,.never td,.one th,.one td{color:#1b1b1f}}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:1rem 1.25rem 4rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none}
h1{line-height:1.2;font-size:1.75rem}h2{margin-top:2rem;font-size:1.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}caption{text-align:left;padding:.5rem 0;font-weight:600}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
code{font:.88em ui-monospace,monospace;overflow-wrap:anywhere;background:var(--soft);padding:.1em .3em;border-radius:.2em}
dt{font-weight:600;margin-top:.6rem}dd{margin:0}.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.columns{columns:16rem;padding-left:1.2rem}`

export function html({ lang, title, body, style, sheet: place, head = '' }: Page): string {
	const css =
		place === undefined ? `<style>${sheet}${style ?? ''}</style>` : `<link rel="stylesheet" href="${place}">`
	return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(title)}</title>${css}${head}</head>
<body>
${body}
</body></html>
`
}

export function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
}
