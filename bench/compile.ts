/** Compiles one Schematron in a new process; prints processor time of that, and with loading the compiler. */
import { Input } from './rows.ts'

const before = process.cpuUsage()
const { loadRuleSet, compileOwn } = await import('../server/rule-sets.ts')
const { validate } = await import('#rules')
const loaded = process.cpuUsage()
const file = process.argv[2]!
if (file.endsWith('.sch')) {
	const ruleSet = loadRuleSet(file)
	// The first document is part of it: functions are compiled when they are first called.
	if (process.argv[3] !== undefined)
		validate(new Input(process.argv[3]).bytes, {
			source: '',
			sha256: '',
			asOf: '2026-10-06',
			rules: { kind: 'alone', ruleSets: [ruleSet] },
		})
} else compileOwn(file as Parameters<typeof compileOwn>[0])
const end = process.cpuUsage()
const between = (a: NodeJS.CpuUsage, b: NodeJS.CpuUsage) => (b.user + b.system - a.user - a.system) / 1000
process.stdout.write(`${between(loaded, end)} ${between(before, end)}\n`)
