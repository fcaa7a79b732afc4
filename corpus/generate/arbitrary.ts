/**
 * fast-check arbitraries of invoices: choices as small numbers, and what an invoice they make.
 *
 * Choices shrink towards zero, and zero is the plainest invoice: a counterexample of a property loses parties,
 * references and lines until what matters is left. Nothing but the choices is random.
 */
import fc from 'fast-check'
import { type Choices, type GenerateOptions, type LineChoices, type Scenario, scenarios } from './choices.ts'
import { companies } from './companies.ts'
import { draftOf } from './draft.ts'
import { completed, type Invoice } from './invoice.ts'
import { trades } from './words.ts'

/** Each bit is set one time in four. */
const extras = fc.tuple(fc.nat(0x3fff_ffff), fc.nat(0x3fff_ffff)).map(([a, b]) => a & b)

const lineChoices: fc.Arbitrary<LineChoices> = fc.record({
	goods: fc.nat(999),
	quantity: fc.nat(9_999),
	price: fc.nat(9_999),
	extras,
	detail: fc.nat(999_999),
})

function choices({ lines, publicOnly = false }: GenerateOptions): fc.Arbitrary<Choices> {
	const weighted = fc.oneof(
		{ weight: 10, arbitrary: fc.constant<Scenario>('domestic') },
		{ weight: 5, arbitrary: fc.constant<Scenario>('public') },
		{ weight: 5, arbitrary: fc.constantFrom<Scenario>(...scenarios.slice(2)) },
	)
	return fc.record({
		scenario: publicOnly ? fc.constant<Scenario>('public') : weighted,
		type: fc.nat(19),
		trade: fc.nat(trades.length - 1),
		seller: fc.nat(companies - 1),
		buyer: fc.nat(companies - 1),
		number: fc.nat(999_999),
		day: fc.nat(99_999),
		extras,
		detail: fc.nat(999_999_999),
		payment: fc.nat(9),
		adjustments: fc.oneof(
			{ weight: 3, arbitrary: fc.constant([]) },
			{
				weight: 1,
				arbitrary: fc.array(fc.tuple(fc.nat(7), fc.nat(14), fc.nat(11)), { minLength: 1, maxLength: 3 }),
			},
		),
		lines: fc.array(lineChoices, { minLength: lines ?? 1, maxLength: lines ?? 12, size: 'max' }),
	})
}

/** Valid invoices; see `corpus generate --check`. */
export function invoices(options: GenerateOptions = {}): fc.Arbitrary<Invoice> {
	return fc.noBias(choices(options)).map((chosen) => completed(draftOf(chosen, options)))
}
