/** `rules test --watch`: what changes is tried again, whatever it becomes, until it is ended. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'recevable-watch-'))
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const args = ['--conditions=source', '--disable-warning=ExperimentalWarning', main, 'rules']
const rule = join(folder, 'rules/mine-01.json')
let watching: ChildProcess | undefined
afterAll(() => {
	watching?.kill()
	rmSync(folder, { recursive: true, force: true })
})

/** What the command says until a line that is waited for. */
class Said {
	#text = ''
	#wake: () => void = () => {}

	constructor(child: ChildProcess) {
		child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
			this.#text += piece
			this.#wake()
		})
	}

	/** Up to the line that fits; others before it are passed over, since one save may be seen twice. */
	async until(summary: RegExp): Promise<string> {
		for (;;) {
			const lines = this.#text.split('\n')
			const end = lines.findIndex((line) => summary.test(line))
			if (end >= 0) {
				this.#text = lines.slice(end + 1).join('\n')
				return lines.slice(0, end + 1).join('\n')
			}
			await new Promise<void>((done) => {
				this.#wake = done
			})
		}
	}
}

function save(text: string): void {
	writeFileSync(`${rule}~`, text)
	renameSync(`${rule}~`, rule)
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.once('exit', done))

test('a rule is tried again at every save: broken, unreadable, mended, and one that is new', async () => {
	await ended(
		spawn(process.execPath, [...args, 'new', 'MINE-01', '--folder', folder, '--from', '2026-01-01']),
	)
	watching = spawn(process.execPath, [...args, 'test', '--watch', folder], {
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const said = new Said(watching)
	await said.until(/^Waiting for changes/)
	const sound = readFileSync(rule, 'utf8')

	writeFileSync(rule, sound.replace('"value": false', '"value": true'))
	expect(await said.until(/trials: [1-9]\d* otherwise/)).toContain('is to pass the rule and breaks it')
	// As editors do that never write in place.
	save(sound.slice(0, 40))
	expect(await said.until(/ 1 errors/)).toContain('mine-01.json')
	save(sound)
	await said.until(/8 trials: 0 otherwise · 0 errors/)

	writeFileSync(
		join(folder, 'rules/mine-02.json'),
		sound.replaceAll('MINE-01', 'MINE-02').replace('"value": false', '"value": true'),
	)
	expect(await said.until(/trials: [1-9]\d* otherwise/)).toContain('MINE-02')

	watching.kill('SIGTERM')
	await ended(watching)
}, 180_000)
