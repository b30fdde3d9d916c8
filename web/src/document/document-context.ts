import type { AppContext } from "../app/context.ts";

/** A document's own surroundings: it ends when another view takes its place. */
export interface DocumentContext extends AppContext {
  /** Takes what is to be called when the document goes away: what ends its watchers and its questions. */
  readonly untilClosed: (end: () => void) => void;
}
