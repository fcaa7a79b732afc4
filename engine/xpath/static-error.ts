/** What is wrong with an expression before it runs: a W3C code and a reason. */
import type { Position } from '../fault.ts'

/** A static error: W3C code and reason; whoever knows the file makes a Fault of it. */
export class StaticError extends Error {
	override readonly name = 'StaticError'
	readonly code: string
	/** Where the expression stands that it is about, once known. */
	at: Position | undefined

	constructor(code: string, message: string) {
		super(message)
		this.code = code
	}
}

/** Runs a step that is about the expression at that place; what is wrong is told with the innermost place. */
export function placed<T>(at: Position, run: () => T): T {
	try {
		return run()
	} catch (error) {
		if (error instanceof StaticError) error.at ??= at
		throw error
	}
}

/** A construct that the compiler leaves out, though it may be right XPath. */
export class Unsupported extends StaticError {
	constructor(message: string) {
		super('unsupported', message)
	}
}
