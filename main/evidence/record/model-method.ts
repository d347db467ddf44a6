const family = 'model/'

/** How a model's p came about; its record is besides one of its provider and model. */
export const modelMethod = `${family}1: p as stated in the answer`

/**
 * Whether a forecast is a model's own. In a role that a model answers the desk files too, by what it
 * reads of the facts: the role alone does not tell whose a forecast is.
 */
export const isModelMethod = (method: string): boolean => method.startsWith(family)
