/** `rules`: the rules team's tools, each loaded when it is asked for. */
import { Fault } from '#engine'
import { nearest } from '../arguments.ts'
import type { Command } from './index.ts'

interface Action {
	readonly summary: string
	load(): Promise<Command>
}

/** `list`, `show` and `explain` read their own name from the arguments. */
const show = async (): Promise<Command> => {
	const { show } = await import('./rules/show.ts')
	return show
}

const actions: Readonly<Record<string, Action>> = {
	list: { summary: 'the platform rules: stage, severity, scope, title', load: show },
	show: { summary: 'one rule in full, or the explanation of any other rule', load: show },
	explain: { summary: 'each condition of a rule with its value in an invoice', load: show },
	new: {
		summary: 'writes a new rule with a passing and a failing example',
		load: async () => (await import('./rules/new.ts')).newCommand,
	},
	lint: {
		summary: 'finds the faults that show without an invoice, in rules of any origin',
		load: async () => (await import('./rules/lint.ts')).lint,
	},
	test: {
		summary: 'tries all examples in all syntaxes, and the stated cases',
		load: async () => (await import('./rules/test.ts')).test,
	},
	coverage: {
		summary: 'how often each rule was reached, passed and failed over a corpus',
		load: async () => (await import('./rules/coverage.ts')).coverage,
	},
	mutate: {
		summary: 'breaks rules on purpose and says what no example notices',
		load: async () => (await import('./rules/mutate.ts')).mutate,
	},
	diff: {
		summary: 'whom another version of the rules, or another day, would refuse or accept',
		load: async () => (await import('./rules/diff.ts')).diff,
	},
	bundle: {
		summary: 'all rules of one version as one file, signed if wanted',
		load: async () => (await import('./rules/bundle.ts')).bundle,
	},
	verify: {
		summary: 'whether a bundle is whole, signed and sound',
		load: async () => (await import('./rules/bundle.ts')).verify,
	},
	keys: {
		summary: 'makes a pair of keys to sign bundles and to verify them',
		load: async () => (await import('./rules/keys.ts')).keys,
	},
	publish: {
		summary: 'puts a bundle where a service reads it, and has the service take it',
		load: async () => (await import('./rules/publish.ts')).publish,
	},
	replay: {
		summary: 'judges a document again as an old verdict did, and compares byte for byte',
		load: async () => (await import('./rules/replay.ts')).replayCommand,
	},
	docs: {
		summary: 'the catalogue of rules as a static site',
		load: async () => (await import('./rules/docs.ts')).docs,
	},
	schema: {
		summary: 'the JSON Schema that editors use on rule files',
		load: async () => (await import('./rules/schema.ts')).schemaCommand,
	},
}

const help = `recevable rules ACTION [OPTIONS]    the rules team's tools

${Object.entries(actions)
	.map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
	.join('\n')}

recevable rules ACTION --help says more.
`

export const rules = { run }

async function run(argv: readonly string[]): Promise<number> {
	const [name, ...rest] = argv
	if (name === undefined || name === '--help' || name === '-h') {
		process.stdout.write(help)
		return name === undefined ? 2 : 0
	}
	if (!Object.hasOwn(actions, name)) {
		const near = nearest(name, Object.keys(actions))
		const hint = near === undefined ? '' : ` Did you mean rules ${near}?`
		throw new Fault('usage', `There is no 'rules ${name}'.${hint}`)
	}
	const action = actions[name]!
	const command = await action.load()
	return await command.run(action.load === show ? argv : rest)
}
