/** Layers that are asked or changed by name. */
export const LAYERS = {
  cells: "cells",
  hatch: "cells-hatch",
  gaps: "gaps",
  structures: "structures",
  /** Counted or not. */
  structuresAll: "structures-all",
} as const;
