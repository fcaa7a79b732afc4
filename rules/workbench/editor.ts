/**
 * The JSON Schema that editors use on a rule file: what to write where, with every word explained.
 *
 * It is the schema that rules are checked against (platform/schema.json) with its open strings replaced by the
 * words that exist: terms with their names in both languages and their paths, facts, comparisons, reason codes,
 * scopes. Editors read `title` and `description` for completion and hover.
 */
import { reasons } from '../catalogue/reasons.ts'
import { otherFacts } from '../platform/fact-name.ts'
import schema from '../platform/schema.json' with { type: 'json' }
import { businessTerms } from '../terms/term.ts'
import type { Wording } from '../wording.ts'
import { factWords, operatorWords, termWords } from './words.ts'

/** A JSON Schema, or a part of one. */
export interface Json {
	readonly [key: string]: unknown
}

interface Word extends Json {
	readonly const: string
	readonly description: string
}

export function editorSchema(scopes: readonly string[]): Json {
	const { $defs, properties } = schema
	return {
		...schema,
		$id: 'urn:recevable:platform-rule-editor',
		generated: 'by recevable rules schema --write; do not edit',
		properties: {
			...properties,
			...described,
			reasonCode: {
				description: 'Le code de rejet donné au fournisseur · The code under which the invoice is refused',
				anyOf: Object.entries(reasons).map(([code, { message }]) =>
					word(code, { fr: firstSentence(message.fr), en: firstSentence(message.en) }),
				),
			},
			terms: {
				description:
					'Les termes dont la règle parle, le fautif en premier · The terms it speaks of, the one at fault first',
				type: 'array',
				items: { $ref: '#/$defs/fact' },
			},
			scope: { ...properties.scope, items: { enum: scopes } },
			found: {
				description: 'Le fait montré comme trouvé · The fact shown as found',
				$ref: '#/$defs/fact',
			},
		},
		$defs: {
			...$defs,
			fact: {
				anyOf: [
					...termList(),
					{ type: 'string', pattern: '^EXT-FR-FE-\\d+$' },
					...otherFacts.map((name) => word(name, factWords[name] ?? { fr: name, en: name })),
					{
						type: 'string',
						pattern:
							'^B[TG]-\\d+(\\[(\\*|scheme=[^\\]]+|subject=[^\\]]+)\\]|\\.)(\\.?(scheme|mime|filename|B[TG]-\\d+))?$',
						description:
							'[*] toutes les valeurs, [scheme=0009] celles de ce référentiel, .scheme le référentiel · [*] all values, [scheme=0009] those of that scheme, .scheme the scheme',
					},
				],
			},
			condition: conditionSchema($defs.condition),
		},
	}
}

/** What a supplier is to do next is no news to who writes a rule. */
const firstSentence = (text: string): string => /^.*?[.!](?=\s|$)/s.exec(text)?.[0] ?? text

/** Conditions with facts and comparisons spelt out. */
function conditionSchema(condition: typeof schema.$defs.condition): Json {
	const oneOf = condition.oneOf.map((shape) => {
		if (!('fact' in shape.properties)) return shape
		return {
			...shape,
			properties: {
				fact: { $ref: '#/$defs/fact' },
				operator: { anyOf: Object.entries(operatorWords).map(([name, means]) => word(name, means)) },
				value: {
					anyOf: [
						{ $ref: '#/$defs/scalar' },
						{ type: 'array', items: { $ref: '#/$defs/scalar' } },
						{
							type: 'object',
							additionalProperties: false,
							required: ['fact'],
							properties: { fact: { $ref: '#/$defs/fact' } },
						},
					],
				},
			},
		}
	})
	return {
		...condition,
		description:
			'Ce qui est faux dans la facture : là où ceci tient, la règle refuse · What is wrong: where this holds the rule is broken',
		oneOf,
		defaultSnippets: [
			{ label: 'fact', body: { fact: '$1', operator: '$2', value: '$3' } },
			{ label: 'all', body: { all: [{ fact: '$1', operator: '$2', value: '$3' }] } },
			{ label: 'any', body: { any: [{ fact: '$1', operator: '$2', value: '$3' }] } },
		],
	}
}

const described: Readonly<Record<string, Json>> = Object.fromEntries(
	(
		[
			['id', 'Le nom de la règle, en capitales · The name of the rule, in capitals'],
			['title', 'Ce que la règle demande, en quelques mots · What it asks, in a few words'],
			['stage', 'À quel moment elle est jugée · When it is judged'],
			[
				'severity',
				'Gravité à partir d’un jour ; la dernière commencée vaut · Severity from a day on; the last begun holds',
			],
			['until', 'Dernier jour où elle vaut · Last day on which it applies'],
			['message', 'Ce qui ne va pas ; {BT-13} montre la valeur · What is wrong; {BT-13} shows the value'],
			['why', 'Pourquoi la règle existe · Why the rule exists'],
			['fix', 'Ce que le fournisseur doit faire · What the supplier has to do'],
			['expected', 'La valeur attendue · The value expected'],
			[
				'examples',
				'Des factures qui passent et qui échouent ; elles sont essayées · Invoices that pass and fail; they are tried',
			],
		] as const
	).map(([name, description]) => [
		name,
		{ ...(schema.properties as Readonly<Record<string, Json>>)[name], description },
	]),
)

function termList(): Word[] {
	return [...businessTerms.keys()].map((id) => {
		const { title, places } = termWords(id)
		return {
			const: id,
			title: `${title.fr} · ${title.en}`,
			description: [`${title.fr} · ${title.en}`, ...places].join('\n'),
		}
	})
}

function word(name: string, { fr, en }: Wording): Word {
	return { const: name, description: `${fr} · ${en}` }
}
