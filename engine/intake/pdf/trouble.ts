/**
 * What ends the reading of a PDF: damage that cannot be got around, or a limit.
 *
 * Thrown inside this folder only; whoever opens a file turns it into a ReadFailure.
 */

/** Bounds on the work that one PDF may cause. */
export interface PdfLimits {
	/** Objects, strings and names read, each counted every time. */
	readonly pdfObjects: number
	/** Bytes that filters give, over all streams that are read. */
	readonly pdfInflated: number
	/** How many times larger than its stored form a stream may become, once it is large. */
	readonly pdfRatio: number
	/** Sections of the cross-reference table: one for each time the file was saved. */
	readonly pdfSections: number
	/** Attached files. */
	readonly pdfAttachments: number
	/** Arrays and dictionaries in each other. */
	readonly pdfDepth: number
}

export const defaultPdfLimits: PdfLimits = {
	pdfObjects: 5_000_000,
	pdfInflated: 200_000_000,
	pdfRatio: 300,
	pdfSections: 500,
	pdfAttachments: 1_000,
	pdfDepth: 64,
}

/** Streams below this size are not suspected of being a bomb. */
export const unsuspected = 8_000_000

export class Trouble extends Error {
	readonly reason: string

	/** `reason`: a short English clause for logs. */
	constructor(reason: string) {
		super(reason)
		this.reason = reason
	}
}

export class Exceeded extends Error {
	readonly limit: keyof PdfLimits
	readonly allowed: number
	readonly count: number

	constructor(limit: keyof PdfLimits, allowed: number, count: number) {
		super(`${limit}: ${count} is more than the ${allowed} allowed`)
		this.limit = limit
		this.allowed = allowed
		this.count = count
	}
}

/** What is left of the limits while one file is read. */
export class Budget {
	readonly limits: PdfLimits
	#objects = 0
	#inflated = 0

	constructor(limits: PdfLimits) {
		this.limits = limits
	}

	object(): void {
		if (++this.#objects > this.limits.pdfObjects) this.exceeded('pdfObjects', this.#objects)
	}

	/** Looking through bytes costs too: 64 of them count as one object. */
	search(bytes: number): void {
		this.#objects += bytes >> 6
		this.object()
	}

	/** Bytes that a filter just gave, and how many it has given in all of how many. */
	inflated(bytes: number, whole: number, stored: number): void {
		this.#inflated += bytes
		if (this.#inflated > this.limits.pdfInflated) this.exceeded('pdfInflated', this.#inflated)
		if (whole > unsuspected && whole > stored * this.limits.pdfRatio)
			this.exceeded('pdfRatio', Math.floor(whole / Math.max(1, stored)))
	}

	exceeded(limit: keyof PdfLimits, count: number): never {
		throw new Exceeded(limit, this.limits[limit], count)
	}
}
