/**
 * Reads a schema and what it includes from disk.
 *
 * The reader itself knows no file system; this is its edge. Node's modules are asked for when a file is first
 * read and not imported, so that the room loads in a browser as well.
 */
import { Fault, type RuleSetSource } from '#engine'
import { type ReadOptions, readSchematron } from './read.ts'

/** `path` names the schema; the other options are those of `readSchematron`. Includes are files, never addresses. */
export function loadSchematron(
	path: string,
	options: Omit<ReadOptions, 'file' | 'resolve'> = {},
): RuleSetSource {
	const { readFileSync } = process.getBuiltinModule('node:fs')
	const { dirname, isAbsolute, join } = process.getBuiltinModule('node:path')
	const { fileURLToPath } = process.getBuiltinModule('node:url')

	const read = (file: string): Uint8Array | undefined => {
		try {
			return readFileSync(file)
		} catch {
			return undefined
		}
	}
	const bytes = read(path)
	if (bytes === undefined) throw new Fault('rule-text-unreadable', `${path} cannot be read`)

	return readSchematron(decode(bytes, path), {
		...options,
		file: path,
		resolve: (href, base) => {
			const file = locate(href, base)
			const found = file === undefined ? undefined : read(file)
			return file === undefined || found === undefined ? undefined : { file, text: decode(found, file) }
		},
	})

	function locate(href: string, base: string): string | undefined {
		try {
			if (/^file:/i.test(href)) return fileURLToPath(href)
			if (/^[a-z][a-z0-9+.-]+:/i.test(href)) return undefined
			const relative = decodeURIComponent(href)
			return isAbsolute(relative) ? relative : join(dirname(base), relative)
		} catch {
			return undefined
		}
	}
}

/** By its byte order mark, else by its XML declaration, else UTF-8. */
function decode(bytes: Uint8Array, file: string): string {
	const start = String.fromCharCode(...bytes.subarray(0, 200))
	const declared = /^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)?.[1]
	const marked = start.startsWith('\xfe\xff')
		? 'utf-16be'
		: start.startsWith('\xff\xfe')
			? 'utf-16le'
			: undefined
	try {
		return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(bytes)
	} catch {
		throw new Fault('rule-text-unreadable', `${file} is not written in ${marked ?? declared ?? 'UTF-8'}`)
	}
}
