/** `check`: judges documents and prints their verdicts. */
import { hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Fault, Tree } from '#engine'
import { type Judged, mended, type Rules, refuse, type ValidationContext, validate } from '#rules'
import type { ArchiveEntry } from '../archives/archive.ts'
import { readArguments } from '../arguments.ts'
import { batch } from '../batch/wanted.ts'
import { claimOf, listening, untilClaimed } from '../claim.ts'
import { type Found, findDocuments } from '../documents.ts'
import { checkTarget, dryRun, writeFixed } from '../fix.ts'
import { checkFlows } from '../flow/wanted.ts'
import type { Summary } from '../reports/index.ts'
import { withText } from '../reports/report.ts'
import { type SvrlFrame, svrlFrame, svrlOf } from '../reports/svrl.ts'
import { sparing } from '../sparing.ts'
import type { PlatformFor } from './asked.ts'
import { decided, help, options, rulesOf, type Settings, settingsOf } from './wanted.ts'

export const check = { run }

async function run(argv: readonly string[]): Promise<number> {
	const given = readArguments(options, argv)
	if (given.flag('help')) {
		process.stdout.write(help)
		return 0
	}
	const settings = settingsOf(given)
	if (given.positionals.length === 0 && !given.flag('files-from'))
		throw new Fault('usage', 'Which documents? Name files or folders, or - for standard input.')
	if (given.flag('flow')) return await checkFlows(given, decided(given, settings))
	if (given.text('flow-name') !== undefined) throw new Fault('usage', '--flow-name goes with --flow.')
	const status = await batch(given, decided(given, settings))
	if (status !== undefined) return status
	const found = await findDocuments(given.positionals)
	if (found.sources.length === 0)
		throw new Fault('usage', `There is no .xml or .pdf file in ${given.positionals.join(', ')}.`)
	if (settings.fix !== undefined) checkTarget(settings.fix, found.sources.length)
	if (settings.original !== undefined && found.sources.length > 1)
		throw new Fault('usage', '--original goes with one document.')
	const rules = rulesOf(given)
	const xsd = given.text('xsd')
	const schema = xsd === undefined ? {} : { schema: await (await import('../xsd.ts')).loadXsd(xsd) }
	return await judgeAll(found, { ...settings, ...schema, rules })
}

async function judgeAll(found: Found, settings: Settings & { readonly rules: Rules }): Promise<number> {
	const { report, rendering } = settings
	const write = settings.out === undefined ? writerTo(process.stdout) : fileWriter(settings.out)
	const tally = { accepted: 0, rejected: 0, inadmissible: 0, undecided: 0 }
	const into = new Tree()
	const progress = progressOn(found.sources.length)
	const svrl = report.name === 'svrl' ? framing(found, settings.rules) : undefined
	if (!settings.dryRun) await write.text(svrl?.open ?? report.open?.(rendering) ?? '')
	let { passedOver } = found
	let [done, shown] = [0, 0]
	for (const source of found.sources) {
		for await (const entry of source.documents(settings.limits)) {
			if (entry.kind === 'passed-over') {
				passedOver++
				continue
			}
			const result = await takenIn(entry, { ...settings, into })
			const { verdict } =
				settings.mend && result.verdict.rejections.length > 0 ? mended(result, settings) : result
			tally[verdict.verdict]++
			const fixing = { ...settings, lang: rendering.lang }
			if (settings.dryRun) {
				await write.text(dryRun(result, fixing))
				continue
			}
			if (settings.fix !== undefined)
				for (const line of writeFixed(result, settings.fix, fixing)) process.stderr.write(`${line}\n`)
			if (shown++ > 0) await write.text(report.between ?? '')
			const shownWith = withText(rendering, result)
			if (svrl === undefined) await write.text(report.one(verdict, shownWith))
			else {
				const documents = svrlOf({ verdict, text: result.text, rules: settings.rules, lang: rendering.lang })
				await write.text(report.one(verdict, { ...shownWith, svrl: svrl.one(entry.name, documents) }))
				if (documents.length === 0)
					process.stderr.write(`${entry.name}: no SVRL: the document could not be read as XML.\n`)
			}
		}
		progress(++done)
	}
	if (!settings.dryRun) await write.text(svrl?.close ?? report.close?.(tally, rendering) ?? '')
	await write.end()
	if (passedOver > 0 && process.stderr.isTTY)
		process.stderr.write(
			`${passedOver} files in folders and archives are neither .xml nor .pdf and were passed over.\n`,
		)
	return statusOf(tally)
}

/** How SVRL documents stand in one output: alone, or in a frame where there may be several. */
function framing({ sources }: Found, rules: Rules): SvrlFrame {
	const [source, ...others] = sources
	const single =
		source !== undefined && others.length === 0 && !/\.(?:zip|tar|tgz|tar\.gz)$/i.test(source.name)
	const alone = single && rules.kind === 'alone' && rules.ruleSets.length === 1
	return alone ? { open: '', close: '', one: (_source, documents) => documents.join('') } : svrlFrame
}

/** Judged, and where it is to be taken in, its key claimed. */
async function takenIn(
	entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
	settings: Settings & { readonly rules: Rules; readonly into: Tree },
): Promise<Judged> {
	const { platform, deposit } = settings
	if (deposit === undefined || platform === undefined) return judged(entry, settings)
	const { submission, keeping, claims } = deposit
	return await untilClaimed(
		async () => {
			let key = (): string | undefined => undefined
			const asking: PlatformFor = (file, bytes) => {
				const asked = listening(platform(file, bytes))
				key = asked.key
				return asked.platform
			}
			const result = judged(entry, { ...settings, platform: asking })
			return { judged: result, claim: claimOf(result.verdict, key(), submission, keeping) }
		},
		await claims(),
	)
}

/** What is thrown here is no verdict; it says which document it happened on. */
function judged(
	entry: Exclude<ArchiveEntry, { kind: 'passed-over' }>,
	{
		asOf,
		failOn,
		structure,
		original,
		schema,
		limits,
		rules,
		into,
		platform,
	}: Settings & { readonly rules: Rules; readonly into: Tree },
): Judged {
	const context: ValidationContext = {
		source: entry.name,
		sha256: entry.kind === 'file' ? hash('sha256', entry.bytes) : '',
		asOf,
		rules,
		failOn,
		structure,
		...(original && { original }),
		...(schema && { schema }),
		limits,
		consume: true,
		digest: (bytes) => hash('sha256', bytes),
		clock: () => performance.now(),
		into,
		...(platform !== undefined &&
			entry.kind === 'file' && { platform: platform(entry.name, entry.bytes.length) }),
	}
	try {
		return entry.kind === 'file'
			? sparing(entry.bytes.length, () => validate(entry.bytes, context))
			: { verdict: refuse(entry.failure, context) }
	} catch (error) {
		process.stderr.write(`while judging ${context.source}:\n`)
		throw error
	}
}

function statusOf(tally: Summary): number {
	return tally.rejected + tally.inadmissible + tally.undecided > 0 ? 1 : 0
}

interface Writer {
	text(piece: string): Promise<void>
	end(): Promise<void>
}

function writerTo(stream: NodeJS.WritableStream): Writer {
	return {
		text: (piece) =>
			new Promise((done, fail) => {
				if (piece === '') done()
				else stream.write(piece, (error) => (error ? fail(error) : done()))
			}),
		end: async () => {},
	}
}

function fileWriter(file: string): Writer {
	const stream = createWriteStream(file)
	const failed = new Promise<never>((_, fail) => {
		stream.on('error', (error: NodeJS.ErrnoException) =>
			fail(new Fault('usage', `${file} cannot be written: ${error.code ?? error.message}.`)),
		)
	})
	failed.catch(() => {})
	const opened = new Promise((done) => stream.once('open', done))
	const writer = writerTo(stream)
	return {
		// A write that fails is told of by the stream too, as whose fault it is.
		text: (piece) => Promise.race([opened.then(() => writer.text(piece)).catch(() => failed), failed]),
		end: () => Promise.race([new Promise<void>((done) => stream.end(done)), failed]),
	}
}

/** A counter on standard error, where both streams do not share a terminal line. */
function progressOn(total: number): (done: number) => void {
	if (total < 20 || process.stderr.isTTY !== true || process.stdout.isTTY === true) return () => {}
	return (done) => {
		if (done % 20 === 0 || done === total)
			process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`)
	}
}
