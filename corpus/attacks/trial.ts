/**
 * Judges hostile inputs by name, one after the other, and prints what came out and what it cost.
 *
 *   npm run -s attacks -- [--table] [--quick] [NAME…]     one JSON object a line, or a table
 *
 * Runs in a process of its own, whose memory and time its caller bounds. `--quick` gives each file 2 s instead
 * of the usual limit. Whoever opens a connection ends it.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { refuse, type ValidationContext, type Verdict, validate } from '#rules'
import { archiveKind, readArchive } from '../../server/archives/archive.ts'
import { ownRuleSet } from '../../server/rule-sets.ts'
import { asOf } from '../runner.ts'
import { hostileInputs } from './inputs.ts'

export interface Outcome {
	readonly name: string
	readonly bytes: number
	readonly verdict: string
	readonly rules: readonly string[]
	readonly codes: readonly string[]
	readonly milliseconds: number
	/** Most bytes that the process held while the input was made and judged; some 150 MB are its own. */
	readonly peak: number
}

const quick = process.argv.includes('--quick')
const table = process.argv.includes('--table')

/** Linux forgets the peak where it is asked to; elsewhere it is that of all inputs so far. */
function forgetPeak(): void {
	try {
		writeFileSync('/proc/self/clear_refs', '5')
	} catch {}
}

function peak(): number {
	try {
		const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!
		return Number(kilobytes) * 1024
	} catch {
		return process.resourceUsage().maxRSS * 1024
	}
}

Socket.prototype.connect = () => {
	process.stderr.write('a connection was opened\n')
	return process.exit(9)
}

const context = (source: string): ValidationContext => ({
	source,
	sha256: '',
	asOf,
	rules: { kind: 'chosen', load: ownRuleSet },
	digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
	clock: () => performance.now(),
	...(quick && { limits: { milliseconds: 2000 } }),
})

async function judge(name: string, bytes: Uint8Array): Promise<Verdict> {
	if (archiveKind(bytes) === undefined) return validate(bytes, context(name)).verdict
	let verdict: Verdict | undefined
	for await (const entry of readArchive(bytes, name)) {
		if (entry.kind === 'passed-over') continue
		verdict =
			entry.kind === 'refused'
				? refuse(entry.failure, context(entry.name))
				: validate(entry.bytes, context(entry.name)).verdict
	}
	return verdict!
}

/** The rule sets are loaded before anything is measured. */
for (const id of ['en16931-ubl', 'en16931-cii', 'beyond-ubl', 'beyond-cii'] as const) ownRuleSet(id, asOf)
const names = process.argv.slice(2).filter((name) => !name.startsWith('--'))
if (table) process.stdout.write(`${'input'.padEnd(52)} verdict       ms     MB  reason and finding\n`)
for (const { name, make } of hostileInputs) {
	if (names.length > 0 && !names.includes(name)) continue
	forgetPeak()
	const bytes = make()
	const start = performance.now()
	const verdict = await judge(name, bytes)
	const outcome: Outcome = {
		name,
		bytes: bytes.length,
		verdict: verdict.verdict,
		rules: [...new Set(verdict.findings.map(({ rule }) => rule))],
		codes: verdict.rejections.map(({ code }) => code),
		milliseconds: Math.round(performance.now() - start),
		peak: peak(),
	}
	process.stdout.write(table ? `${row(outcome)}\n` : `${JSON.stringify(outcome)}\n`)
}

function row({ name, verdict, rules, codes, milliseconds, peak }: Outcome): string {
	const megabytes = String(Math.round(peak / 1e6)).padStart(5)
	const said = [...codes, ...rules.slice(0, 2)].join(' ')
	return `${name.padEnd(52)} ${verdict.padEnd(12)} ${String(milliseconds).padStart(5)} ${megabytes}  ${said}`
}
