/** The version of this program, as its package.json has it: beside a checkout's rooms, or above what was built. */
import { existsSync, readFileSync } from 'node:fs'

export function programVersion(): string {
	const places = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url))
	const manifest = JSON.parse(readFileSync(places.find((place) => existsSync(place))!, 'utf8')) as {
		readonly version: string
	}
	return manifest.version
}
