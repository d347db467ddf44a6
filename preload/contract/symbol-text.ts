/** What prices can be fetched of: a symbol as exchanges and sources write them. */
export const symbolPattern = /^[\^A-Za-z0-9][A-Za-z0-9.^=_-]{0,23}$/

const fileName = /[/\\]|^~|\.(csv|tsv|txt|json)$/i

/** Whether a text is a path or has the name of a file that can be read, so that it is no symbol. */
export const isFileName = (text: string): boolean => fileName.test(text)

/** Whether a text names a symbol and can be nothing else. */
export const isSymbol = (text: string): boolean => symbolPattern.test(text) && !isFileName(text)
