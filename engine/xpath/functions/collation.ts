/** The one collation: by code points. */
import { DynamicError } from '../../fault.ts'

export const codepointCollation = 'http://www.w3.org/2005/xpath-functions/collation/codepoint'

/** FOCH0002 for any other collation; an absent argument means the default. */
export function checkCollation(uri: string | undefined): void {
	if (uri !== undefined && uri !== codepointCollation) {
		throw new DynamicError('FOCH0002', `the collation "${uri}" is not supported`)
	}
}
