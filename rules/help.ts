/** Where the catalogue explains a rule: a page below /rules, whatever letters its id is made of. */

/** The page's name below the catalogue. */
export const pageOf = (rule: string): string => `${rule.replace(/[^\w.-]/g, '_')}.html`

/** As a finding's `help`: a path of the service, or below wherever the catalogue is shown. */
export const helpOf = (rule: string): string => `/rules/${pageOf(rule)}`
