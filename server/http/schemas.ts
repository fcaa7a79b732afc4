/** The shapes of what goes in and out, as JSON Schema: they check requests and are what OpenAPI shows. */
import { offers } from './negotiation.ts'
import { problemType } from './problem.ts'

const string = { type: 'string' } as const
const wording = {
	$id: 'Wording',
	type: 'object',
	required: ['fr', 'en'],
	properties: { fr: string, en: string },
} as const

const finding = {
	$id: 'Finding',
	type: 'object',
	required: ['rule', 'ruleSet', 'severity', 'terms', 'location', 'message', 'why', 'fix'],
	properties: {
		rule: { ...string, description: 'Published id of the rule, as BR-CO-10' },
		ruleSet: string,
		severity: { enum: ['fatal', 'warning', 'information'] },
		kind: { ...string, description: '`error`: the rule could not be evaluated, which refuses' },
		terms: { type: 'array', items: string, description: 'Business terms, as BT-106' },
		location: {
			type: 'object',
			required: ['path', 'line', 'column', 'offset'],
			properties: {
				path: string,
				line: { type: 'integer', minimum: 0 },
				column: { type: 'integer', minimum: 0 },
				offset: { type: 'integer', minimum: 0 },
			},
		},
		message: { $ref: 'Wording#' },
		why: { $ref: 'Wording#' },
		fix: { $ref: 'Wording#' },
		help: { ...string, description: 'Page of the rule, as /rules/BR-CO-10.html' },
		found: string,
		expected: string,
	},
} as const

const verdict = {
	$id: 'Verdict',
	type: 'object',
	required: [
		'source',
		'verdict',
		'carrier',
		'rejections',
		'findings',
		'findingsTruncated',
		'checkedWith',
		'document',
		'asOf',
	],
	properties: {
		source: string,
		verdict: { enum: ['accepted', 'rejected', 'inadmissible', 'undecided'] },
		carrier: { enum: ['xml', 'pdf', 'json'] },
		syntax: { enum: ['ubl-invoice', 'ubl-credit-note', 'cii'] },
		profile: string,
		invoice: {
			type: 'object',
			properties: {
				number: string,
				issueDate: string,
				seller: string,
				buyer: string,
				total: string,
				currency: string,
			},
		},
		rejections: {
			type: 'array',
			items: {
				type: 'object',
				required: ['code', 'status', 'message', 'findings', 'rootCause'],
				properties: {
					code: string,
					status: string,
					message: { $ref: 'Wording#' },
					stage: {
						...string,
						description:
							'Which control speaks: file, structure, european, national, platform, directory, duplicate',
					},
					action: { type: 'object', properties: { code: string, fr: string, en: string } },
					findings: { type: 'array', items: { type: 'integer' } },
					rootCause: { type: 'integer' },
				},
			},
		},
		findings: { type: 'array', items: { $ref: 'Finding#' } },
		findingsTruncated: { type: 'boolean' },
		checkedWith: { type: 'array', items: { $ref: 'CheckedWith#' } },
		original: {
			type: 'object',
			description: 'The readable original that came with the invoice',
			required: ['name', 'bytes', 'sha256'],
			properties: {
				name: string,
				bytes: { type: 'integer' },
				sha256: string,
				version: { ...string, description: 'Of the PDF, where it could be read' },
				pages: { type: 'integer' },
			},
		},
		document: {
			type: 'object',
			required: ['sha256', 'bytes'],
			properties: { sha256: string, bytes: { type: 'integer' } },
		},
		asOf: { type: 'string', format: 'date' },
		bundle: { $ref: 'CheckedWith#', description: 'The bundle of rules that judged' },
		options: {
			type: 'object',
			description: 'What was asked otherwise than usual; absent where nothing was',
			additionalProperties: true,
		},
	},
} as const

const checkedWith = {
	$id: 'CheckedWith',
	type: 'object',
	required: ['id', 'version', 'sha256'],
	properties: { id: string, version: string, sha256: string },
} as const

const problem = {
	$id: 'Problem',
	type: 'object',
	required: ['type', 'title', 'status', 'instance'],
	properties: {
		type: { ...string, description: 'Stable: urn:recevable:problem:…' },
		title: string,
		status: { type: 'integer' },
		detail: string,
		instance: string,
	},
} as const

const rule = {
	$id: 'Rule',
	type: 'object',
	required: ['id', 'ruleSets', 'severity', 'terms'],
	properties: {
		id: string,
		ruleSets: { type: 'array', items: string },
		severity: { enum: ['fatal', 'warning', 'information'] },
		terms: { type: 'array', items: string },
		message: { $ref: 'Wording#' },
		why: { $ref: 'Wording#' },
		fix: { $ref: 'Wording#' },
		reasonCode: { ...string, description: 'Of a platform rule: the code under which it refuses' },
	},
} as const

const batch = {
	$id: 'Batch',
	type: 'object',
	required: ['id', 'state', 'documents', 'done', 'verdicts', 'faults', 'created'],
	properties: {
		id: string,
		state: { enum: ['running', 'finished', 'cancelled', 'failed', 'handed-back'] },
		documents: { type: 'integer' },
		done: { type: 'integer' },
		verdicts: { type: 'object', additionalProperties: { type: 'integer' } },
		faults: { type: 'integer', description: 'Documents of which nothing can be concluded' },
		created: { type: 'string', format: 'date-time' },
		finished: { type: 'string', format: 'date-time' },
		expires: { type: 'string', format: 'date-time' },
	},
} as const

export const schemas = [wording, finding, checkedWith, verdict, problem, rule, batch]

const binary = { description: 'The file as it is' } as const

export const contentOf = (types: readonly string[]) => ({
	content: Object.fromEntries(types.map((type) => [type, { schema: binary }])),
})

const file = { type: 'string', contentMediaType: 'application/octet-stream' } as const

/** An invoice as the body, or in a form with its readable original; a form is read past the schema. */
export const invoiceContent = (types: readonly string[]) => ({
	content: {
		...contentOf(types).content,
		'multipart/form-data': {
			schema: {
				description: 'The file, and the readable original of the invoice',
				properties: {
					file: { ...file, description: 'The invoice: XML, PDF, or terms typed in as JSON' },
					original: {
						...file,
						description: 'A PDF for people to read: checked as a PDF only, and named in the verdict',
					},
				},
			},
		},
	},
})

export const problemReply = {
	description: 'What is wrong with the request, or with us (RFC 9457)',
	content: { [problemType.split(';')[0]!]: { schema: { $ref: 'Problem#' } } },
}

/** 4XX and 5XX of every route. */
export const problemReplies = { '4xx': problemReply, '5xx': problemReply }

export const reportReply = {
	description: 'The verdict, whatever it says, in the format asked for by Accept',
	content: Object.fromEntries(
		offers.map(({ name, type }) => [
			type,
			{ schema: name === 'json' ? { $ref: 'Verdict#' } : { type: 'string' } },
		]),
	),
}
