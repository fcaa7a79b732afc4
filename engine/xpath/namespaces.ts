/** The namespaces that XPath itself names. */
export const functionNamespace = 'http://www.w3.org/2005/xpath-functions'
export const schemaNamespace = 'http://www.w3.org/2001/XMLSchema'
export const mathNamespace = 'http://www.w3.org/2005/xpath-functions/math'
