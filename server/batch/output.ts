/**
 * Where a batch writes: whole pieces, gathered into few writes, and no faster than they are taken.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Fault } from '#engine'

/** Characters gathered before they are written. */
const enough = 65_536

export class Output {
	readonly #stream: NodeJS.WritableStream
	readonly #close: boolean
	readonly #name: string
	#pieces: string[] = []
	#length = 0
	#soon: NodeJS.Immediate | undefined
	#error: NodeJS.ErrnoException | undefined

	/** `from`: the byte at which a file that is continued goes on; it is written anew otherwise. */
	static file(file: string, from?: number): Output {
		const options = from === undefined ? { flags: 'w' } : { flags: 'r+', start: from }
		return new Output(createWriteStream(file, options), file, true)
	}

	static standard(): Output {
		return new Output(process.stdout, 'standard output', false)
	}

	constructor(stream: NodeJS.WritableStream, name: string, close: boolean) {
		this.#stream = stream
		this.#name = name
		this.#close = close
		stream.on('error', (error: NodeJS.ErrnoException) => {
			this.#error = error
		})
	}

	/** Resolves when more may be written. */
	async write(text: string): Promise<void> {
		if (text === '') return
		this.#pieces.push(text)
		this.#length += text.length
		if (this.#length >= enough) return await this.#flush()
		// What there is goes out as soon as nothing else is to be done.
		this.#soon ??= setImmediate(() => void this.#flush().catch(() => {}))
		this.#check()
	}

	async end(): Promise<void> {
		await this.#flush()
		await new Promise<void>((resolve) => {
			if (this.#close) this.#stream.end(() => resolve())
			else this.#stream.write('', () => resolve())
		})
		this.#check()
	}

	async #flush(): Promise<void> {
		clearImmediate(this.#soon)
		this.#soon = undefined
		this.#check()
		if (this.#length === 0) return
		const text = this.#pieces.join('')
		this.#pieces = []
		this.#length = 0
		// An error ends the wait too, and is thrown below.
		if (!this.#stream.write(text)) await once(this.#stream, 'drain').catch(() => {})
		this.#check()
	}

	#check(): void {
		if (this.#error === undefined) return
		const { code, message } = this.#error
		throw new Fault('usage', `${this.#name} cannot be written: ${code ?? message}.`)
	}
}
