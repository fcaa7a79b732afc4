/**
 * A schema of the user's own, run by libxml2 (compiled to WebAssembly; an optional dependency).
 *
 * It is loaded only when a schema is given. Files that the schema includes or imports are read beside it; the
 * document judged has no DOCTYPE by then, so it makes libxml2 read nothing.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Fault } from '#engine'
import type { Schema, SchemaFault } from '#rules'

export async function loadXsd(file: string): Promise<Schema> {
	let bytes: Buffer
	try {
		bytes = readFileSync(file)
	} catch {
		throw new Fault('usage', `${file} does not exist or cannot be read.`)
	}
	const { XmlDocument, XmlLibError, XsdValidator } = await libxml2()
	let validator: InstanceType<typeof XsdValidator>
	try {
		validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(bytes, { url: resolve(file) }))
	} catch (error) {
		const { line = 1, col = 1 } = (error instanceof XmlLibError && error.details[0]) || {}
		throw new Fault('rule-text-invalid', (error as Error).message.trim(), { file, line, column: col || 1 })
	}
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	return {
		checkedWith: { id: `xsd-${basename(file, '.xsd')}`, version: '', sha256 },
		check: (text) => {
			const document = XmlDocument.fromString(withoutEncoding(text))
			try {
				validator.validate(document)
				return []
			} catch (error) {
				if (!(error instanceof XmlLibError)) throw error
				return error.details.map(({ line, message }): SchemaFault => ({ line, message: message.trim() }))
			} finally {
				document.dispose()
			}
		},
	}
}

async function libxml2() {
	try {
		const [library, { xmlRegisterFsInputProviders }] = await Promise.all([
			import('libxml2-wasm'),
			import('libxml2-wasm/lib/nodejs.mjs'),
		])
		xmlRegisterFsInputProviders()
		return library
	} catch {
		throw new Fault(
			'usage',
			'--xsd needs the package libxml2-wasm; install it with: npm install libxml2-wasm',
		)
	}
}

/** The text is decoded already: what its declaration says of bytes no longer holds. Lines stay where they are. */
function withoutEncoding(text: string): string {
	return text.replace(/^\s*<\?xml[^>]*\?>/, (declaration) => declaration.replace(/[^\r\n]/g, ' '))
}
