/**
 * `npm run sabotage`: tries the list, or the part of it that is asked for, and names what nobody notices.
 *
 * `--short` is part of `npm test`, which runs the tests without any sabotage as well.
 */
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../server/arguments.ts'
import { runAsCommand } from '../suites/command.ts'
import { sabotages } from './list.ts'
import { occurrences, trySabotages } from './run.ts'

const options = {
	match: { type: 'string', value: 'REGEX', help: 'only sabotages whose file or words match' },
	short: { type: 'boolean', help: 'only the handful that npm test tries as well' },
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `npm run sabotage -- [OPTIONS]

Breaks the engine at one place after the other and runs the tests that must notice.

${helpOf(options)}

Status: 0 all noticed · 1 some not · 2 wrong usage
`

async function main(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const match = new RegExp(given.text('match') ?? '')
	const list = sabotages.filter(
		({ file, breaks, short }) => match.test(`${file}: ${breaks}`) && (short === true || !given.flag('short')),
	)
	const astray = list.filter((sabotage) => occurrences(sabotage) !== 1)
	if (astray.length > 0 || list.length === 0) {
		const names = astray.map(({ file, breaks }) => `${file}: ${breaks}`).join('\n')
		throw new Fault('usage', `these do not fit their file once:\n${names}`)
	}
	const missed: string[] = []
	await trySabotages(list, given.flag('short'), ({ file, breaks }, noticedBy) => {
		if (noticedBy === undefined) missed.push(`${file}: ${breaks}`)
		process.stdout.write(
			`${noticedBy === undefined ? 'MISSED' : 'noticed'}\t${file}: ${breaks}\t${noticedBy ?? ''}\n`,
		)
	})
	process.stdout.write(`${list.length - missed.length} of ${list.length} noticed\n`)
	return missed.length === 0 ? 0 : 1
}

await runAsCommand(main)
