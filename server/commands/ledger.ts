/** `ledger`: inspects the ledger of duplicates. */
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../arguments.ts'
import { storePaths } from '../stores/places.ts'

const options = {
	store: {
		type: 'string',
		value: 'FOLDER',
		help: 'where the ledger is kept; that of RECEVABLE_DATA unless given',
	},
	submission: { type: 'string', value: 'ID', help: 'the deposit that holds the key, to release it' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable ledger list [PREFIX] [OPTIONS]
recevable ledger show KEY [OPTIONS]
recevable ledger release KEY --submission ID [OPTIONS]

Shows which deposit occupies which key, as reform|NUMBER|SIREN|YEAR, one JSON object a line; or frees a key.

${helpOf(options)}

Status: 0 done · 1 the key is free, or held by another deposit · 2 wrong usage · 3 a fault
`

export const ledger = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [action, key, ...others] = given.positionals
	if (others.length > 0) throw new Fault('usage', 'One key at a time.')
	const { openLedger } = await import('../stores/ledger.ts')
	const opened = openLedger(given.text('store') ?? storePaths().ledger)
	try {
		if (action === 'list') {
			for (const entry of opened.entries(key)) process.stdout.write(`${JSON.stringify(entry)}\n`)
			return 0
		}
		if (key === undefined) throw new Fault('usage', 'Which key? Write it as reform|NUMBER|SIREN|YEAR.')
		if (action === 'show') {
			const entry = opened.find(key)
			process.stdout.write(entry === undefined ? `${key}: free\n` : `${JSON.stringify({ key, entry })}\n`)
			return entry === undefined ? 1 : 0
		}
		if (action === 'release') {
			const submission = given.text('submission')
			if (submission === undefined) throw new Fault('usage', 'Whose deposit? Add --submission ID.')
			return (await opened.release(key, submission)) ? 0 : 1
		}
		throw new Fault('usage', 'What is to be done? Write: ledger list, show KEY or release KEY.')
	} finally {
		await opened.close()
	}
}
