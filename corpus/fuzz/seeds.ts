/** The files that fuzzing starts from: invoices made here, as XML and inside PDFs of both forms. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeAttached } from '#engine'
import type { Kind } from './mutate.ts'

const folder = join(import.meta.dirname, '../samples')
const samples = ['ubl-invoice.xml', 'ubl-credit-note.xml', 'cii-invoice.xml'].map((name) =>
	readFileSync(join(folder, name)),
)
const cii = samples[2]!
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const packet = `<?xpacket begin=""?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:p="http://www.aiim.org/pdfa/ns/id/" p:part="3" p:conformance="B"/><r:Description xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></r:Description></r:RDF><?xpacket end="w"?>`
const attached = {
	name: 'factur-x.xml',
	bytes: cii,
	relationship: 'Alternative',
	mime: 'text/xml',
	modified: 'D:20261121093000Z',
}
const note = { name: 'note.txt', bytes: Buffer.from('see the invoice') }

export const seeds: Readonly<Record<Kind, readonly string[]>> = {
	xml: [
		...samples.map(latin),
		latin(Buffer.from(`\ufeff${samples[0]!.toString().replace('UTF-8', 'UTF-16')}`, 'utf16le')),
	],
	pdf: [
		latin(composeAttached({ files: [attached], metadata: packet })),
		latin(composeAttached({ files: [note, attached], metadata: packet, form: 'stream' })),
		latin(composeAttached({ files: [attached], before: 'x\n' })),
	],
}
