/** What a command writes to standard output while a test runs it, and its status. */
import { vi } from 'vitest'

export async function silently(command: () => Promise<number>): Promise<{ status: number; said: string }> {
	let said = ''
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
		said += String(text)
		return true
	})
	try {
		const status = await command()
		return { status, said }
	} finally {
		vi.restoreAllMocks()
	}
}
