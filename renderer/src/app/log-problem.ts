/** A warning of the page's console; the program's log takes those. */
export const logProblem = (problem: string): void => console.warn(problem)
