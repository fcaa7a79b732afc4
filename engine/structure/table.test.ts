import { expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { compileStructure } from './structure.ts'
import { attributeCheck, readModel, readValue, type StructureTable } from './table.ts'

const unbounded = Number.POSITIVE_INFINITY

test.each([
	['x:A', { name: 'x:A', min: 1, max: 1 }],
	['x:A?', { name: 'x:A', min: 0, max: 1 }],
	['x:A*', { name: 'x:A', min: 0, max: unbounded }],
	['x:A+', { name: 'x:A', min: 1, max: unbounded }],
	['x:A{0,2}', { name: 'x:A', min: 0, max: 2 }],
	['x:A{2,*}', { name: 'x:A', min: 2, max: unbounded }],
	['x:A=y:T?', { name: 'x:A', type: 'y:T', min: 0, max: 1 }],
	['not(x)', { name: undefined, except: 'x', min: 1, max: 1 }],
])('particle %s', (text, particle) => {
	expect(readModel(text, 'T')).toMatchObject({ choice: false, particles: [particle] })
})

test('a choice is told by its bars', () => {
	expect(readModel('x:A | x:B', 'T')).toMatchObject({ choice: true, particles: [{}, {}] })
})

test('an empty model takes nothing', () => {
	expect(readModel('', 'T')).toEqual({ choice: false, particles: [] })
})

test('a value type', () => {
	expect(readValue('decimal unit! lang:language code{1,3} list="Annex 1"', 'V')).toEqual({
		kind: 'decimal',
		attributes: [
			{ name: 'unit', kind: 'string', required: true },
			{ name: 'lang', kind: 'language', required: false },
			{ name: 'code', kind: 'string', required: false, length: [1, 3] },
			{ name: 'list', kind: 'string', required: false, fixed: 'Annex 1' },
		],
	})
})

test.each([
	['string a:language', 'fr', true],
	['string a:language', '', false],
	['string a{1,3}', ' abc ', true],
	['string a{1,3}', 'abcd', false],
	['string a{1,3}', '  ', false],
	['string a="x y"', ' x  y ', true],
	['string a="x y"', 'xy', false],
])('attribute of “%s” with %j: %j', (text, value, valid) => {
	expect(attributeCheck(readValue(text, 'V').attributes[0]!)!(value)).toBe(valid)
})

const table: StructureTable = {
	id: 'toy',
	namespaces: { x: 'urn:x' },
	roots: { 'x:A': 'T' },
	elements: { 'x:B': 'V' },
	types: { T: 'x:B' },
	values: { V: 'decimal' },
}

test.each<[string, Partial<StructureTable>]>([
	['an undeclared prefix', { roots: { 'y:A': 'T' } }],
	['a type that is not there', { roots: { 'x:A': 'U' } }],
	['an element without type', { elements: {} }],
	['a name twice in a model', { types: { T: 'x:B x:B' } }],
	['no content model', { types: { T: 'x:B??' } }],
	['a count that no automaton holds', { types: { T: 'x:B{0,1000000}' } }],
	['a kind that is not there', { values: { V: 'number' } }],
	['attributes that make no sense', { values: { V: 'decimal a=b' } }],
])('a table with %s is a Fault', (_, change) => {
	expect(() => compileStructure({ ...table, ...change })).toThrow(Fault)
})
