/** What is called slow hangs an engine that goes back; what is not does not. */
import { expect, test } from 'vitest'
import { slowPart } from './slow.ts'

test.each([
	'(a+)+$',
	'(a*)*b',
	'^(\\w+\\s?)*$',
	'(a|a)*',
	'(a|aa)+$',
	'([A-Z]+[0-9A-Z]*)*x',
	'^((ab)*(ab)*)*$',
	'(.*,)*x',
])('%s is slow', (pattern) => {
	expect(slowPart(pattern)).toBeDefined()
})

test.each([
	'^[A-Z0-9]+$',
	'^(\\d{2},)*\\d{2}$',
	'^-?\\d{1,19}(\\.\\d{1,6})?$',
	'(ab|cd)*e',
	'^[12]\\d{9}\\S{1,70}$',
	'^\\s*(?:[a-z]+\\s)*$',
	'^(?=.{5})a[\\p{L}-]+?b{2,}$',
	'(a|b)+c(d|e)*',
	'[',
])('%s is not', (pattern) => {
	expect(slowPart(pattern)).toBeUndefined()
})
