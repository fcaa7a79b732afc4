/**
 * Files made to hurt whoever reads them, and what they must be told.
 *
 * Each is made from an invoice that is accepted, so that nothing but the attack decides. `verdict` lists what
 * may come out; an attack that must not matter leaves the invoice accepted.
 */
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { cii, type HostileInput, inadmissible, latin } from './hostile.ts'
import { pdfInputs } from './pdf.ts'
import { xmlInputs } from './xml.ts'

const archives = [
	inadmissible(
		'ZIP: a bomb',
		() => zipSync({ 'a.xml': new Uint8Array(100_000_000) }),
		'READ-LIMIT',
		'IRR_TAILLE_F',
	),
	inadmissible(
		'ZIP: a name that climbs',
		() => zipSync({ '../../etc/a.xml': cii }),
		'READ-ARCHIVE-NAME',
		'IRR_NOM_F',
	),
	inadmissible(
		'ZIP: an archive in an archive in an archive',
		() => zipSync({ 'b.zip': zipSync({ 'c.zip': zipSync({ 'a.xml': cii }) }) }),
		'READ-LIMIT',
	),
	inadmissible('ZIP: nothing', () => zipSync({}), 'READ-ARCHIVE-EMPTY', 'IRR_VIDE_F'),
	inadmissible('GZIP: a bomb', () => gzipSync(new Uint8Array(200_000_000)), 'READ-LIMIT', 'IRR_TAILLE_F'),
	inadmissible('GZIP: cut', () => gzipSync(cii).subarray(0, 100), 'READ-ARCHIVE', 'IRR_TYPE_F'),
	inadmissible('nothing', () => new Uint8Array(), 'READ-EMPTY', 'IRR_VIDE_F'),
	inadmissible(
		'another kind of file',
		() => latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
		'READ-NOT-XML',
		'IRR_TYPE_F',
	),
]

export const hostileInputs: readonly HostileInput[] = [...xmlInputs, ...pdfInputs, ...archives]
