/** The folder of the platform rules: the one written here, or another that a user names with --folder. */
import { fileURLToPath } from 'node:url'

export const ownFolder = fileURLToPath(new URL('../../../rules/platform/', import.meta.url))

export const folderOption = {
	type: 'string',
	value: 'FOLDER',
	help: 'other platform rules than those written here',
} as const
