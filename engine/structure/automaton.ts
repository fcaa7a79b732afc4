/**
 * Content models as one integer table.
 *
 * A state is the offset of its row: at column 0 stands 1 if the content may end here, at column c the state
 * after the model's c-th particle, 0 where that particle may not come. The states of a model are its start
 * and, for each particle, how often it has stood in a row, counted only as far as it matters. A particle's
 * name stands once in a model, so at most one transition fits a name.
 */
import type { Model, Particle } from './table.ts'

export interface Automaton {
	/** The state before the first child. */
	readonly start: number
	/** The state after it, as row numbers from the start: which particle stands there (-1: none), how often. */
	readonly positions: readonly Position[]
}

export interface Position {
	readonly particle: number
	readonly count: number
}

/** Appends the rows of a model to `table`; row 0 of the table stays unused, so that 0 means none. */
export function addAutomaton(table: number[], model: Model): Automaton {
	const { particles } = model
	const width = particles.length + 1
	const positions: Position[] = [{ particle: -1, count: 0 }]
	const firstOf = particles.map((particle, index) => {
		const first = positions.length
		for (let count = 1; count <= counted(particle); count++) positions.push({ particle: index, count })
		return first
	})
	const start = table.length
	const stateOf = (row: number): number => start + row * width
	for (const position of positions) {
		const { particle, count } = position
		table.push(mayEnd(model, position) ? 1 : 0)
		const reach = farthest(model, position)
		for (let index = 0; index < particles.length; index++) {
			if (index === particle) {
				const again = Math.min(count + 1, counted(particles[index]!)) - 1
				table.push(count < particles[index]!.max ? stateOf(firstOf[index]! + again) : 0)
			} else table.push(index > particle && index <= reach ? stateOf(firstOf[index]!) : 0)
		}
	}
	return { start, positions }
}

/** Beyond this count of a particle nothing changes any more. */
function counted({ min, max }: Particle): number {
	return max === Number.POSITIVE_INFINITY ? Math.max(1, min) : max
}

/** The last other particle that may come next; each one after the position and up to it may. */
function farthest({ choice, particles }: Model, { particle, count }: Position): number {
	if (choice) return particle === -1 ? particles.length - 1 : -1
	if (particle >= 0 && count < particles[particle]!.min) return particle
	for (let index = particle + 1; index < particles.length; index++)
		if (particles[index]!.min > 0) return index
	return particles.length - 1
}

function mayEnd(model: Model, position: Position): boolean {
	return due(model, position, model.particles.length).length === 0
}

/** The particles that must still come, from a position until the particle `next`. */
export function due(model: Model, { particle, count }: Position, next: number): readonly number[] {
	const { choice, particles } = model
	if (choice && particle === -1)
		return particles.some(({ min }) => min === 0) ? [] : particles.map((_, index) => index)
	const wanted: number[] = []
	if (particle >= 0 && count < particles[particle]!.min) wanted.push(particle)
	if (!choice)
		for (let index = particle + 1; index < next; index++) if (particles[index]!.min > 0) wanted.push(index)
	return wanted
}
