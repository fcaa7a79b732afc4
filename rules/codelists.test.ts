import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type CodeList, codeLists, listsInForce, listValues, readCodeList } from './codelists.ts'

const release = (id: string, from: string, values: string[], cii?: CodeList['cii']): CodeList => ({
	id,
	name: { en: id, fr: id },
	version: from,
	source: 'test',
	from,
	to: null,
	values,
	...(cii === undefined ? {} : { cii }),
})

describe('the release in force', () => {
	const releases = [
		release('colour', '2026-05-15', ['red']),
		release('colour', '2027-05-15', ['red', 'blue', 'green']),
		release('colour', '2026-11-15', ['red', 'blue']),
	]
	it.each([
		['2020-01-01', 1, 'before the first release: the first'],
		['2026-05-15', 1, 'its first day'],
		['2026-11-14', 1, 'the day before the next'],
		['2026-11-15', 2, 'the next'],
		['2027-05-15', 3, 'the newest, wherever it stands in the table'],
		['2040-01-01', 3, 'long after'],
	])('%s: %i value(s), %s', (on, count) => {
		expect(listValues(on, 'ubl', releases).colour).toHaveLength(count)
		expect(listsInForce(on, releases)).toHaveLength(1)
	})
})

describe('the lists of the two bindings', () => {
	const base = [release('country', '2026-05-15', ['FR', 'SS', 'DE'], { add: ['AN'], remove: ['SS'] })]
	it('differ by what the release says', () => {
		expect(listValues('2026-06-01', 'ubl', base).country).toEqual(['FR', 'SS', 'DE'])
		expect(listValues('2026-06-01', 'cii', base).country).toEqual(['FR', 'DE', 'AN'])
	})
	it('are the same where it says nothing', () => {
		const ubl = listValues('2026-06-01', 'ubl')
		const cii = listValues('2026-06-01', 'cii')
		const different = Object.keys(ubl).filter((id) => ubl[id]!.join(' ') !== cii[id]!.join(' '))
		expect(different).toEqual(['country', 'text-subject', 'vat-prefix'])
	})
})

describe('the releases held', () => {
	it.each([
		['invoice-type', 50, 50],
		['credit-note-type', 13, 13],
		['currency', 178, 178],
		['tax-point-date', 3, 3],
		['due-date-type', 3, 3],
		['reference-qualifier', 818, 818],
		['text-subject', 383, 401],
		['identifier-scheme', 243, 243],
		['item-classification', 185, 185],
		['country', 251, 251],
		['vat-prefix', 252, 252],
		['payment-means', 84, 84],
		['vat-category', 10, 10],
		['allowance-reason', 19, 19],
		['charge-reason', 178, 178],
		['vat-exemption-reason', 88, 88],
		['unit', 2162, 2162],
		['attachment-type', 6, 6],
		['electronic-address-scheme', 104, 104],
		['fr-attachment-kind', 12, 12],
		['fr-billing-framework', 20, 20],
		['fr-document-type', 16, 16],
		['fr-processing', 6, 6],
		['fr-vat-category', 7, 7],
		['fr-vat-rate', 33, 33],
	])('%s has %i values in UBL and %i in CII', (id, ubl, cii) => {
		expect(listValues('2026-11-21', 'ubl')[id]).toHaveLength(ubl)
		expect(listValues('2026-11-21', 'cii')[id]).toHaveLength(cii)
	})
	it('are all the files of the folder, each sound', () => {
		const folder = new URL('./codelists/', import.meta.url)
		const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
		expect(files).toHaveLength(codeLists.length)
		for (const file of files) {
			const list = readCodeList(file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
			expect(codeLists).toContainEqual(list)
			expect(file.startsWith(list.id)).toBe(true)
		}
	})
})

describe('a list brought by the caller', () => {
	const good = { ...release('colour', '2026-05-15', ['red']) }
	it('is read', () => expect(readCodeList('colour.json', good)).toEqual(good))
	it.each<[string, unknown, RegExp]>([
		['no object', [], /must be an object/],
		['no name', { ...good, name: undefined }, /name must be an object/],
		['no French name', { ...good, name: { en: 'x' } }, /name\.fr must be a text/],
		['no date', { ...good, from: 'soon' }, /from must be a date/],
		['values in one text', { ...good, values: 'red' }, /values must be an array/],
		['a space in a code', { ...good, values: ['dark red'] }, /"dark red", no code/],
		['an empty code', { ...good, values: [''] }, /"", no code/],
		['a number', { ...good, values: [5] }, /5, no code/],
		['a code twice', { ...good, values: ['red', 'red'] }, /twice/],
		['half a difference', { ...good, cii: { add: [] } }, /cii\.remove must be an array/],
	])('is refused with %s', (_, json, message) => {
		expect(() => readCodeList('colour.json', json)).toThrow(message)
	})
})
