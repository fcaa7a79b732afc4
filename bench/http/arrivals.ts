/**
 * Requests that come at a rate of their own, whether those before are answered or not, as those of many clients do.
 *
 * A generator that waits for answers slows down with the service, and one that counts its rate by the second sends
 * the whole second's requests at its beginning; neither is a crowd. Each request here has its moment. Its time counts
 * from that moment, so what waits for a free connection is not hidden.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Answer {
	readonly status: number
	/** Milliseconds from the moment at which it was to be sent. */
	readonly milliseconds: number
	/** It was due after the lead. */
	readonly counts: boolean
}

export interface Arrivals {
	readonly port: number
	/** The request as it goes over the line, headers included. */
	readonly request: Uint8Array
	/** Requests a second. */
	readonly rate: number
	/** After the lead. */
	readonly seconds: number
	/** Seconds at the same rate before it counts: until then the generator itself is being compiled. */
	readonly lead: number
	/** The lead is over. */
	readonly began: () => void
	/** Connections, opened beforehand; requests wait for a free one where all are busy. */
	readonly connections: number
	readonly answered: (answer: Answer) => void
}

/** Resolves when the last is answered; gives how many never were. */
export async function arrive({ rate, seconds, lead, ...options }: Arrivals): Promise<number> {
	const lines = new Lines(options)
	await lines.open()
	const began = performance.now()
	lines.counting = began + lead * 1000
	const total = Math.round(rate * (lead + seconds))
	const early = Math.round(rate * lead)
	let sent = 0
	let told = false
	while (sent < total) {
		if (!told && sent >= early) {
			told = true
			options.began()
		}
		const due = Math.min(total, 1 + Math.floor(((performance.now() - began) / 1000) * rate))
		for (; sent < due; sent++) lines.send(began + (sent / rate) * 1000)
		await new Promise((resolve) => setTimeout(resolve, 1))
	}
	return await lines.end()
}

type LineOptions = Omit<Arrivals, 'rate' | 'seconds' | 'lead' | 'began'>

/** Milliseconds that the last answers are waited for. */
const patience = 30_000

class Lines {
	/** From when on what is due counts. */
	counting = 0
	readonly #options: LineOptions
	/** Never used yet; they go first, since the service hangs up on who connects and says nothing. */
	readonly #fresh: Socket[] = []
	readonly #free: Socket[] = []
	readonly #due: number[] = []
	/** When what each busy connection carries was due. */
	readonly #busy = new Map<Socket, number>()
	#lost = 0
	#ended: (() => void) | undefined

	constructor(options: LineOptions) {
		this.#options = options
	}

	/** One after the other: what opening them takes is not the question. */
	async open(): Promise<void> {
		while (this.#fresh.length < this.#options.connections) {
			const socket = this.#dial()
			await once(socket, 'connect')
			this.#fresh.push(socket)
		}
	}

	send(due: number): void {
		const socket = this.#fresh.pop() ?? this.#free.pop()
		if (socket === undefined) this.#due.push(due)
		else this.#give(socket, due)
	}

	/** Requests that were never answered. */
	async end(): Promise<number> {
		const ended = new Promise<void>((resolve) => {
			this.#ended = resolve
		})
		if (this.#busy.size > 0)
			await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, patience).unref())])
		const unanswered = this.#busy.size + this.#due.length + this.#lost
		for (const socket of [...this.#busy.keys(), ...this.#free, ...this.#fresh]) socket.destroy()
		return unanswered
	}

	#give(socket: Socket, due: number): void {
		this.#busy.set(socket, due)
		socket.write(this.#options.request)
	}

	#dial(): Socket {
		const socket = connect({ port: this.#options.port, host: '127.0.0.1', noDelay: true })
		let text = ''
		// One character a byte: lengths are those of the line.
		socket.setEncoding('latin1').on('data', (chunk: string) => {
			text += chunk
			const head = text.indexOf('\r\n\r\n')
			if (head < 0) return
			const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
			if (text.length < head + 4 + length) return
			const status = Number(text.slice(9, 12))
			text = ''
			this.#answered(socket, status)
		})
		socket.on('error', () => {})
		socket.on('close', () => {
			for (const idle of [this.#fresh, this.#free]) {
				const place = idle.indexOf(socket)
				if (place >= 0) idle.splice(place, 1)
			}
			if (this.#busy.delete(socket)) this.#lost++
			this.#settle()
		})
		return socket
	}

	#answered(socket: Socket, status: number): void {
		const due = this.#busy.get(socket)
		if (due === undefined) return
		this.#busy.delete(socket)
		this.#options.answered({ status, milliseconds: performance.now() - due, counts: due >= this.counting })
		const next = this.#due.shift()
		if (next === undefined) this.#free.push(socket)
		else this.#give(socket, next)
		this.#settle()
	}

	#settle(): void {
		if (this.#busy.size === 0) this.#ended?.()
	}
}
