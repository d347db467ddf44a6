/** How a line of its own is meant; a screen without colour shows all alike. */
export type LineStyle = 'plain' | 'heading' | 'quiet' | 'alarm'

/**
 * Where the room is shown. Text streams in and is shown as it comes; a line stands on its own.
 * Whatever is given is made plain first, so that no evidence can steer a terminal.
 */
export interface Screen {
  /** Adds to the running text. */
  stream(text: string): void
  /** Ends the running text, if any, and shows one line. */
  line(text: string, style?: LineStyle): void
  /** What is going on, always on the last line; null takes it away. */
  status(text: string | null): void
  /** Leaves everything tidy: the running line ended, no status. */
  end(): void
}
