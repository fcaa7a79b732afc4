/**
 * Names of entries: which are taken, and which try to lead somewhere.
 *
 * Nothing is ever written to disk by these names, but they are shown, logged and may be used by those who
 * read a verdict; so a name that would leave its folder is refused, not repaired.
 */
import { type Meter, Refusal } from './limits.ts'

/** Throws a Refusal for a name that is too long or plays a trick. */
export function checkName(name: string, meter: Meter): void {
	if (name.length > meter.limits.archiveName) meter.exceeded('archiveName', name.length)
	const trick =
		name === '' ||
		/[\u0000-\u001f\u007f\\]|^\/|^[A-Za-z]:/.test(name) ||
		name.split('/').some((part) => part === '..' || part === '.')
	if (trick) throw new Refusal({ id: 'READ-ARCHIVE-NAME' })
}

/** What to do with an entry, by its name alone. */
export function kindOfName(name: string): 'document' | 'archive' | 'other' {
	const base = name.slice(name.lastIndexOf('/') + 1)
	if (base === '' || base.startsWith('.') || name.startsWith('__MACOSX/')) return 'other'
	if (/\.(?:zip|tar|tgz|gz)$/i.test(base)) return 'archive'
	// Flows between platforms bear names without extension.
	return /\.(?:xml|pdf)$/i.test(base) || !base.includes('.') ? 'document' : 'other'
}
