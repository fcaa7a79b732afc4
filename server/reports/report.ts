/**
 * A Report renders verdicts: pure functions from a Verdict (and the text it is about) to a string.
 *
 * Documents come one after the other, so a format that needs a frame around them all gives what opens it,
 * what stands between two documents and what closes it.
 */
import type { Lang, Verdict } from '#rules'
import type { Painter } from '../terminal.ts'

export interface Rendering {
	readonly lang: Lang
	readonly paint: Painter
	/** The document's text, where it could be decoded. */
	readonly text?: string
	/** What the rule sets did, for the format that shows it. */
	readonly svrl?: string
}

/** The rendering of a document that was judged; a large one's text is made where a report asks for it. */
export function withText(rendering: Rendering, judged: { readonly text?: string }): Rendering {
	return 'text' in judged ? new WithText(rendering, judged) : rendering
}

class WithText implements Rendering {
	readonly lang: Lang
	readonly paint: Painter
	declare readonly svrl?: string
	readonly #judged: { readonly text?: string }

	constructor({ lang, paint, svrl }: Rendering, judged: { readonly text?: string }) {
		this.lang = lang
		this.paint = paint
		if (svrl !== undefined) this.svrl = svrl
		this.#judged = judged
	}

	get text(): string {
		return this.#judged.text!
	}
}

export interface Summary {
	readonly accepted: number
	readonly rejected: number
	readonly inadmissible: number
	readonly undecided: number
}

export interface Report {
	readonly name: string
	/** Before the first document. */
	open?(rendering: Rendering): string
	readonly between?: string
	one(verdict: Verdict, rendering: Rendering): string
	close?(summary: Summary, rendering: Rendering): string
}
