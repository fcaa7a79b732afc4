/** `rules keys`: a pair of Ed25519 keys, to sign bundles and to know who signed. */
import { writeFileSync } from 'node:fs'
import { Fault } from '#engine'
import { helpOf, type OptionSpecs, readArguments } from '../../arguments.ts'
import { newKeys } from '../../bundle/signature.ts'

const options = {
	help: { type: 'boolean', short: 'h', help: 'show this' },
} as const satisfies OptionSpecs

const help = `recevable rules keys NAME

Writes NAME.key, which signs and is to be kept secret (readable by you alone), and NAME.pub, which those who verify
need. Neither may be there already.

${helpOf(options)}
`

export const keys = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const [name, ...others] = given.positionals
	if (name === undefined || others.length > 0) throw new Fault('usage', 'Write: rules keys NAME.')
	const pair = newKeys()
	write(`${name}.key`, pair.privateKey, 0o600)
	write(`${name}.pub`, pair.publicKey, 0o644)
	process.stdout.write(`${name}.key  signs; keep it secret\n${name}.pub  verifies: key ${pair.name}\n`)
	return 0
}

function write(file: string, text: string, mode: number): void {
	try {
		writeFileSync(file, text, { flag: 'wx', mode })
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException
		throw new Fault(
			'usage',
			code === 'EEXIST' ? `${file} is there already.` : `${file} cannot be written: ${code}.`,
		)
	}
}
