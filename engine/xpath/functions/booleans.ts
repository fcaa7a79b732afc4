/** Booleans, and the two functions that speak to whoever runs an expression: error and trace. */
import { DynamicError } from '../../fault.ts'
import { booleanValue } from '../compare.ts'
import type { Atomic, Item, QName } from '../item.ts'
import type { FunctionRecord } from './record.ts'

export const booleanFunctions: readonly FunctionRecord[] = [
	{ name: 'true', signatures: ['() -> xs:boolean'], call: () => true },
	{ name: 'false', signatures: ['() -> xs:boolean'], call: () => false },
	{
		name: 'not',
		signatures: ['(item()*) -> xs:boolean'],
		call: (_c, items: readonly Item[]) => !booleanValue(items),
	},
	{
		name: 'boolean',
		signatures: ['(item()*) -> xs:boolean'],
		call: (_c, items: readonly Item[]) => booleanValue(items),
	},
	{
		name: 'error',
		signatures: [
			'() -> item()*',
			'(xs:QName?) -> item()*',
			'(xs:QName?, xs:string) -> item()*',
			'(xs:QName?, xs:string, item()*) -> item()*',
		],
		call: (_c, name?: Atomic, description?: string) => {
			const code = name === undefined ? 'FOER0000' : (name.value as QName).local
			throw new DynamicError(code, description ?? 'the rule called error()')
		},
	},
	{
		name: 'trace',
		signatures: ['(item()*) -> item()*', '(item()*, xs:string) -> item()*'],
		call: (_c, items: readonly Item[]) => items,
	},
]
