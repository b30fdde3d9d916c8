import type { AppContext } from "../app/context.ts";

/** A table's own surroundings: it ends with the territory that it is made for. */
export interface PanelContext extends AppContext {
  /** Takes what is to be called when the table goes away: what ends its watchers. */
  readonly untilClosed: (end: () => void) => void;
}
